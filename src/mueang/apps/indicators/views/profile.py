"""The city's profile, and what changed since it joined: charts with their tables, sources and downloads."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.indicators.queries.profile import Trend, city_profile, since_joining, trends_of
from mueang.apps.indicators.rules import communities_of
from mueang.apps.indicators.views.charts import chart_of, community_lines, shade_map
from mueang.apps.indicators.views.doors import find_city, tabs_of
from mueang.apps.indicators.views.tables import wants_excel
from mueang.lib.downloads import excel_response
from mueang.methods.thai import ThaiTextError, parse_period
from mueang.ui.templatetags.ui import name
from mueang.ui.words import period

SVG = "image/svg+xml; charset=utf-8"


@login_required
@require_http_methods(["GET"])
def page(request: SignedInRequest, city: str) -> HttpResponse:
    """Small multiples by a framework's areas, and one indicator on the map of communities."""
    found = find_city(request, city)
    told = city_profile(viewer=request.user, city=found, code=request.GET.get("framework"))
    if told is None:
        raise Http404
    trends = [trend for area in told.areas for trend in area.trends]
    if wants_excel(request):
        return _excel(trends, stem=f"profile-{found.slug}", title=name(told.framework))
    context = {
        "city": found,
        "tabs": tabs_of(found, "profile"),
        "page": told,
        "n_all": told.n_measured + told.n_missing,
        "areas": [(area, [(trend, chart_of(trend)) for trend in area.trends]) for area in told.areas],
        **_mapped(found, told.trends, asked=request.GET.get("mapped")),
    }
    return render(request, "indicators/profile.html", context)


@login_required
@require_http_methods(["GET"])
def since(request: SignedInRequest, city: str) -> HttpResponse:
    """Before and after the year of joining, or another year."""
    found = find_city(request, city)
    told = since_joining(viewer=request.user, city=found, year=_year(request.GET.get("year")))
    if wants_excel(request):
        return _excel(
            [row.trend for row in told.lines], stem=f"since-{told.year}-{found.slug}", title=_("Since joining")
        )
    context = {
        "city": found,
        "tabs": tabs_of(found, "since"),
        "page": told,
        "cards": [(row, chart_of(row.trend, joined=told.year)) for row in told.lines],
    }
    return render(request, "indicators/since.html", context)


@login_required
@require_http_methods(["GET"])
def trend(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """One trend as a picture of its own."""
    told = _trend(request, city, uuid)
    chart = chart_of(told)
    if chart is None:
        raise Http404
    title = f"{name(told.indicator)} ({told.indicator.get_unit_display()})"
    picture = render_to_string("indicators/trend_svg.html", {"chart": chart, "title": title, "is_file": True})
    return _picture(picture, stem=told.indicator.code)


@login_required
@require_http_methods(["GET"])
def community_map(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """One indicator on the map of communities as a picture of its own."""
    found, told = find_city(request, city), _trend(request, city, uuid)
    communities = list(communities_of(found))
    drawn = shade_map(communities, community_lines(communities, told.communities)) if told.communities else None
    if drawn is None:
        raise Http404
    picture = render_to_string("indicators/community_map_file.html", {"map": drawn, "title": name(told.indicator)})
    return _picture(picture, stem=f"{told.indicator.code}-map")


def _trend(request: SignedInRequest, city: str, uuid: UUID) -> Trend:
    found = find_city(request, city)
    told = next((row for row in trends_of(viewer=request.user, city=found) if row.indicator.uuid == uuid), None)
    if told is None:
        raise Http404
    return told


def _mapped(city: Any, every: list[Trend], *, asked: str | None) -> dict[str, Any]:
    mappable = [row for row in every if row.communities]
    chosen = next((row for row in mappable if asked in {None, row.indicator.code}), None)
    if chosen is None:
        return {"mapped": None}
    communities = list(communities_of(city))
    lines = community_lines(communities, chosen.communities)
    return {"mappable": mappable, "mapped": chosen, "lines": lines, "map": shade_map(communities, lines)}


def _year(typed: str | None) -> int | None:
    """The year in either era; None where none was typed, or none that can be before today."""
    today = timezone.localdate()
    try:
        year = parse_period(typed, today=today).starts_on.year if typed else None
    except ThaiTextError:
        return None
    return year if year and 1900 <= year <= today.year else None


def _picture(svg: str, *, stem: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{stem}.svg"'}
    return HttpResponse(svg, content_type=SVG, headers=headers)


def _excel(trends: list[Trend], *, stem: str, title: str) -> HttpResponse:
    headings = [
        _("Indicator"),
        pgettext("of a figure", "Level"),
        pgettext("of a figure", "Period"),
        pgettext("of a figure", "Value"),
        _("Lower end"),
        _("Upper end"),
        _("Unit"),
        pgettext("of a figure", "Method"),
        _("Completeness (%)"),
        pgettext("of a figure", "Source"),
    ]
    rows = [
        [
            name(trend.indicator),
            row.get_level_display(),
            period(row.period),
            row.value,
            row.lower,
            row.upper,
            trend.indicator.get_unit_display(),
            row.get_method_display(),
            row.completeness_percent,
            row.source,
        ]
        for trend in {trend.indicator.pk: trend for trend in trends}.values()
        for row in [*trend.own, *(one for rows in trend.wider.values() for one in rows)]
    ]
    file_name = f"{stem}-{timezone.localdate():%Y%m%d}"
    return excel_response(file_name=file_name, title=title[:31], headings=headings, rows=rows)
