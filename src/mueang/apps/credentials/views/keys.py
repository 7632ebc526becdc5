"""The officer's pages of signing keys: which stand, and what to do where one may be in other hands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.credentials.actions import ask_renewal, declare_unsafe
from mueang.apps.credentials.errors import CredentialRefused
from mueang.apps.credentials.forms import UnsafeForm
from mueang.apps.credentials.queries import award_headings, award_rows, counts_of, keys_in, signed_with
from mueang.apps.credentials.rules import visible_keys
from mueang.apps.credentials.views.desk import PER_PAGE, city_to_award
from mueang.lib.downloads import excel_response

if TYPE_CHECKING:
    from mueang.apps.credentials.models import IssuerKey


@login_required
@require_safe
def keys(request: SignedInRequest, city: str) -> HttpResponse:
    found = city_to_award(request, city)
    rows = keys_in(viewer=request.user, city=found)
    return render(request, "credentials/keys.html", {"city": found, "keys": rows})


@login_required
@require_http_methods(["GET", "POST"])
def key(request: SignedInRequest, city: str, key: str) -> HttpResponse:
    """One key with the awards it signed; tell that it is not safe, and have them signed anew."""
    found = city_to_award(request, city)
    rows = visible_keys(request.user).filter(issuer__city=found).select_related("issuer")
    row = get_object_or_404(rows, fragment=key)
    form = UnsafeForm(request.POST if "since" in request.POST else None)
    if request.method == "POST" and _done(request, row, form):
        return redirect("credentials:key", city=found.slug, key=row.fragment)
    signed = signed_with(row)
    if request.GET.get("format") == "xlsx":
        return excel_response(
            file_name="awards-of-a-key", title=_("Awards"), headings=award_headings(), rows=award_rows(signed)
        )
    is_busy = row.renewal_at is not None and row.renewed_at is None
    context = {
        "city": found,
        "key": row,
        "signed": counts_of(row),
        "page": Paginator(signed, PER_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "is_busy": is_busy,
    }
    response = render(request, "credentials/key.html", context, status=400 if form.errors else 200)
    if is_busy:
        response["Refresh"] = "2"
    return response


def _done(request: SignedInRequest, row: IssuerKey, form: Any) -> bool:
    """Do what was pressed; False where the form has to be shown again."""
    if form.is_bound and not form.is_valid():
        return False
    try:
        if form.is_bound:
            declare_unsafe(key=row, since=form.since_when, actor=request.user)
            messages.success(request, _("Everybody who checks is told from now on. The issuer signs with a new key."))
        else:
            ask_renewal(key=row, actor=request.user)
            messages.success(request, _("The awards are being signed anew."))
    except CredentialRefused as refusal:
        messages.error(request, refusal.sentence)
    return True
