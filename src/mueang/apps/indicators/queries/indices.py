"""What an index is made of: communities or cities beside each other, like with like, and what cannot be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import Viewer
from mueang.apps.indicators.enums import Level, Unit, UnitsOf
from mueang.apps.indicators.models import IndexSetup, Indicator, Observation, Sharing
from mueang.apps.indicators.rules import (
    communities_of,
    comparable_cities,
    comparable_observations,
    indicators_of,
    visible_observations,
    visible_setups,
)
from mueang.apps.network.models import City
from mueang.ui.templatetags.ui import name
from mueang.ui.words import period as shown_period

# Counted less completely than this, a figure is not set beside others; nor is a city with fewer of the indicators.
LEAST_COMPLETE, LEAST_MEASURED = 80, 66


@dataclass(frozen=True, slots=True)
class IndexUnit:
    """A community or city with what was measured of it, by indicator code; what is not there was not measured."""

    code: str
    name: str
    values: dict[str, float]
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class NotComparable:
    """A city that is left out, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class IndexTable:
    """Units and indicators of one level and, for cities, one year; `periods` says when each indicator was measured."""

    units: list[IndexUnit]
    indicators: list[Indicator]
    offered: list[Indicator]
    periods: dict[str, str] = field(default_factory=dict)
    year: int | None = None
    years: list[int] = field(default_factory=list)
    left_out: list[NotComparable] = field(default_factory=list)

    @property
    def data(self) -> dict[str, list[Any]]:
        """Columns as methods.indicators reads them; None is not measured."""
        columns: dict[str, list[Any]] = {
            "uCode": [unit.code for unit in self.units],
            "uName": [unit.name for unit in self.units],
        }
        return columns | {row.code: [unit.values.get(row.code) for unit in self.units] for row in self.indicators}

    @property
    def meta(self) -> dict[str, list[Any]]:
        """One row an indicator; less is better is a direction of -1."""
        return {
            "iCode": [row.code for row in self.indicators],
            "iName": [name(row) for row in self.indicators],
            "Direction": [-1 if row.better == "lower" else 1 for row in self.indicators],
        }


def table_of_communities(*, viewer: Viewer, city: City, codes: Sequence[str] | None = None) -> IndexTable:
    """The communities of a city by the indicators measured of them, each in its newest period. Three SQL statements."""
    rows = visible_observations(viewer).standing().filter(city=city, level=Level.COMMUNITY)
    told: defaultdict[str, list[Observation]] = defaultdict(list)
    for row in rows.select_related("indicator").order_by("indicator__position", "indicator__code", "-period_to", "-pk"):
        told[row.indicator.code].append(row)
    # A period in which a single community was measured sets nothing beside anything.
    newest = {code: some for code, every in told.items() if len(some := _newest_period(every)) > 1}
    offered = [some[0].indicator for some in newest.values() if some[0].indicator.better != "neither"]
    chosen = _chosen(offered, codes)
    values: defaultdict[int | None, dict[str, float]] = defaultdict(dict)
    for indicator in chosen:
        for one in newest[indicator.code]:
            values[one.neighbourhood_id][indicator.code] = float(one.value)
    units = [IndexUnit(place.code, name(place), values[place.pk]) for place in communities_of(city)]
    periods = {shown.code: shown_period(newest[shown.code][0].period) for shown in chosen}
    return IndexTable(units=units, indicators=chosen, offered=offered, periods=periods)


