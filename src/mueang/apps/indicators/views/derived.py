"""Numbers from operations: all of a year, one with its definition and history, the rows behind it, and the freeze."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.indicators.actions import ask_for_freeze, take_into_register
from mueang.apps.indicators.errors import IndicatorRefused
from mueang.apps.indicators.queries import (
    DerivedHistory,
    derived_history,
    derived_page,
    room_of,
    rows_behind,
    year_of,
)
from mueang.apps.indicators.rules import may_measure, visible_frozen_values
from mueang.apps.indicators.views.derived_tables import derived_excel, history_excel, parts_of
from mueang.apps.indicators.views.doors import city_to_measure, find_city, tabs_of
from mueang.apps.indicators.views.tables import wants_excel
from mueang.methods.thai import Period, fiscal_year
from mueang.ui.templatetags.ui import name
from mueang.ui.words import period as shown_period

_FIRST_YEAR = 2000


@login_required
@require_http_methods(["GET", "HEAD"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Every number of a budget year with the day it was frozen; while it is counted, the page asks again by itself."""
    found = find_city(request, city)
    told = derived_page(viewer=request.user, city=found, today=timezone.localdate(), year=_year(request))
    if wants_excel(request):
        return derived_excel(told)
    context = {
        "city": found,
        "tabs": tabs_of(found, "derived"),
        "page": told,
        "years": _years(found, told.periods, told.period),
        "may_measure": may_measure(request.user, found),
    }
    response = render(request, "indicators/derived.html", context)
    if told.freeze is not None and told.freeze.is_open:
        response["Refresh"] = "2"
    return response


@login_required
@require_http_methods(["GET", "HEAD"])
def page(request: SignedInRequest, city: str, code: str) -> HttpResponse:
    """One number: its definition, its parts, the years before, and everything that was frozen."""
    found, told = _history(request, city, code)
    if wants_excel(request):
        return history_excel(told)
    context = {
        "city": found,
        "page": told,
        "title": name(told.row.indicator) if told.row.indicator else code,
        "parts": parts_of(told.row),
        "trend": [(shown_period(row.period), None if row.value is None else float(row.value)) for row in told.by_year],
        "room": room_of(told.row.definition, viewer=request.user, city=found),
        "may_measure": may_measure(request.user, found),
    }
    return render(request, "indicators/derived_one.html", context)


@login_required
@require_http_methods(["GET", "HEAD"])
def rows(request: SignedInRequest, city: str, code: str) -> HttpResponse:
    """What counts, as far as the viewer may see it."""
    found, told = _history(request, city, code)
    behind = rows_behind(told.row.definition, viewer=request.user, city=found, period=told.period, now=timezone.now())
    context = {
        "city": found,
        "page": told,
        "title": name(told.row.indicator) if told.row.indicator else code,
        "behind": behind,
        "room": room_of(told.row.definition, viewer=request.user, city=found),
    }
    return render(request, "indicators/derived_rows.html", context)


@login_required
@require_POST
def freeze(request: SignedInRequest, city: str) -> HttpResponse:
    """Leave word for the worker to count now."""
    found = city_to_measure(request, city)
    period = _period(request)
    try:
        ask_for_freeze(city=found, period=period, actor=request.user)
    except IndicatorRefused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(_address(found, period))


@login_required
@require_POST
def take(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """A frozen number becomes a figure of the register."""
    found = city_to_measure(request, city)
    value = get_object_or_404(visible_frozen_values(request.user).filter(city=found), uuid=uuid)
    try:
        figure = take_into_register(value=value, actor=request.user)
    except IndicatorRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("indicators:derived_one", city, value.code)
    messages.success(request, _("The number stands in the register now; its source names the definition and the day."))
    return redirect("indicators:indicator", city, figure.indicator.uuid)


def _history(request: SignedInRequest, city: str, code: str) -> tuple[Any, DerivedHistory]:
    found = find_city(request, city)
    told = derived_history(viewer=request.user, city=found, code=code, period=_period(request))
    if told is None:
        raise Http404
    return found, told


def _year(request: HttpRequest) -> int | None:
    """The budget year asked for, in either era; None for the one that runs."""
    typed = request.POST.get("year") or request.GET.get("year") or ""
    year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else 0
    year -= 543 if year >= _FIRST_YEAR + 400 else 0
    return year if _FIRST_YEAR <= year <= timezone.localdate().year + 1 else None


def _period(request: HttpRequest) -> Period:
    year = _year(request)
    return fiscal_year(year) if year else year_of(timezone.localdate())


def _address(city: Any, period: Period) -> str:
    return f"{reverse('indicators:derived', args=[city.slug])}?year={period.ends_on.year}"


def _years(city: Any, periods: list[Period], current: Period) -> list[tuple[str, str, bool]]:
    return [(shown_period(one), _address(city, one), one == current) for one in periods]
