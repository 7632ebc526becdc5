"""What came of a survey: figures with their margins, words of open answers, all answers as Excel."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.surveys.actions import note_export
from mueang.apps.surveys.enums import LEAST_IN_GROUP, Outcome
from mueang.apps.surveys.queries import answer_tables, open_answers, results_of
from mueang.apps.surveys.queries.results import BY
from mueang.apps.surveys.rules import may_survey
from mueang.apps.surveys.views.doors import find_survey
from mueang.lib.downloads import EXCEL
from mueang.lib.workbook import write_workbook


@login_required
@require_http_methods(["GET", "HEAD"])
def home(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Every question, by neighbourhood, age or sex where the address says so."""
    found, survey = find_survey(request, city, uuid, to="read")
    by = request.GET.get("by", "")
    by = by if by in BY else ""
    words = {"": _("Everybody"), "neighbourhood": _("By community"), "age": _("By age"), "sex": _("By sex")}
    context = {
        "city": found,
        "survey": survey,
        "results": results_of(survey, by=by),
        "by": by,
        "tabs": [(label, f"?by={key}" if key else "?", key == by) for key, label in words.items()],
        "outcomes": Outcome.labels,
        "least": LEAST_IN_GROUP,
        "may_survey": may_survey(request.user, found),
    }
    return render(request, "surveys/results.html", context)


@login_required
@require_http_methods(["GET", "HEAD"])
def texts(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Words of open answers, for whoever prepares surveys."""
    found, survey = find_survey(request, city, uuid, to="change")
    context = {"city": found, "survey": survey, "told": open_answers(viewer=request.user, survey=survey)}
    return render(request, "surveys/texts.html", context)


@login_required
@require_http_methods(["GET"])
def workbook(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """All answers, the codebook and who was silent; that it was taken away is recorded."""
    _found, survey = find_survey(request, city, uuid, to="change")
    tables = answer_tables(viewer=request.user, survey=survey)
    note_export(survey=survey, actor=request.user, n=len(tables[0].rows))
    book = write_workbook(tables, language=get_language() or "th")
    name = f"survey-{survey.questionnaire.code}-{timezone.localdate():%Y%m%d}.xlsx"
    return HttpResponse(book, content_type=EXCEL, headers={"Content-Disposition": f'attachment; filename="{name}"'})