def table_of_cities(
    *, viewer: Viewer, city: City, year: int | None = None, codes: Sequence[str] | None = None
) -> IndexTable:
    """Cities by their city-wide figures of one year, the year with most of them where none is named.

    A city is left out, with the reason, that measured too few of the indicators that year, or counted too
    incompletely. Never a province's or a community's figure. Four SQL statements.
    """
    cities = list(comparable_cities(viewer))
    shared = set(indicators_of(city).filter(city=None).exclude(better="neither").values_list("pk", flat=True))
    rows = comparable_observations(viewer).standing().filter(indicator__in=shared).select_related("indicator")
    told = list(rows.order_by("indicator__position", "indicator__code", "period_to", "pk"))
    years = sorted({_year_of(row) for row in told}, reverse=True)
    by_year = {one: [row for row in told if _year_of(row) == one] for one in years}
    year = year if year in by_year else max(years, key=lambda one: (len(_pairs(by_year[one])), one), default=None)
    there = by_year.get(year, []) if year is not None else []
    complete = [row for row in there if not _is_partial(row)]
    counts: defaultdict[str, set[int]] = defaultdict(set)
    for row in complete:
        counts[row.indicator.code].add(row.city_id)
    known = {row.indicator.code: row.indicator for row in there}
    offered = [row for row in known.values() if len(counts[row.code]) > 1]
    chosen = _chosen(offered, codes)
    values: defaultdict[int, dict[str, float]] = defaultdict(dict)
    for row in complete:
        values[row.city_id][row.indicator.code] = float(row.value)
    asked = {row.code for row in chosen}
    units, left_out = [], []
    for one in cities:
        own = {code: value for code, value in values[one.pk].items() if code in asked}
        if chosen and len(own) * 100 >= LEAST_MEASURED * len(chosen):
            units.append(IndexUnit(one.slug, name(one), own, is_own=one.pk == city.pk))
        else:
            reason = _why(len(own), len(chosen), [row for row in told if row.city_id == one.pk], year=year)
            left_out.append(NotComparable(name(one), reason))
    periods = {row.code: ", ".join(_periods(complete, row.code)) for row in chosen}
    return IndexTable(units, chosen, offered, periods, year, years, left_out)


def kept_indices(*, viewer: Viewer, city: City) -> list[IndexSetup]:
    """By name, without their tables. One SQL statement."""
    return list(visible_setups(viewer).filter(city=city).defer("data", "meta").select_related("made_by"))


def kept_index(*, viewer: Viewer, city: City, uuid: UUID) -> IndexSetup | None:
    return visible_setups(viewer).filter(city=city, uuid=uuid).first()


def is_shared(city: City) -> bool:
    """Whether the city lets others compare. One SQL statement."""
    return Sharing.objects.filter(city=city).exists()


def table_for(
    *, viewer: Viewer, city: City, units_of: str, year: int | None, codes: Sequence[str] | None
) -> IndexTable:
    """The table of communities or of cities."""
    if units_of == UnitsOf.CITIES:
        return table_of_cities(viewer=viewer, city=city, year=year, codes=codes)
    return table_of_communities(viewer=viewer, city=city, codes=codes)


def _chosen(offered: Sequence[Indicator], codes: Sequence[str] | None) -> list[Indicator]:
    """Those asked for; without a word all but counts, which large places have more of for being large."""
    if codes is None:
        return [row for row in offered if row.unit != Unit.COUNT]
    return [row for row in offered if row.code in codes]


def _is_partial(row: Observation) -> bool:
    """Counted too incompletely; of a figure that does not say, nothing is supposed."""
    return row.completeness_percent is not None and row.completeness_percent < LEAST_COMPLETE


def _year_of(row: Observation) -> int:
    """The year a period is called by: a budget year by its end, a school year by its beginning."""
    return row.period.named_year(row.period.kind)


def _newest_period(rows: Sequence[Observation]) -> list[Observation]:
    """The figures of the newest period that more than one community has."""
    by_period: defaultdict[tuple[Any, Any], list[Observation]] = defaultdict(list)
    for row in rows:
        by_period[row.period_to, row.period_from].append(row)
    return next((some for _key, some in sorted(by_period.items(), reverse=True) if len(some) > 1), [])


def _pairs(rows: Iterable[Observation]) -> set[tuple[int, int]]:
    return {(row.city_id, row.indicator_id) for row in rows}


def _periods(rows: Iterable[Observation], code: str) -> list[str]:
    return sorted({shown_period(row.period) for row in rows if row.indicator.code == code})


def _why(n_own: int, n_asked: int, rows: Sequence[Observation], *, year: int | None) -> str:
    here = [row for row in rows if _year_of(row) == year]
    if not rows:
        return _("No figure of the city itself.")
    if not here:
        return _("Measured in other years only.")
    if any(_is_partial(row) for row in here):
        return _("Counted less than %(percent)s%% completely.") % {"percent": LEAST_COMPLETE}
    return _("Only %(n)s of %(all)s indicators are measured.") % {"n": n_own, "all": n_asked}
