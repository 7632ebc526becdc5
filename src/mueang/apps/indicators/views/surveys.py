"""Figures of surveys that are over, taken into the register."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.indicators.actions import take_from_survey
from mueang.apps.indicators.errors import IndicatorRefused
from mueang.apps.indicators.forms.surveys import TakeForm
from mueang.apps.indicators.rules import indicators_of, may_measure
from mueang.apps.indicators.views.doors import city_to_measure, find_city, tabs_of
from mueang.apps.surveys.enums import Sampling, SurveyState
from mueang.apps.surveys.queries import figures_to_take
from mueang.apps.surveys.rules import readable_surveys
from mueang.ui.templatetags.ui import name


@login_required
@require_http_methods(["GET", "HEAD"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Samples that are over."""
    found = find_city(request, city)
    rows = readable_surveys(request.user).filter(city=found, state=SurveyState.CLOSED).exclude(sampling=Sampling.OPEN)
    context = {
        "city": found,
        "tabs": tabs_of(found, "surveys"),
        "rows": rows,
        "may_measure": may_measure(request.user, found),
    }
    return render(request, "indicators/surveys.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """One figure to one indicator."""
    found = city_to_measure(request, city)
    rows = readable_surveys(request.user).filter(city=found).select_related("city", "questionnaire")
    survey = get_object_or_404(rows, uuid=uuid)
    figures = figures_to_take(survey)
    indicators = {row.pk: row for row in indicators_of(found)}
    form = TakeForm(
        request.POST or None,
        figures=[(key, _words(*told)) for key, told in figures.items()],
        indicators=[(row.pk, f"{name(row)} ({row.get_unit_display()})") for row in indicators.values()],
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        indicator = indicators[typed["indicator"]]
        try:
            take_from_survey(
                survey=survey, key=typed["key"], indicator=indicator, actor=request.user, period=typed["period"]
            )
        except IndicatorRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The figure is written down, with its margin."))
            return redirect("indicators:indicator", city, indicator.uuid)
    context = {"city": found, "survey": survey, "form": form, "has_figures": bool(figures)}
    return render(request, "indicators/survey_take.html", context, status=422 if form.errors else 200)


def _words(words: str, figure: Any, is_share: bool) -> str:
    value, margin = figure.value, figure.margin
    if is_share:
        return f"{words}: {100 * value:.0f}% ± {100 * margin:.0f}"
    return f"{words}: {value:.2f} ± {margin:.2f}"
