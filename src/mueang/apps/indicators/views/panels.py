"""Panels: for officers who open and close them, and for the reviewers who judge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.indicators.actions import call_off, close_panel, hand_in, judge, open_panel, open_second_round
from mueang.apps.indicators.enums import RUBRIC
from mueang.apps.indicators.errors import IndicatorRefused
from mueang.apps.indicators.forms import JudgementForm, PanelForm
from mueang.apps.indicators.queries import SeatPage, indicators_to_judge, panel_page, panels_of, seat_page
from mueang.apps.indicators.rules import cities_of_seats, may_measure, visible_panels
from mueang.apps.indicators.views.doors import city_to_measure, find_city, tabs_of
from mueang.apps.indicators.views.tables import panel_excel, wants_excel
from mueang.ui.templatetags.ui import name


@login_required
@require_http_methods(["GET"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Every panel of the city."""
    found = find_city(request, city)
    context = {
        "city": found,
        "tabs": tabs_of(found, "panels"),
        "panels": panels_of(viewer=request.user, city=found)[:100],
        "may_measure": may_measure(request.user, found),
    }
    return render(request, "indicators/panels.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def begin(request: SignedInRequest, city: str) -> HttpResponse:
    """Ask some people for their judgement."""
    found = city_to_measure(request, city)
    asked = {row.pk: row for row in indicators_to_judge(found)}
    form = PanelForm(request.POST or None, indicators=[(pk, name(row)) for pk, row in asked.items()])
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data | {"indicators": [asked[pk] for pk in form.cleaned_data["indicators"]]}
        try:
            panel = open_panel(city=found, actor=request.user, **typed)
        except IndicatorRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The panel is open, and its reviewers are told."))
            return redirect("indicators:panel", city, panel.uuid)
    context = {"city": found, "form": form}
    return render(request, "indicators/panel_begin.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET"])
def page(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """How far the reviewers are; what they judged once the first round is over."""
    found = find_city(request, city)
    told = panel_page(viewer=request.user, city=found, uuid=uuid)
    if told is None:
        raise Http404
    if wants_excel(request):
        return panel_excel(told)
    own = any(row.user_id == request.user.pk for row in told.reviewers)
    context = {"city": found, "page": told, "is_reviewer": own, "may_measure": may_measure(request.user, found)}
    return render(request, "indicators/panel.html", context | {"rubric": RUBRIC.items()})


@login_required
@require_POST
def settle(request: SignedInRequest, city: str, uuid: UUID, step: str) -> HttpResponse:
    """The second round, the end, or the end without a figure."""
    found = city_to_measure(request, city)
    panel = get_object_or_404(visible_panels(request.user).filter(city=found), uuid=uuid)
    steps: dict[str, tuple[Callable[..., Any], str]] = {
        "second": (open_second_round, _("The second round is open; whoever handed in sees the others' judgements.")),
        "close": (close_panel, _("The panel is closed and its figures are written down.")),
        "off": (call_off, _("The panel is called off.")),
    }
    if step not in steps:
        raise Http404
    act, words = steps[step]
    _do(request, act, words, panel=panel)
    return redirect("indicators:panel", city, uuid)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def seat(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """A reviewer's own page: every question with the rubric; a press keeps one judgement."""
    found, told = _seat(request, city, uuid)
    faulty = None
    if request.method == "POST":
        line = next((row for row in told.lines if str(row.question.pk) == request.POST.get("question")), None)
        if line is None:
            raise Http404
        faulty = JudgementForm(request.POST, prefix=f"q{line.question.pk}")
        if faulty.is_valid():
            _do(
                request,
                judge,
                _("Kept. You may change it until you hand in."),
                question=line.question,
                **faulty.cleaned_data,
            )
            return redirect(f"{request.path}#q{line.question.pk}")
    forms = [(row, _form(row, faulty)) for row in told.lines]
    context = {"city": found, "page": told, "forms": forms}
    return render(request, "indicators/seat.html", context, status=422 if faulty is not None else 200)


@login_required
@require_POST
def hand(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """A reviewer's judgements of this round stand."""
    _found, told = _seat(request, city, uuid)
    _do(request, hand_in, _("Handed in. Thank you."), panel=told.panel)
    return redirect("indicators:seat", city, uuid)


def _form(line: Any, faulty: JudgementForm | None) -> JudgementForm:
    prefix = f"q{line.question.pk}"
    if faulty is not None and faulty.prefix == prefix:
        return faulty
    initial = {"level": line.own.level, "evidence": line.own.evidence} if line.own else {}
    return JudgementForm(initial=initial, prefix=prefix)


def _seat(request: SignedInRequest, city: str, uuid: UUID) -> tuple[Any, SeatPage]:
    found = get_object_or_404(cities_of_seats(request.user), slug=city)
    told = seat_page(viewer=request.user, city=found, uuid=uuid)
    if told is None:
        raise Http404
    return found, told


def _do(request: SignedInRequest, act: Callable[..., Any], words: str, **arguments: Any) -> None:
    try:
        act(actor=request.user, **arguments)
    except IndicatorRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, words)
