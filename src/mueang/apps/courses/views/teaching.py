"""The course at the city desk: which activities teach it, what each meeting teaches, and the facilitator's pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.catalog.enums import Mode
from mueang.apps.courses import actions
from mueang.apps.courses.forms import OpenForm, StrandsForm
from mueang.apps.courses.queries import find_module, meetings_of, module_page, runs_in, strands_of
from mueang.apps.courses.rules import may_appoint, may_run, taught_cities, visible_runs
from mueang.apps.credentials.queries import achievements_for
from mueang.apps.credentials.rules import may_award
from mueang.lib.refusals import Refused
from mueang.ui.words import current_language


@login_required
@require_http_methods(["GET", "POST"])
def runs(request: SignedInRequest, city: str) -> HttpResponse:
    """Courses of the city's activities; another is opened in one that the catalog has already."""
    found = get_object_or_404(taught_cities(request.user), slug=city)
    form = OpenForm(request.POST or None, viewer=request.user, city=found)
    if request.method == "POST" and form.is_valid():
        try:
            run = actions.open_course(offering=form.cleaned_data["offering"], actor=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The course is open. Look whether each meeting teaches the right strand."))
            return redirect("courses:strands", city, run.uuid)
    context = {"city": found, "runs": runs_in(viewer=request.user, city=found), "form": form}
    return render(request, "courses/runs.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def strands(request: SignedInRequest, city: str, run: UUID) -> HttpResponse:
    """Which strand each meeting teaches."""
    row = find_run(request, city, run)
    if not may_run(request.user, row.offering):
        raise PermissionDenied
    form = StrandsForm(request.POST or None, meetings=meetings_of(row))
    if request.method == "POST" and form.is_valid():
        actions.set_strands(run=row, strands=form.strands(), actor=request.user)
        messages.success(request, _("Saved."))
        return redirect("courses:run", city, run)
    return render(request, "courses/strands.html", {"city": row.offering.city, "run": row, "form": form})


@login_required
@require_safe
def modules(request: SignedInRequest, city: str, run: UUID) -> HttpResponse:
    """Every module for whoever teaches: what to prepare, and how the time goes."""
    row = find_run(request, city, run)
    language = current_language()
    table = [
        (number, strand, [(one, module_page(one.key, language)) for one in strand.modules])
        for number, strand in enumerate(strands_of(), 1)
    ]
    context = {"city": row.offering.city, "run": row, "table": table, "meetings": meetings_of(row)}
    context |= {"may_run": may_run(request.user, row.offering), "may_appoint": may_appoint(request.user, row)}
    if may_award(request.user, row.offering.city):
        earns = achievements_for(viewer=request.user, offering=row.offering).exclude(program=None)
        context |= {"may_award": True, "achievements": list(earns)}
    return render(request, "courses/modules.html", context)


@login_required
@require_safe
def teach(request: SignedInRequest, city: str, run: UUID, module: str) -> HttpResponse:
    """One module for its facilitator: the steps with their timings, what to prepare, then what learners read."""
    row = find_run(request, city, run)
    if find_module(module) is None:
        raise Http404
    page = module_page(module, current_language())
    context = {"city": row.offering.city, "run": row, "page": page, "steps": _steps(page)}
    return render(request, "courses/teach.html", context)


def find_run(request: SignedInRequest, city: str, run: UUID) -> Any:
    """A course the viewer may see, at the desk of the city that gives it; for others it is not there."""
    along = ("offering__program", "offering__city", "offering__place__organization", "offering__place__city")
    return get_object_or_404(visible_runs(request.user).select_related(*along), uuid=run, offering__city__slug=city)


def _steps(page: Any) -> list[dict[str, Any]]:
    """Each step with the minutes gone when it begins."""
    gone, found = 0, []
    for step in page.module.steps:
        begins = str(timedelta(minutes=gone))[:-3]
        words = step.words.in_language(current_language())
        found.append({"begins": begins, "minutes": step.minutes, "mode": Mode(step.mode).label, "words": words})
        gone += step.minutes
    return found
