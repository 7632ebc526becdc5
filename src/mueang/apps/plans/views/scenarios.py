"""Scenarios of places that the city may do: a press makes them part of the work plan."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.planning.rules import visible_scenarios
from mueang.apps.plans.actions import plan_from_scenario
from mueang.apps.plans.errors import PlanRefused
from mueang.apps.plans.queries.scenarios import scenarios_to_plan
from mueang.apps.plans.rules import may_write
from mueang.apps.plans.views.doors import find_city
from mueang.methods.thai import fiscal_year_of

YEARS_AHEAD = 3


@login_required
@require_safe
def scenarios(request: SignedInRequest, city: str) -> HttpResponse:
    """Every scenario that changes something, and what came of it."""
    found = _city(request, city)
    context = {"city": found, "rows": scenarios_to_plan(viewer=request.user, city=found), "years": _years()}
    return render(request, "plans/scenarios.html", context)


@login_required
@require_POST
def take_up(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Its changes become activities of the chosen year's plan."""
    found = _city(request, city)
    scenario = get_object_or_404(visible_scenarios(request.user).select_related("city"), city=found, uuid=uuid)
    years = {str(year): year for year in _years()}
    year = years.get(request.POST.get("year", ""), _years()[0])
    try:
        n = len(plan_from_scenario(scenario=scenario, year=year, actor=request.user, now=timezone.now()))
    except PlanRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        said = ngettext("%(n)s activity is in the plan now.", "%(n)s activities are in the plan now.", n) % {"n": n}
        messages.success(request, said)
    return redirect("plans:scenarios", city)


def _city(request: SignedInRequest, slug: str) -> Any:
    found = find_city(request, slug)
    if not may_write(request.user, found):
        raise Http404
    return found


def _years() -> list[int]:
    """This budget year and those that may be planned now."""
    first = fiscal_year_of(timezone.localdate())
    return list(range(first, first + YEARS_AHEAD))
