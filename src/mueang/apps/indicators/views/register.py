"""The city's figures: every indicator with its newest, one with its history, and what is added by hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.indicators.actions import Figure, add_indicator, observe, withdraw_observation
from mueang.apps.indicators.errors import IndicatorRefused
from mueang.apps.indicators.forms import FigureForm, IndicatorForm, WhyForm
from mueang.apps.indicators.queries import IndicatorPage, indicator_page, items_to_serve, register
from mueang.apps.indicators.rules import communities_of, may_measure, visible_observations
from mueang.apps.indicators.views.doors import city_to_measure, find_city, tabs_of
from mueang.apps.indicators.views.tables import history_file
from mueang.ui.templatetags.ui import name


@login_required
@require_http_methods(["GET"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Every indicator with the city's newest figure; what is not measured says so."""
    found = find_city(request, city)
    rows = register(viewer=request.user, city=found)
    measured = [row for row in rows if row.newest is not None]
    context = {
        "city": found,
        "tabs": tabs_of(found, "home"),
        "measured": measured,
        "missing": [row for row in rows if row.newest is None],
        "n_all": len(rows),
        "may_measure": may_measure(request.user, found),
    }
    return render(request, "indicators/home.html", context)


@login_required
@require_http_methods(["GET"])
def page(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """One indicator: definition, trend, communities, wider areas apart, and everything that was ever said."""
    found, told = _page(request, city, uuid)
    if (kind := request.GET.get("format")) in {"xlsx", "csv"}:
        return history_file(told, as_csv=kind == "csv")
    return render(request, "indicators/indicator.html", _context(request, found, told, form=None))


@login_required
@require_http_methods(["GET", "POST"])
def figure(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """One figure by hand."""
    city_to_measure(request, city)
    found, told = _page(request, city, uuid)
    communities = {row.pk: row for row in communities_of(found)}
    form = FigureForm(request.POST or None, communities=[(pk, name(row)) for pk, row in communities.items()])
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        community = typed.pop("neighbourhood")
        said = Figure(indicator=told.indicator, neighbourhood=communities.get(community), **typed)
        try:
            observe(city=found, figure=said, actor=request.user)
        except IndicatorRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The figure is written down."))
            return redirect("indicators:indicator", city, uuid)
    context = _context(request, found, told, form=form)
    return render(request, "indicators/figure.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """A figure that is not so leaves the numbers and stays in the history."""
    found = city_to_measure(request, city)
    rows = visible_observations(request.user).filter(city=found).select_related("indicator")
    row = get_object_or_404(rows, uuid=uuid)
    form = WhyForm(request.POST)
    try:
        why = form.cleaned_data["why"] if form.is_valid() else ""
        withdraw_observation(observation=row, why=why, actor=request.user)
    except IndicatorRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Withdrawn. It stays in the history with your reason."))
    return redirect("indicators:indicator", city, row.indicator.uuid)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, city: str) -> HttpResponse:
    """An indicator of the city's own."""
    found = city_to_measure(request, city)
    items = {item.pk: item for item in items_to_serve(found)}
    groups: dict[str, list[tuple[int, str]]] = {}
    for item in items.values():
        groups.setdefault(name(item.framework), []).append((item.pk, f"{item.code} {name(item)}"))
    form = IndicatorForm(request.POST or None, items=list(groups.items()))
    if request.method == "POST" and form.is_valid():
        words = dict(form.cleaned_data)
        served = [items[pk] for pk in words.pop("items")]
        try:
            row = add_indicator(city=found, words=words, items=served, actor=request.user)
        except IndicatorRefused as refusal:
            form.add_error("code", refusal.sentence)
        else:
            return redirect("indicators:indicator", city, row.uuid)
    context = {"city": found, "form": form}
    return render(request, "indicators/add.html", context, status=422 if form.errors else 200)


def _page(request: SignedInRequest, city: str, uuid: UUID) -> tuple[Any, IndicatorPage]:
    found = find_city(request, city)
    told = indicator_page(viewer=request.user, city=found, uuid=uuid)
    if told is None:
        raise Http404
    return found, told


def _context(request: SignedInRequest, city: Any, told: IndicatorPage, *, form: Any) -> dict[str, Any]:
    return {"city": city, "page": told, "form": form, "may_measure": may_measure(request.user, city)}
