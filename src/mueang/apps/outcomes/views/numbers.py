"""What became of completers: the numbers, who has to be called, what was said, and whether it is so."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.outcomes.actions import check_outcome, note_export, record_outcome
from mueang.apps.outcomes.enums import KIND_WORDS
from mueang.apps.outcomes.errors import OutcomeRefused
from mueang.apps.outcomes.forms import CheckForm, SaidForm
from mueang.apps.outcomes.queries import (
    latest_outcomes,
    open_proposals,
    outcome_numbers,
    to_call,
    unanswered,
    unverified,
)
from mueang.apps.outcomes.rules import may_work_outcomes, outcome_cities, visible_follow_ups, visible_outcomes
from mueang.apps.outcomes.views.tables import answers_excel, calls_excel, numbers_excel, wants_excel

PAGE_SIZE = 50


def find_city(request: SignedInRequest, slug: str) -> Any:
    """The city, for whoever may see what became of its learners; else a 404."""
    return get_object_or_404(outcome_cities(request.user), slug=slug)


def tabs_of(slug: str, current: str) -> list[tuple[str, str, bool]]:
    words = {
        "home": _("Numbers"),
        "calls": _("To be called"),
        "answers": _("Answers"),
        "proposals": _("Teach this"),
        "lineage": _("Who learned from whom"),
    }
    return [(label, reverse(f"outcomes:{page}", args=[slug]), page == current) for page, label in words.items()]


@login_required
@require_http_methods(["GET"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Asked, answered and what was said, after one, three and six months."""
    found = find_city(request, city)
    rows = outcome_numbers(viewer=request.user, city=found)
    if wants_excel(request):
        return numbers_excel(rows, city=found)
    context = {
        "city": found,
        "tabs": tabs_of(city, "home"),
        "rows": rows,
        "kinds": list(KIND_WORDS.values()),
        "n_calls": unanswered(viewer=request.user, city=found, now=timezone.now()).count(),
        "n_unverified": unverified(viewer=request.user, city=found).count(),
        "n_proposals": open_proposals(viewer=request.user, city=found).count(),
    }
    return render(request, "outcomes/home.html", context)


@login_required
@require_http_methods(["GET"])
def calls(request: SignedInRequest, city: str) -> HttpResponse:
    """Who did not answer or could not be asked, with whom to call."""
    found = find_city(request, city)
    rows = to_call(viewer=request.user, city=found, now=timezone.now())
    if wants_excel(request):
        note_export(city=found, what="calls", n_rows=len(rows), actor=request.user)
        return calls_excel(rows, city=found)
    context = {"city": found, "tabs": tabs_of(city, "calls"), "rows": rows}
    return render(request, "outcomes/calls.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def record(request: SignedInRequest, city: str, follow_up: UUID) -> HttpResponse:
    """Write down what somebody said by phone."""
    found = find_city(request, city)
    rows = visible_follow_ups(request.user).filter(enrollment__offering__city=found)
    row = get_object_or_404(
        rows.select_related(
            "enrollment__person__merged_into", "enrollment__offering__program", "enrollment__offering__city"
        ),
        uuid=follow_up,
    )
    _ensure_may_work(request, found)
    form = SaidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_outcome(enrollment=row.enrollment, follow_up=row, actor=request.user, **form.cleaned_data)
        except OutcomeRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Written down."))
            return redirect("outcomes:calls", city)
    context = {
        "city": found,
        "follow_up": row,
        "person": row.enrollment.person.merged_into or row.enrollment.person,
        "form": form,
    }
    return render(request, "outcomes/record.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET"])
def answers(request: SignedInRequest, city: str) -> HttpResponse:
    """What each completer said last, and what was verified."""
    found = find_city(request, city)
    rows = latest_outcomes(viewer=request.user, city=found)
    if wants_excel(request):
        note_export(city=found, what="answers", n_rows=len(rows), actor=request.user)
        return answers_excel(rows, city=found)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "city": found,
        "tabs": tabs_of(city, "answers"),
        "page": page,
        "may_work": may_work_outcomes(request.user, found),
    }
    return render(request, "outcomes/answers.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def check(request: SignedInRequest, city: str, outcome: UUID) -> HttpResponse:
    """Verify one answer with evidence; may be done again."""
    found = find_city(request, city)
    rows = visible_outcomes(request.user).filter(enrollment__offering__city=found)
    row = get_object_or_404(
        rows.select_related(
            "enrollment__person__merged_into", "enrollment__offering__program", "enrollment__offering__city"
        ),
        uuid=outcome,
    )
    _ensure_may_work(request, found)
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check_outcome(outcome=row, actor=request.user, **form.cleaned_data)
        except OutcomeRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Written down."))
            return redirect("outcomes:answers", city)
    context = {
        "city": found,
        "outcome": row,
        "person": row.enrollment.person.merged_into or row.enrollment.person,
        "checks": row.checks.select_related("checked_by"),
        "form": form,
    }
    return render(request, "outcomes/check.html", context, status=422 if form.errors else 200)


def _ensure_may_work(request: SignedInRequest, city: Any) -> None:
    if not may_work_outcomes(request.user, city):
        raise PermissionDenied
