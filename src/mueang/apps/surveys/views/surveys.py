"""Surveys at the desk: all of them, one of them, whom it asks, its papers, opening and closing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.surveys.actions import close_survey, draw_list, open_survey, prepare_survey, set_strata, share_out
from mueang.apps.surveys.enums import Outcome
from mueang.apps.surveys.errors import SurveyRefusal
from mueang.apps.surveys.forms import ListForm, PaperForm, ShareForm, StrataForm, SurveyForm
from mueang.apps.surveys.queries import Progress, population_hints, progress_of, said_name
from mueang.apps.surveys.rules import may_survey, neighbourhoods_of, reads_desk, visible_questionnaires, visible_surveys
from mueang.apps.surveys.views.doors import city_to_survey, find_city, find_survey, tabs_of
from mueang.lib.downloads import excel_response
from mueang.lib.qr import qr_svg

_PAPERS = {
    "sheet": "surveys/print_sheet.html",
    "letters": "surveys/print_letters.html",
    "quotas": "surveys/print_quotas.html",
    "poster": "surveys/print_letters.html",
}


@login_required
@require_http_methods(["GET", "HEAD"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Every survey one may see."""
    found = find_city(request, city)
    rows = visible_surveys(request.user).filter(city=found).select_related("questionnaire")
    if request.GET.get("format") == "xlsx":
        return _listed(rows)
    context = {
        "city": found,
        "tabs": tabs_of(request, found, "home"),
        "rows": rows,
        "may_survey": may_survey(request.user, found),
    }
    return render(request, "surveys/home.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: SignedInRequest, city: str) -> HttpResponse:
    """A new survey."""
    found = city_to_survey(request, city)
    rows = {row.pk: row for row in visible_questionnaires(request.user).filter(city=found) if row.questions}
    choices = [(row.pk, f"{said_name(row)} ({row.version})") for row in rows.values()]
    form = SurveyForm(request.POST or None, questionnaires=choices)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        survey = prepare_survey(city=found, questionnaire=rows[said.pop("questionnaire")], actor=request.user, **said)
        return redirect("surveys:survey", city, survey.uuid)
    context = {"city": found, "form": form, "has_questionnaires": bool(rows)}
    return render(request, "surveys/prepare.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD"])
