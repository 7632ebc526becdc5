"""Questionnaires at the desk: taken from a template, written, renewed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.surveys.actions import make_questionnaire, new_version, set_questions
from mueang.apps.surveys.errors import SurveyRefusal
from mueang.apps.surveys.forms import AnswerForm, NewQuestionnaireForm, QuestionForm
from mueang.apps.surveys.forms.questions import typed_question
from mueang.apps.surveys.rules import may_survey, reads_desk, visible_questionnaires
from mueang.apps.surveys.views.doors import city_to_survey, find_city, find_questionnaire, tabs_of
from mueang.facts.questionnaires import packaged_questionnaires


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """All questionnaires of the city, the templates that come along, and a new one by a POST."""
    found = find_city(request, city) if request.method != "POST" else city_to_survey(request, city)
    if not reads_desk(request.user, found):
        raise Http404
    form = NewQuestionnaireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            row = make_questionnaire(
                city=found, code=typed["code"], names=(typed["name_th"], typed["name_en"]), actor=request.user
            )
        except SurveyRefusal as refusal:
            form.add_error("code", refusal.sentence)
        else:
            return redirect("surveys:questionnaire", city, row.uuid)
    rows = list(visible_questionnaires(request.user).filter(city=found))
    taken = {row.code for row in rows}
    context = {
        "city": found,
        "tabs": tabs_of(request, found, "questionnaires"),
        "rows": rows,
        "templates": [one for one in packaged_questionnaires() if one.code not in taken],
        "form": form,
        "may_survey": may_survey(request.user, found),
    }
    return render(request, "surveys/questionnaires.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def take(request: SignedInRequest, city: str, code: str) -> HttpResponse:
    """Take a template over as the city's own."""
    found = city_to_survey(request, city)
    template = next((one for one in packaged_questionnaires() if one.code == code), None)
    if template is None:
        raise Http404
    try:
        row = make_questionnaire(
            city=found,
            code=template.code,
            names=(template.name_th, template.name_en),
            questions=template.questions,
            source=template.source,
            licence=template.licence,
            actor=request.user,
        )
    except SurveyRefusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("surveys:questionnaires", city)
    return redirect("surveys:questionnaire", city, row.uuid)


@login_required
@require_http_methods(["GET", "HEAD"])
def page(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """The questions as they will be asked."""
    found, row = find_questionnaire(request, city, uuid)
    questions = row.read
    survey = {"asks_background": False, "asks_minors": False}
    context = {
        "city": found,
        "row": row,
        "questions": questions,
        "form": AnswerForm(survey=_Shown(survey), questions=questions) if questions else None,
        "may_change": may_survey(request.user, found) and not row.is_used,
        "may_survey": may_survey(request.user, found),
    }
    return render(request, "surveys/questionnaire.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: SignedInRequest, city: str, uuid: UUID, code: str = "") -> HttpResponse:
    """Add a question, or change one."""
    found, row = find_questionnaire(request, city, uuid)
    if not may_survey(request.user, found):
        raise PermissionDenied
    lines = list(row.questions)
    place = next((at for at, line in enumerate(lines) if line["code"] == code), len(lines))
    if code and place == len(lines):
        raise Http404
    known = lines[place] if code else {}
    form = QuestionForm(request.POST or None, earlier=list(row.read[:place]), initial=typed_question(known))
    if request.method == "POST" and form.is_valid():
        lines[place : place + 1] = [form.raw(code or _next_code(lines), known=known)]
        if _is_set(request, row, lines, form):
            return redirect("surveys:questionnaire", city, uuid)
    context = {"city": found, "row": row, "form": form, "code": code}
    return render(request, "surveys/question.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def move(request: SignedInRequest, city: str, uuid: UUID, code: str, step: str) -> HttpResponse:
    """A question up, down, or off the questionnaire."""
    _found, row = find_questionnaire(request, city, uuid)
    lines = list(row.questions)
    place = next((at for at, line in enumerate(lines) if line["code"] == code), None)
    if place is None or step not in {"up", "down", "drop"}:
        raise Http404
    line = lines.pop(place)
    if step != "drop":
        lines.insert(max(0, place - 1) if step == "up" else place + 1, line)
    _is_set(request, row, lines)
    return redirect("surveys:questionnaire", city, uuid)


@login_required
@require_POST
def renew(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """A new version of a questionnaire that is in use."""
    _found, row = find_questionnaire(request, city, uuid)
    renewed = new_version(questionnaire=row, actor=request.user)
    return redirect("surveys:questionnaire", city, renewed.uuid)


class _Shown:
    """What a form asks a survey, where there is only a questionnaire."""

    def __init__(self, said: dict[str, bool]) -> None:
        self.__dict__.update(said)


def _is_set(request: SignedInRequest, row: Any, lines: list[dict[str, Any]], form: Any = None) -> bool:
    try:
        set_questions(questionnaire=row, questions=lines, actor=request.user)
    except SurveyRefusal as refusal:
        if form is None:
            messages.error(request, refusal.sentence)
        else:
            form.add_error(None, refusal.sentence)
        return False
    messages.success(request, _("Saved."))
    return True


def _next_code(lines: list[dict[str, Any]]) -> str:
    taken = {line["code"] for line in lines}
    return next(code for code in (f"q{n}" for n in range(1, 100)) if code not in taken)
