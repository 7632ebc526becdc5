"""Releases at the desk: what the next would hold, publish it, withdraw one."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.reports.actions import publish_release, withdraw_release
from mueang.apps.reports.forms import ChangeForm, ReasonForm
from mueang.apps.reports.queries import figures_to_release, releases_of
from mueang.apps.reports.rules import may_sign, public_releases
from mueang.apps.reports.views.doors import do, find_city, tabs_of


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Versions so far, what the next one would withhold, and the press that releases it."""
    found = find_city(request, city)
    form = ChangeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        _signer(request, found)
        if form.is_valid():
            words = _("Released. The page below is public.")
            do(request, publish_release, words, city=found, change=form.cleaned_data["change"])
            return redirect("reports:releases", city)
    rows = figures_to_release(found)
    context = {
        "city": found,
        "form": form,
        "releases": releases_of(found),
        "n_rows": len(rows),
        "kept_back": [row for row in rows if row.is_withheld],
        "may_sign": may_sign(request.user, found),
        "reason_form": ReasonForm(),
        "tabs": tabs_of(found, "releases"),
    }
    return render(request, "reports/releases.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw(request: SignedInRequest, city: str, number: int) -> HttpResponse:
    """A version is taken back; its page says why."""
    found = find_city(request, city)
    _signer(request, found)
    release = get_object_or_404(public_releases(found), number=number)
    form = ReasonForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    do(request, withdraw_release, _("Withdrawn. Its page stays and says why."), release=release, why=why)
    return redirect("reports:releases", city)


def _signer(request: SignedInRequest, city: Any) -> None:
    if not may_sign(request.user, city):
        raise PermissionDenied
