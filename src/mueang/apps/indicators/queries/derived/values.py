"""Frozen values as they are read: the newest of each, one indicator with all that was ever frozen, and runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from mueang.apps.accounts.rules import Viewer
from mueang.apps.indicators.enums import FreezeState
from mueang.apps.indicators.models import Freeze, FrozenValue, FrozenValueQuerySet, Indicator
from mueang.apps.indicators.rules import visible_freezes, visible_frozen_values
from mueang.apps.network.models import City
from mueang.apps.places.models import Place
from mueang.methods.derived import BY_CODE, DEFINITIONS, Definition
from mueang.methods.thai import Period, fiscal_year

NIGHT_HOUR = 2
# A worker that has not come back by then was killed; another one begins anew.
GIVEN_UP_AFTER = timedelta(minutes=15)
# Rolls and results of a year that ended come in for a while.
STILL_COMING_DAYS = 92


def year_of(today: date) -> Period:
    """The budget year a city counts in."""
    return fiscal_year(today.year + (today.month >= 10))


def years_to_freeze(today: date) -> list[Period]:
    """This budget year, and in its first months the one before it too."""
    this = year_of(today)
    is_young = (today - this.starts_on).days < STILL_COMING_DAYS
    return [this, *([fiscal_year(this.ends_on.year - 1)] if is_young else [])]


def freezes_due(now: datetime) -> QuerySet[Freeze]:
    """What was asked for and what a killed worker left, the oldest first."""
    left = Q(state=FreezeState.RUNNING, begun_at__lt=now - GIVEN_UP_AFTER)
    return Freeze.objects.filter(Q(state=FreezeState.ASKED) | left).order_by("asked_at", "pk")


def cities_to_freeze(now: datetime) -> QuerySet[City]:
    """Cities with a learning place that were not counted since last night."""
    here = timezone.localtime(now)
    if here.hour < NIGHT_HOUR:
        return City.objects.none()
    tonight = timezone.make_aware(datetime.combine(here.date(), time(NIGHT_HOUR)))
    counted = Freeze.objects.filter(city=OuterRef("pk")).filter(
        Q(ended_at__gte=tonight) | Q(state__in=[FreezeState.ASKED, FreezeState.RUNNING])
    )
    here_is_a_place = Exists(Place.objects.filter(city=OuterRef("pk")))
    return City.objects.filter(here_is_a_place, ~Exists(counted)).order_by("pk")


def newest_values(*, viewer: Viewer, city: City, period: Period) -> FrozenValueQuerySet:
    """Standing numbers of a period as `viewer` may read them, city and parts; one SQL statement."""
    rows = visible_frozen_values(viewer).standing().select_related("neighbourhood", "observation")
    return rows.filter(city=city, period_from=period.starts_on, period_to=period.ends_on)


@dataclass(frozen=True, slots=True)
class DerivedRow:
    """One definition with its words, the city's number and those of its parts; None where nothing was frozen."""

    definition: Definition
    indicator: Indicator | None
    value: FrozenValue | None
    before: FrozenValue | None
    parts: dict[str, list[FrozenValue]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DerivedPage:
    """All definitions for one period, the periods there are, and the newest run."""

    period: Period
    periods: list[Period]
    rows: list[DerivedRow]
    freeze: Freeze | None

    @property
    def is_empty(self) -> bool:
        return all(row.value is None for row in self.rows)


def derived_page(*, viewer: Viewer, city: City, today: date, year: int | None = None) -> DerivedPage:
    """A city's derived indicators of a budget year (named in the common era): four SQL statements."""
    period = fiscal_year(year) if year else year_of(today)
    values = visible_frozen_values(viewer).standing().filter(city=city)
    ends = sorted(
        {year_of(today).ends_on, period.ends_on, *values.order_by().values_list("period_to", flat=True).distinct()}
    )
    before = fiscal_year(period.ends_on.year - 1)
    told = values.filter(period_to__in=[period.ends_on, before.ends_on]).select_related("neighbourhood")
    newest, earlier = _by_code(told, period), _by_code(told, before)
    words = words_of()
    return DerivedPage(
        period=period,
        periods=[fiscal_year(day.year) for day in reversed(ends)],
        rows=[_row(one, words.get(one.code), newest[one.code], earlier[one.code]) for one in DEFINITIONS],
        freeze=visible_freezes(viewer).filter(city=city).first(),
    )


def words_of() -> dict[str, Indicator]:
    """The words of each definition: its packaged indicator."""
    return {row.code: row for row in Indicator.objects.filter(city=None, code__in=BY_CODE)}


def _by_code(told: Iterable[FrozenValue], period: Period) -> defaultdict[str, list[FrozenValue]]:
    found: defaultdict[str, list[FrozenValue]] = defaultdict(list)
    for row in told:
        if row.period_from == period.starts_on and row.period_to == period.ends_on:
            found[row.code].append(row)
    return found


def _row(
    definition: Definition, indicator: Indicator | None, newest: list[FrozenValue], earlier: list[FrozenValue]
) -> DerivedRow:
    parts = {group: [row for row in newest if row.group == group] for group in definition.groups}
    return DerivedRow(
        definition=definition,
        indicator=indicator,
        value=next((row for row in newest if not row.group), None),
        before=next((row for row in earlier if not row.group), None),
        parts={group: rows for group, rows in parts.items() if rows},
    )


@dataclass(frozen=True, slots=True)
class DerivedHistory:
    """Everything that was frozen of one definition for the city as a whole, the newest first."""

    row: DerivedRow
    period: Period
    by_year: list[FrozenValue]
    releases: list[FrozenValue]


def derived_history(*, viewer: Viewer, city: City, code: str, period: Period) -> DerivedHistory | None:
    """None where there is no such definition. Two SQL statements."""
    definition = BY_CODE.get(code)
    if definition is None:
        return None
    rows = visible_frozen_values(viewer).filter(city=city, code=code).select_related("neighbourhood", "observation")
    told = list(rows.order_by("-period_to", "-frozen_at", "-pk"))
    standing = [row for row in told if row.replaced_at is None]
    before = fiscal_year(period.ends_on.year - 1)
    newest, earlier = _by_code(standing, period)[code], _by_code(standing, before)[code]
    whole = [row for row in told if not row.group]
    return DerivedHistory(
        row=_row(definition, words_of().get(code), newest, earlier),
        period=period,
        by_year=[row for row in reversed(whole) if row.replaced_at is None],
        releases=[row for row in whole if row.period_to == period.ends_on],
    )
