"""A city as figures over years, framework by framework: what was measured, by whom, and what nobody measured."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from mueang.apps.accounts.rules import Viewer
from mueang.apps.indicators.enums import Level
from mueang.apps.indicators.models import Framework, FrameworkItem, Indicator, Observation
from mueang.apps.indicators.queries.observations import WIDER
from mueang.apps.indicators.rules import frameworks_of, indicators_of, visible_observations
from mueang.apps.network.models import City, NetworkMembership
from mueang.apps.network.queries import memberships_of_place


@dataclass(frozen=True, slots=True)
class Trend:
    """An indicator's standing figures from the oldest on: the city's own, and each wider area's apart."""

    indicator: Indicator
    own: list[Observation]
    wider: dict[str, list[Observation]] = field(default_factory=dict)
    communities: list[Observation] = field(default_factory=list)

    @property
    def newest(self) -> Observation | None:
        return self.own[-1] if self.own else None

    @property
    def change(self) -> Decimal | None:
        """From the first figure to the newest; None with fewer than two."""
        return self.own[-1].value - self.own[0].value if len(self.own) > 1 else None

    @property
    def is_better(self) -> bool | None:
        """Whether the way from first to newest is for the better; None where neither is."""
        if not self.change or self.indicator.better == "neither":
            return None
        return (self.change > 0) == (self.indicator.better == "higher")

    @property
    def has_interval(self) -> bool:
        return any(row.lower is not None for row in self.own)


@dataclass(frozen=True, slots=True)
class ProfileArea:
    """One area of a framework: what is measured under it, what is not, and lines no indicator serves."""

    item: FrameworkItem
    trends: list[Trend]
    missing: list[Trend]
    unserved: list[FrameworkItem]


@dataclass(frozen=True, slots=True)
class Profile:
    """A city by one framework; `frameworks` are those to look by, `trends` every indicator's, whatever it serves."""

    framework: Framework
    frameworks: list[Framework]
    areas: list[ProfileArea]
    trends: list[Trend]

    @property
    def n_measured(self) -> int:
        return len({trend.indicator.pk for area in self.areas for trend in area.trends})

    @property
    def n_missing(self) -> int:
        return len({trend.indicator.pk for area in self.areas for trend in area.missing})


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """The last figure before a year and the newest since; None where there is none, which is not zero."""

    trend: Trend
    before: Observation | None
    after: Observation | None

    @property
    def change(self) -> Decimal | None:
        return None if self.before is None or self.after is None else self.after.value - self.before.value

    @property
    def is_better(self) -> bool | None:
        if not self.change or self.trend.indicator.better == "neither":
            return None
        return (self.change > 0) == (self.trend.indicator.better == "higher")


@dataclass(frozen=True, slots=True)
class SinceJoining:
    """What a city measured before and after a year; `membership` where the year is that of a network."""

    year: int | None
    membership: NetworkMembership | None
    memberships: list[NetworkMembership]
    lines: list[BeforeAfter]
    missing: list[BeforeAfter]


def trends_of(*, viewer: Viewer, city: City) -> list[Trend]:
    """Every indicator of the city with its standing figures, measured or not. Two SQL statements."""
    indicators = list(indicators_of(city))
    rows = visible_observations(viewer).standing().filter(city=city).select_related("neighbourhood")
    told: defaultdict[int, defaultdict[str, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for row in rows.order_by("period_to", "period_from", "pk"):
        told[row.indicator_id][row.level].append(row)
    return [
        Trend(
            indicator=row,
            own=told[row.pk][Level.CITY],
            wider={level: told[row.pk][level] for level in WIDER if told[row.pk][level]},
            communities=_newest_by_community(told[row.pk][Level.COMMUNITY]),
        )
        for row in indicators
    ]


def city_profile(*, viewer: Viewer, city: City, code: str | None = None) -> Profile | None:
    """The city by a framework, the first where none is named; None where it has no such one. Five SQL statements."""
    frameworks = list(frameworks_of(city).order_by("city", "position"))
    framework = next((row for row in frameworks if code in {None, row.code}), None)
    if framework is None:
        return None
    items = list(FrameworkItem.objects.filter(framework=framework).order_by("position"))
    serving: defaultdict[int, list[int]] = defaultdict(list)
    through = Indicator.items.through.objects.filter(frameworkitem__framework=framework)
    for served, indicator in through.order_by("indicator__position").values_list("frameworkitem_id", "indicator_id"):
        serving[served].append(indicator)
    trends = {trend.indicator.pk: trend for trend in trends_of(viewer=viewer, city=city)}
    features: defaultdict[int | None, list[FrameworkItem]] = defaultdict(list)
    for item in items:
        features[item.parent_id].append(item)
    return Profile(
        framework=framework,
        frameworks=frameworks,
        trends=list(trends.values()),
        areas=[_area(item, features[item.pk], serving=serving, trends=trends) for item in features[None]],
    )


def since_joining(*, viewer: Viewer, city: City, year: int | None = None) -> SinceJoining:
    """Before and after the city joined its first network, or any other year. Three SQL statements."""
    memberships = [row for row in memberships_of_place(city) if row.since_year]
    memberships.sort(key=lambda row: row.since_year or 0)
    joined = next((row for row in memberships if year in {None, row.since_year}), None)
    since = year or (joined.since_year if joined else None)
    trends = [trend for trend in trends_of(viewer=viewer, city=city) if trend.own]
    lines = [_before_after(trend, since) for trend in trends] if since else []
    return SinceJoining(
        year=since,
        membership=joined,
        memberships=memberships,
        lines=[line for line in lines if line.before and line.after],
        missing=[line for line in lines if not (line.before and line.after)],
    )


def _before_after(trend: Trend, year: int) -> BeforeAfter:
    """A period within the year itself, or that reaches into it, is neither."""
    before = [row for row in trend.own if row.period_to < date(year, 1, 1)]
    after = [row for row in trend.own if row.period_from > date(year, 12, 31)]
    return BeforeAfter(trend, before[-1] if before else None, after[-1] if after else None)


def _area(
    item: FrameworkItem, features: list[FrameworkItem], *, serving: dict[int, list[int]], trends: dict[int, Trend]
) -> ProfileArea:
    lines = features or [item]
    served = list(dict.fromkeys(pk for line in [item, *features] for pk in serving.get(line.pk, []) if pk in trends))
    found = [trends[pk] for pk in served]
    return ProfileArea(
        item=item,
        trends=[trend for trend in found if trend.own],
        missing=[trend for trend in found if not trend.own],
        unserved=[line for line in lines if not serving.get(line.pk)],
    )


def _newest_by_community(rows: list[Observation]) -> list[Observation]:
    newest = {row.neighbourhood_id: row for row in rows}
    return sorted(newest.values(), key=lambda row: (-row.value, row.neighbourhood_id or 0))