def page(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """How far it is, who was silent, and what can be done next."""
    found, survey = find_survey(request, city, uuid)
    link = settings.BASE_URL + reverse("answers_to:survey", args=[survey.key]) if survey.key else ""
    context = {
        "city": found,
        "survey": survey,
        "progress": progress_of(survey),
        "outcomes": Outcome.labels,
        "n_drawn": survey.invites.count(),
        "link": link,
        "qr": qr_svg(link, title=_("Address of the survey")) if link else "",
        "may_survey": may_survey(request.user, found),
        "reads_desk": reads_desk(request.user, found),
    }
    return render(request, "surveys/survey.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sample(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """How many in each neighbourhood; shared out by the margin wanted; drawn from a list."""
    found, survey = find_survey(request, city, uuid, to="change")
    step = request.POST.get("step", "")
    strata = {row.neighbourhood_id: row for row in survey.strata.all()}
    hints = population_hints(found)
    places = [
        (place, said_name(place), strata[place.pk].population, strata[place.pk].asked)
        if place.pk in strata
        else (place, said_name(place), 0 if strata else hints.get(place.pk), 0)
        for place in neighbourhoods_of(found)
    ]
    forms: dict[str, Any] = {
        "strata": StrataForm(request.POST if step == "strata" else None, places=places),
        "share": ShareForm(request.POST if step == "share" else None),
        "list": ListForm(request.POST if step == "list" else None),
    }
    if step in forms and forms[step].is_valid():
        deeds: dict[str, Any] = {"strata": _count, "share": _share, "list": _draw}
        try:
            messages.success(request, deeds[step](request, survey, forms[step]))
        except SurveyRefusal as refusal:
            forms[step].add_error(None, refusal.sentence)
        else:
            return redirect("surveys:sample", city, uuid)
    context = {
        "city": found,
        "survey": survey,
        "forms": forms,
        "strata": strata,
        "n_drawn": survey.invites.count(),
        "total": sum(row.asked for row in strata.values()),
    }
    is_wrong = any(form.errors for form in forms.values())
    return render(request, "surveys/sample.html", context, status=422 if is_wrong else 200)


@login_required
@require_POST
def settle(request: SignedInRequest, city: str, uuid: UUID, step: str) -> HttpResponse:
    """Open it, or close it."""
    _found, survey = find_survey(request, city, uuid, to="change")
    steps = {"open": open_survey, "close": close_survey}
    if step not in steps:
        raise Http404
    try:
        steps[step](survey=survey, actor=request.user)
    except SurveyRefusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("The survey is open.") if step == "open" else _("The survey is closed."))
    return redirect("surveys:survey", city, uuid)


@login_required
@require_http_methods(["GET", "HEAD"])
def papers(request: SignedInRequest, city: str, uuid: UUID, kind: str) -> HttpResponse:
    """To print: the sheet to fill in, letters with a link each, the list of quotas, the poster of an open link."""
    found, survey = find_survey(request, city, uuid, to="enter")
    if kind not in _PAPERS:
        raise Http404
    context: dict[str, Any] = {"city": found, "survey": survey, "kind": kind}
    if kind == "sheet":
        places = neighbourhoods_of(found)
        context["form"] = PaperForm(survey=survey, questions=survey.questionnaire.read, places=places)
    elif kind == "quotas":
        context["progress"] = progress_of(survey)
        context["invites"] = survey.invites.select_related("neighbourhood").defer("neighbourhood__boundary")
        if request.GET.get("format") == "xlsx":
            return _quotas(context["progress"], context["invites"])
    else:
        drawn = partial(_letter, survey)
        context["letters"] = [drawn(survey.key)] if kind == "poster" and survey.key else []
        if kind == "letters":
            invites = survey.invites.exclude(key=None).exclude(outcome=Outcome.ANSWERED)
            context["letters"] = [drawn(row.key, row) for row in invites.select_related("neighbourhood")]
    return render(request, _PAPERS[kind], context)


def _listed(rows: Iterable[Any]) -> HttpResponse:
    headings = [_("Survey"), _("State"), _("Whom it asks"), pgettext("survey", "Last day"), _("Questionnaire")]
    lines = [
        (said_name(row), row.get_state_display(), row.get_sampling_display(), row.closes_on, str(row.questionnaire))
        for row in rows
    ]
    return excel_response(file_name="surveys", title=_("Surveys"), headings=headings, rows=lines)


def _quotas(progress: Progress, invites: Iterable[Any]) -> HttpResponse:
    """The list for enumerators: the drawn lines, or how many are still wanted where."""
    headings = [_("No."), _("House number"), _("Community"), _("What became of it")]
    lines: list[tuple[Any, ...]] = [
        (row.number, row.where, said_name(row.neighbourhood), row.get_outcome_display()) for row in invites
    ]
    if not lines:
        headings = [_("Community"), _("To be asked"), _("Answered"), _("Still wanted"), _("Enumerator")]
        wanted = [line for line in progress.lines if line.asked]
        lines = [(said_name(line.neighbourhood), line.asked, line.answered, line.left, "") for line in wanted]
    return excel_response(file_name="enumerators", title=_("List for enumerators"), headings=headings, rows=lines)


def _letter(survey: Any, key: str, invite: Any = None) -> dict[str, Any]:
    address = settings.BASE_URL + reverse("answers_to:survey", args=[key])
    return {"address": address, "invite": invite, "qr": qr_svg(address, title=_("Address of the survey"))}


def _count(request: SignedInRequest, survey: Any, form: StrataForm) -> str:
    set_strata(survey=survey, counts=form.counts(), actor=request.user)
    return _("The numbers are kept.")


def _share(request: SignedInRequest, survey: Any, form: ShareForm) -> str:
    population = sum(row.population for row in survey.strata.all())
    n = min(form.how_many(population), population) if population else 0
    share_out(survey=survey, n=n, least=form.cleaned_data["least"], actor=request.user)
    return _("Shared out over the communities.")


def _draw(request: SignedInRequest, survey: Any, form: ListForm) -> str:
    n = draw_list(survey=survey, lines=form.cleaned_data["lines"], seed=form.cleaned_data["seed"], actor=request.user)
    return _("%(n)s lines were drawn.") % {"n": n}
