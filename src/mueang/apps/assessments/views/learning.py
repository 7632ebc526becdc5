"""A learner's quizzes: all of them, one with its rule, one attempt with its questions and later its answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mueang.apps.assessments.actions import begin_attempt, hand_in_attempt, save_answers
from mueang.apps.assessments.errors import AssessmentRefused
from mueang.apps.assessments.forms import answers_of
from mueang.apps.assessments.queries.learner import my_results
from mueang.apps.assessments.queries.papers import paper_of, quiz_page
from mueang.apps.assessments.rules import offered_quizzes
from mueang.apps.assessments.views.doors import find_attempt, find_seat, learner_of, tickets_of


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """All that is asked of the learner, and what came of it."""
    tickets = tickets_of(request)
    if not request.user.is_authenticated and not tickets:
        return redirect_to_login(request.get_full_path())
    lines = my_results(viewer=request.user, tickets=tickets)
    return render(request, "assessments/mine.html", {"lines": lines, "city": _city(lines)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: HttpRequest, quiz: UUID, enrollment: UUID) -> HttpResponse:
    """The rule and earlier attempts; a press begins the next one or goes on with the open one."""
    seat = find_seat(request, enrollment)
    row = get_object_or_404(
        offered_quizzes(request.user, tickets_of(request)).filter(offering=seat.offering), uuid=quiz
    )
    if request.method == "POST":
        try:
            begun = begin_attempt(quiz=row, enrollment=seat, actor=learner_of(request), now=timezone.now())
        except AssessmentRefused as refusal:
            messages.error(request, refusal.sentence)
        else:
            return redirect("my_assessments:attempt", begun.uuid)
    page = quiz_page(quiz=row, enrollment=seat, now=timezone.now())
    context = {"page": page, "quiz": row, "enrollment": seat, "city": seat.offering.city}
    return render(request, "assessments/quiz.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attempt(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """The questions while the attempt is open; what was right and why once it is handed in."""
    row = find_attempt(request, attempt)
    if request.method == "POST":
        return _answered(request, row)
    context = {
        "attempt": row,
        "quiz": row.quiz,
        "enrollment": row.enrollment,
        "questions": paper_of(row),
        "city": row.quiz.offering.city,
    }
    template = "assessments/marked.html" if row.handed_in_at else "assessments/paper.html"
    return render(request, template, context)


def _answered(request: HttpRequest, row: Any) -> HttpResponse:
    """One answer, all so far, or the whole for good; what comes late or twice gets the first result."""
    answers, now = answers_of(request.POST, range(1, row.out_of + 1)), timezone.now()
    is_last = request.POST.get("press") == "hand-in"
    try:
        if is_last:
            hand_in_attempt(attempt=row, answers=answers, actor=learner_of(request), now=now)
        else:
            save_answers(attempt=row, answers=answers, now=now)
    except AssessmentRefused as refusal:
        if "only" in request.POST:
            return HttpResponse(status=409, headers={"HX-Refresh": "true"})
        messages.error(request, refusal.sentence)
    else:
        if "only" in request.POST:
            return HttpResponse(status=204)
        if not is_last:
            messages.success(request, _("Saved. You can go on later, also on another device."))
    return redirect("my_assessments:attempt", row.uuid)


def _city(lines: Any) -> Any:
    return lines[0].enrollment.offering.city if lines else None
