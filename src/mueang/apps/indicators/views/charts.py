"""Figures as drawings: trends, communities in shades, intervals in a row; the geometry is the house's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mueang.apps.indicators.enums import SCALE, Level, Unit
from mueang.apps.indicators.queries.profile import Trend
from mueang.ui import maps
from mueang.ui.templatetags.ui import name
from mueang.ui.trends import Measure, TrendChart, trend_chart
from mueang.ui.words import number, period, shown_year

N_SHADES = 4


@dataclass(frozen=True, slots=True)
class Shade:
    """A community as drawn: `shade` 1 to 4, or "unknown" where nobody measured; `number` is its line in the table."""

    path: str
    label_x: int
    label_y: int
    number: int
    title: str
    shade: str
    fits: bool


@dataclass(frozen=True, slots=True)
class ShadeMap:
    width: int
    height: int
    areas: list[Shade]
    steps: list[tuple[str, float, float]]


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One community with its figure; None was not measured, which is not zero."""

    number: int
    name: str
    value: float | None
    words: str
    source: str
    period: str


def chart_of(trend: Trend, *, joined: int | None = None) -> TrendChart | None:
    """The city's line, and a line of each wider area apart from it."""
    least, greatest = SCALE[Unit(trend.indicator.unit)]
    lines = [("city", str(Level.CITY.label), _measures(trend.own))]
    lines += [(level, str(Level(level).label), _measures(rows)) for level, rows in trend.wider.items()]
    return trend_chart(
        [line for line in lines if line[2]],
        least=least,
        greatest=greatest,
        mark=date(joined, 1, 1) if joined else None,
    )


def _measures(rows: Sequence[Any]) -> list[Measure]:
    return [
        Measure(
            on=row.period_to,
            label=str(shown_year(row.period.named_year(row.period.kind))),
            value=float(row.value),
            lower=None if row.lower is None else float(row.lower),
            upper=None if row.upper is None else float(row.upper),
        )
        for row in rows
    ]


def community_lines(communities: Sequence[Any], rows: Sequence[Any]) -> list[PlaceLine]:
    """Every community of the city in its order, measured or not."""
    told = {row.neighbourhood_id: row for row in rows}
    found = []
    for place, community in enumerate(communities, start=1):
        row = told.get(community.pk)
        words = number(row.value) if row else _("not measured")
        found.append(
            PlaceLine(
                number=place,
                name=name(community),
                value=float(row.value) if row else None,
                words=words,
                source=row.source if row else "",
                period=period(row.period) if row else "",
            )
        )
    return found


def shade_map(communities: Sequence[Any], lines: Sequence[PlaceLine]) -> ShadeMap | None:
    """Communities in four even steps from the least to the most; hatched where nobody measured."""
    shapes = [(str(line.number), row.boundary or {}) for row, line in zip(communities, lines, strict=True)]
    ground = maps.ground(shapes)
    values = [line.value for line in lines if line.value is not None]
    if not ground.areas or not values:
        return None
    low, high = min(values), max(values)
    width = (high - low) / N_SHADES or 1.0
    return ShadeMap(
        width=ground.width,
        height=ground.height,
        areas=[_shade(area, lines[int(area.name) - 1], low=low, width=width) for area in ground.areas],
        steps=[(str(step + 1), low + width * step, low + width * (step + 1)) for step in range(N_SHADES)],
    )


def _shade(area: maps.Area, line: PlaceLine, *, low: float, width: float) -> Shade:
    shade = "unknown" if line.value is None else str(min(N_SHADES, int((line.value - low) / width) + 1))
    return Shade(
        path=area.path,
        label_x=area.label_x,
        label_y=area.label_y,
        number=line.number,
        title=f"{line.name}: {line.words}",
        shade=shade,
        fits=bool(area.room),
    )
