"""Where quizzes, assignments and assessors of an offering are prepared, and results are taken away."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.errors import OwnRole, RoleAlreadyHeld
from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.assessments import actions
from mueang.apps.assessments.errors import AssessmentRefused
from mueang.apps.assessments.forms import AssessorForm, AssignmentForm, GiftForm, NewAssignmentForm, QuizForm
from mueang.apps.assessments.queries.board import (
    board_of,
    items_of,
    offerings_judged,
    possible_assessors,
    results_table,
)
from mueang.apps.assessments.queries.gift_items import items_out
from mueang.apps.assessments.queries.learner import rubric_of
from mueang.apps.assessments.queries.moodle_zip import moodle_zip
from mueang.apps.assessments.rules import visible_assignments, visible_quizzes
from mueang.apps.assessments.views.doors import find_set_offering
from mueang.apps.catalog.rules import catalog_cities, visible_offerings
from mueang.apps.enrollment.rules import visible_learner_lists
from mueang.curriculum.reading import packaged_course
from mueang.lib.downloads import excel_response
from mueang.ui.templatetags.ui import name


@login_required
@require_safe
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Offerings, those with something to be judged first."""
    found = get_object_or_404(catalog_cities(request.user), slug=city)
    rows = offerings_judged(visible_offerings(request.user).filter(city=found))
    return render(request, "assessments/home.html", {"city": found, "offerings": rows})


