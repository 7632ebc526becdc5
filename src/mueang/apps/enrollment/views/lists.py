"""The offerings with their learners, and the people of one offering."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.catalog.enums import Mode
from mueang.apps.enrollment.actions import assess_everybody, note_export, settle_completions
from mueang.apps.enrollment.forms import AssessEverybodyForm, StateFilterForm
from mueang.apps.enrollment.queries import (
    CompletionRow,
    completion_rows,
    learner_counts,
    learner_lists,
    learner_tables,
    learners,
    offerings_table,
    roster_archive,
)
from mueang.apps.enrollment.rules import (
    learner_cities,
    may_enrol,
    may_hold_seats,
    may_run_rounds,
    visible_learner_lists,
)
from mueang.lib.workbook import write_workbook

PAGE_SIZE = 50
# The catalog's own words are too long for a column.
SHORT = {Mode.LECTURE: gettext_lazy("Lecture"), Mode.LAB: gettext_lazy("Lab"), Mode.PRACTICE: gettext_lazy("Practice")}
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_http_methods(["GET"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Every offering whose learners the viewer may see."""
    found = get_object_or_404(learner_cities(request.user), slug=city)
    rows = learner_lists(viewer=request.user, city=found)
    if request.GET.get("format") == "xlsx":
        return as_excel([offerings_table(rows)], name=f"{city}-enrollment-{timezone.localdate():%Y%m%d}")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"city": found, "page": page, "may_run_rounds": may_run_rounds(request.user, found)}
    return render(request, "enrollment/home.html", context)


@login_required
@require_http_methods(["GET"])
def offering(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    """The people of one offering: state, hours, completion."""
    row = find_offering(request, city, offering)
    if request.GET.get("format") == "xlsx":
        tables = learner_tables(offering=row)
        note_export(offering=row, actor=request.user, n_people=len(tables[0].rows))
        return as_excel(tables, name=f"{row.slug}-learners-{timezone.localdate():%Y%m%d}")
    if request.GET.get("format") == "oneroster":
        return _as_roster(request, row)
    form = StateFilterForm(request.GET or None)
    page = Paginator(learners(offering=row, state=form.chosen), PAGE_SIZE).get_page(request.GET.get("page"))
    completions = completion_rows(page.object_list)
    modes = _modes_with_hours(row.program, completions)
    context = {
        "city": row.city,
        "offering": row,
        "form": form,
        "page": page,
        "modes": [SHORT[mode] for mode in modes],
        "rows": [(one, [(SHORT[mode], one.minutes_by_mode.get(mode, 0)) for mode in modes]) for one in completions],
        "is_over": row.ends_on < timezone.localdate(),
        "counts": learner_counts(offering=row),
        "may_enrol": may_enrol(request.user, row),
        "may_hold": may_hold_seats(request.user, row),
    }
    return render(request, "enrollment/offering.html", context)


@login_required
@require_POST
def settle(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    """Give everybody the state their hours and assessment earned."""
    row = find_offering(request, city, offering)
    settled = settle_completions(offering=row, actor=request.user)
    messages.success(
        request,
        _("Completed: %(completed)d. Not completed: %(not_completed)d. Still learning: %(still)d.")
        % {
            "completed": settled.completed,
            "not_completed": settled.not_completed,
            "still": settled.still_learning,
        },
    )
    return redirect(_address(row))


@login_required
@require_POST
def assess_all(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    """The same judgement for everybody with a seat."""
    row = find_offering(request, city, offering)
    form = AssessEverybodyForm(request.POST)
    if form.is_valid():
        count = assess_everybody(offering=row, result=form.cleaned_data["result"], actor=request.user)
        words = ngettext("%(count)d learner assessed.", "%(count)d learners assessed.", count)
        messages.success(request, words % {"count": count})
    return redirect(_address(row))


def _modes_with_hours(program: Any, completions: Iterable[CompletionRow]) -> list[Mode]:
    """The modes the programme plans, or somebody has hours in."""
    earned = {mode for one in completions for mode in one.minutes_by_mode}
    return [mode for mode in Mode if mode in earned or getattr(program, f"{mode.value}_minutes")]


def find_offering(request: SignedInRequest, city: str, offering: UUID) -> Any:
    """The offering of the address, if its learners are for this viewer to see; else a 404."""
    rows = visible_learner_lists(request.user).select_related("city", "program", "place__organization", "place__city")
    return get_object_or_404(rows, city__slug=city, uuid=offering)


def _address(row: Any) -> str:
    return reverse("enrollment:offering", args=[row.city.slug, row.uuid])


def _as_roster(request: SignedInRequest, row: Any) -> HttpResponse:
    """The people of the offering for another learning system."""
    archive, n_people = roster_archive(offering=row)
    note_export(offering=row, actor=request.user, n_people=n_people)
    response = HttpResponse(archive, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{row.slug}-oneroster.zip"'
    return response


def as_excel(tables: list[Any], *, name: str) -> HttpResponse:
    response = HttpResponse(write_workbook(tables, language=get_language() or "th"), content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
