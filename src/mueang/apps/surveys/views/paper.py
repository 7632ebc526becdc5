"""Sheets of paper: typed, compared, or sent as a workbook."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.people.errors import FileRefused
from mueang.apps.surveys.actions import choose_entry, take_workbook, type_sheet
from mueang.apps.surveys.errors import SurveyRefusal
from mueang.apps.surveys.forms import PaperForm, WorkbookForm
from mueang.apps.surveys.queries import paper_table, read_replies, sheets_to_settle
from mueang.apps.surveys.rules import neighbourhoods_of, visible_entries
from mueang.apps.surveys.views.doors import find_survey
from mueang.lib.downloads import EXCEL
from mueang.lib.workbook import WorkbookError, write_workbook


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Type one sheet after the other; below, those that wait for a second typing or a choice."""
    found, survey = find_survey(request, city, uuid, to="enter")
    places = list(neighbourhoods_of(found))
    form = PaperForm(request.POST or None, survey=survey, questions=survey.questionnaire.read, places=places)
    if request.method == "POST" and form.is_valid():
        said = form.said()
        try:
            reply = type_sheet(survey=survey, said=said, actor=request.user)
        except SurveyRefusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            words = _("Sheet %(n)s is entered.") if reply else _("Sheet %(n)s is kept until a colleague typed it too.")
            messages.success(request, words % {"n": said.sheet})
            return redirect("surveys:paper", city, uuid)
    context = {
        "city": found,
        "survey": survey,
        "form": form,
        "pairs": sheets_to_settle(viewer=request.user, survey=survey),
        "n_paper": survey.replies.filter(way="paper").count(),
    }
    return render(request, "surveys/paper.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def choose(request: SignedInRequest, city: str, uuid: UUID, entry: UUID) -> HttpResponse:
    """Of two typings this one is what the sheet says."""
    _found, survey = find_survey(request, city, uuid, to="enter")
    row = get_object_or_404(visible_entries(request.user).filter(survey=survey), uuid=entry)
    try:
        choose_entry(entry=row, actor=request.user)
    except SurveyRefusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Sheet %(n)s is entered.") % {"n": row.sheet})
    return redirect("surveys:paper", city, uuid)


@login_required
@require_http_methods(["GET"])
def template(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """The workbook to type sheets into."""
    _found, survey = find_survey(request, city, uuid, to="enter")
    book = write_workbook(paper_table(survey), language=get_language() or "th")
    name = f"sheets-{survey.questionnaire.code}.xlsx"
    return HttpResponse(book, content_type=EXCEL, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """A workbook of typed sheets: all of it is written, or nothing and what is wrong is shown."""
    found, survey = find_survey(request, city, uuid, to="enter")
    form, wrong = WorkbookForm(request.POST or None, request.FILES or None), []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["workbook"]
        try:
            lines = read_replies(file.read(), name=file.name, survey=survey)
            wrong = [line for line in lines if line.said is None]
            if not wrong:
                said = [line.said for line in lines if line.said]
                n = take_workbook(survey=survey, replies=said, actor=request.user)
                messages.success(request, _("%(n)s sheets were entered.") % {"n": n})
                return redirect("surveys:survey", city, uuid)
        except WorkbookError as error:
            form.add_error("workbook", _said(error))
        except SurveyRefusal as refusal:
            form.add_error("workbook", refusal.sentence)
    context = {"city": found, "survey": survey, "form": form, "wrong": wrong}
    return render(request, "surveys/upload.html", context, status=422 if form.errors or wrong else 200)


def _said(error: WorkbookError) -> str:
    if error.code == "header_not_found":
        return _("No row of headings with a sheet number and the questions was found. Please use the workbook offered.")
    return FileRefused(error.code, error.params).sentence