@login_required
@require_safe
def course_zip(request: SignedInRequest, city: str) -> HttpResponse:
    """The 45-hour course for a Moodle, in the language of the page."""
    get_object_or_404(catalog_cities(request.user), slug=city)
    language = "en" if (get_language() or "th").startswith("en") else "th"
    content = moodle_zip(packaged_course(), language=language)
    headers = {"Content-Disposition": f'attachment; filename="city-administrators-{language}.zip"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)


@login_required
@require_safe
def board(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    """Quizzes, assignments, who judges, and how far assessors agree."""
    row = find_set_offering(request, city, offering)
    context = {
        "city": row.city,
        "offering": row,
        "board": board_of(row),
        "assessor_form": AssessorForm(people=possible_assessors(row.city)),
        "may_see_results": visible_learner_lists(request.user).filter(pk=row.pk).exists(),
    }
    return render(request, "assessments/board.html", context)


@login_required
@require_safe
def results(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    """Everybody's results as an Excel file, for who may see the list of learners; its taking is written down."""
    row = find_set_offering(request, city, offering)
    get_object_or_404(visible_learner_lists(request.user), pk=row.pk)
    lines = results_table(row)
    actions.note_results(offering=row, actor=request.user, n_people=len(lines))
    asked = lines[0].results if lines else None
    quizzes = [_("Quiz: %(name)s") % {"name": name(one)} for one in asked.quizzes] if asked else []
    works = [_("Hand-in: %(name)s") % {"name": name(one)} for one in asked.assignments] if asked else []
    table = [[line.name, *_cells(line.results)] for line in lines]
    headings = [_("Learner"), *quizzes, *works]
    return excel_response(
        file_name=f"results-{row.slug}", title=_("Results of learners"), headings=headings, rows=table
    )


def _cells(results: Any) -> list[Any]:
    words = {
        "none": "",
        "draft": _("Being written"),
        "waiting": _("Being judged"),
        "differs": _("Being judged"),
        "failed": _("Not passed"),
        "passed": _("Passed"),
    }
    return [*(one.percent for one in results.quizzes), *(words[one.state] for one in results.assignments)]


@login_required
@require_POST
def prepare(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    """Lay out the 45-hour course."""
    row = find_set_offering(request, city, offering)
    n = actions.prepare_course(offering=row, course=packaged_course(), actor=request.user)
    words = ngettext("%(n)d module was laid out.", "%(n)d modules were laid out.", n) % {"n": n}
    messages.success(request, words if n else _("Everything is laid out already."))
    return redirect("assessments:board", city, row.uuid)


@login_required
@require_POST
def appoint(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    row = find_set_offering(request, city, offering)
    form = AssessorForm(request.POST, people=possible_assessors(row.city))
    if form.is_valid():
        try:
            actions.appoint_assessor(offering=row, user=form.cleaned_data["user"], actor=request.user)
        except (OwnRole, RoleAlreadyHeld):
            messages.error(request, _("They judge here already, or it is you: nobody appoints themselves."))
        except PermissionDenied:
            messages.error(request, _("Assessors are appointed by whoever gives roles in the city."))
        else:
            messages.success(request, _("Appointed. What waits stands on their page of work to judge."))
    return redirect("assessments:board", city, row.uuid)


@login_required
@require_POST
def dismiss(request: SignedInRequest, city: str, offering: UUID, grant: int) -> HttpResponse:
    row = find_set_offering(request, city, offering)
    found = next((one for one in board_of(row).assessors if one.pk == grant and one.scope == row.uuid), None)
    if found is not None:
        actions.end_assessor(offering=row, grant=found, actor=request.user)
        messages.success(request, _("Saved."))
    return redirect("assessments:board", city, row.uuid)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def quiz_add(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    row = find_set_offering(request, city, offering)
    form = QuizForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        quiz = actions.open_quiz(offering=row, actor=request.user, **_with_end(form.cleaned_data, "closes_at"))
        return redirect("assessments:quiz", city, quiz.uuid)
    return _form(request, row, form, _("Add a quiz"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def quiz_change(request: SignedInRequest, city: str, quiz: UUID) -> HttpResponse:
    row = _quiz(request, city, quiz)
    form = QuizForm(request.POST or None, initial={**vars(row), "ends_on": _day(row.closes_at)})
    if request.method == "POST" and form.is_valid():
        actions.change_quiz(quiz=row, actor=request.user, **_with_end(form.cleaned_data, "closes_at"))
        messages.success(request, _("Saved."))
        return redirect("assessments:quiz", city, row.uuid)
    return _form(request, row.offering, form, name_of(row))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: SignedInRequest, city: str, quiz: UUID) -> HttpResponse:
    """The questions with their answers, and more of them from Moodle."""
    row = _quiz(request, city, quiz)
    form = GiftForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            n = actions.take_items(quiz=row, text=form.cleaned_data["text"], actor=request.user, now=timezone.now())
        except AssessmentRefused as refusal:
            form.add_error("pasted", refusal.sentence)
        else:
            messages.success(request, ngettext("%(n)d question taken in.", "%(n)d questions taken in.", n) % {"n": n})
            return redirect("assessments:quiz", city, row.uuid)
    context = {"city": row.offering.city, "offering": row.offering, "quiz": row, "items": items_of(row), "form": form}
    return render(request, "assessments/quiz_office.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def gift_out(request: SignedInRequest, city: str, quiz: UUID) -> HttpResponse:
    """The questions as Moodle takes them, in the language of the page."""
    row = _quiz(request, city, quiz)
    text = items_out([line.item for line in items_of(row)], language=get_language() or "th", category=name_of(row))
    headers = {"Content-Disposition": f'attachment; filename="questions-{row.module or row.uuid}.gift.txt"'}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)


@login_required
@require_POST
def item_retire(request: SignedInRequest, city: str, quiz: UUID, item: UUID) -> HttpResponse:
    row = _quiz(request, city, quiz)
    found = get_object_or_404(row.items, uuid=item)
    actions.retire_item(item=found, actor=request.user, now=timezone.now())
    messages.success(request, _("The question is drawn no more."))
    return redirect("assessments:quiz", city, row.uuid)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assignment_add(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    row = find_set_offering(request, city, offering)
    form = NewAssignmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = _with_end(form.cleaned_data, "due_at")
        actions.open_assignment(offering=row, criteria=said.pop("rubric"), actor=request.user, **said)
        return redirect("assessments:board", city, row.uuid)
    return _form(request, row, form, _("Add an assignment"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assignment_change(request: SignedInRequest, city: str, assignment: UUID) -> HttpResponse:
    rows = visible_assignments(request.user).filter(offering__city__slug=city).select_related("offering__city")
    row = get_object_or_404(rows, uuid=assignment)
    find_set_offering(request, city, row.offering.uuid)
    form = AssignmentForm(request.POST or None, initial={**vars(row), "ends_on": _day(row.due_at)})
    if request.method == "POST" and form.is_valid():
        actions.change_assignment(assignment=row, actor=request.user, **_with_end(form.cleaned_data, "due_at"))
        messages.success(request, _("Saved."))
        return redirect("assessments:board", city, row.offering.uuid)
    return _form(request, row.offering, form, name_of(row), rubric=rubric_of(row))


def name_of(row: Any) -> str:
    is_english = (get_language() or "th").startswith("en")
    return (row.title_en if is_english else "") or row.title_th


def _quiz(request: SignedInRequest, city: str, uuid: UUID) -> Any:
    rows = visible_quizzes(request.user).filter(offering__city__slug=city).select_related("offering")
    row = get_object_or_404(rows, uuid=uuid)
    row.offering = find_set_offering(request, city, row.offering.uuid)
    return row


def _form(request: SignedInRequest, offering: Any, form: Any, title: str, **more: Any) -> HttpResponse:
    context = {"city": offering.city, "offering": offering, "form": form, "title": title, **more}
    return render(request, "assessments/form.html", context, status=422 if form.errors else 200)


def _with_end(said: dict[str, Any], field: str) -> dict[str, Any]:
    """The last day as the moment it ends."""
    day: date | None = said.pop("ends_on")
    return {**said, field: timezone.make_aware(datetime.combine(day, time.max)) if day else None}


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
