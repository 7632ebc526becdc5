"""Breaches of personal data: the register, one breach with its clock, what was done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.privacy.actions.breaches import add_breach_step, close_breach, judge_breach, open_breach
from mueang.apps.privacy.errors import PrivacyRefused
from mueang.apps.privacy.forms import BreachForm, CloseForm, RiskForm, StepForm
from mueang.apps.privacy.queries.breaches import breaches_table, clock_of
from mueang.apps.privacy.rules import visible_breaches
from mueang.apps.privacy.views.doors import as_workbook, city_to_keep


@login_required
@never_cache
@require_safe
def breaches(request: SignedInRequest, city: str) -> HttpResponse:
    """The register, the newest first; as a file with ?format=xlsx."""
    found = city_to_keep(request, city)
    rows = visible_breaches(request.user).filter(city=found)
    if request.GET.get("format") == "xlsx":
        return as_workbook(breaches_table(rows), file_name=f"breaches-{found.slug}")
    now = timezone.now()
    return render(request, "privacy/breaches.html", {"city": found, "clocks": [clock_of(row, now) for row in rows]})


@login_required
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, city: str) -> HttpResponse:
    """Write down a breach; the clock runs from the moment the city knew."""
    found = city_to_keep(request, city)
    form = BreachForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = open_breach(city=found, actor=request.user, **form.said())
        except PrivacyRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("privacy:breach", city, row.uuid)
    status = 422 if form.errors else 200
    return render(request, "privacy/breach_form.html", {"city": found, "form": form}, status=status)


@login_required
@never_cache
@require_safe
def breach(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """One breach, its clock, and what can be done now."""
    return _page(request, city, uuid)


@login_required
@require_POST
def press(request: SignedInRequest, city: str, uuid: UUID, deed: str) -> HttpResponse:
    """Write down a step, judge the risk anew, or close it."""
    found = city_to_keep(request, city)
    row = get_object_or_404(visible_breaches(request.user), uuid=uuid, city=found)
    kinds: dict[str, type[forms.Form]] = {"step": StepForm, "judge": RiskForm, "close": CloseForm}
    if deed not in kinds:
        raise Http404
    form = kinds[deed](request.POST)
    if form.is_valid():
        try:
            if isinstance(form, StepForm):
                add_breach_step(breach=row, actor=request.user, **form.said())
            elif deed == "judge":
                judge_breach(breach=row, actor=request.user, **form.cleaned_data)
            else:
                close_breach(breach=row, actor=request.user, **form.cleaned_data)
        except PrivacyRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Recorded."))
            return redirect("privacy:breach", city, uuid)
    return _page(request, city, uuid, **{f"{deed}_form": form})


def _page(request: SignedInRequest, city: str, uuid: UUID, **tried: Any) -> HttpResponse:
    found = city_to_keep(request, city)
    row = get_object_or_404(visible_breaches(request.user).select_related("written_by"), uuid=uuid, city=found)
    context = {
        "city": found,
        "clock": clock_of(row, timezone.now()),
        "steps": row.steps.select_related("written_by"),
        "step_form": StepForm(),
        "judge_form": RiskForm(initial={"risk": row.risk, "n_people": row.n_people}),
        "close_form": CloseForm(),
        **tried,
    }
    return render(request, "privacy/breach.html", context, status=422 if tried else 200)
