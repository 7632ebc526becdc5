"""Figures: written with level, period, source and method, replaced by later ones, withdrawn with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.indicators.enums import SCALE, Level, Method, Unit
from mueang.apps.indicators.errors import (
    CommunityAmiss,
    NothingSaid,
    NotOfThisCity,
    OutOfScale,
    PeriodToCome,
    ReasonNeeded,
)
from mueang.apps.indicators.models import Indicator, Observation
from mueang.apps.indicators.rules import may_measure
from mueang.apps.network.models import City
from mueang.apps.places.models import Neighbourhood
from mueang.methods.thai import Period

_SAID = (
    "value",
    "numerator",
    "denominator",
    "lower",
    "upper",
    "source",
    "method",
    "completeness_percent",
    "note",
)
_TOGETHER = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What somebody says of an indicator: nothing of the first six may be left out."""

    indicator: Indicator
    level: str
    period: Period
    value: Decimal
    source: str
    method: str
    neighbourhood: Neighbourhood | None = None
    completeness_percent: int | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    note: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What there is one figure of at a time."""
        community = self.neighbourhood.pk if self.neighbourhood else None
        return (self.indicator.pk, self.level, community, self.period.starts_on, self.period.ends_on)


@transaction.atomic
def observe(*, city: City, figure: Figure, actor: User | None, now: datetime | None = None) -> Observation:
    """Write a figure down; what was said of the same area and period before is replaced and stays in the history.

    Saying the same again changes nothing. Raises PermissionDenied, NothingSaid, OutOfScale, PeriodToCome,
    CommunityAmiss, NotOfThisCity; ValueError for a level or method there is not.
    """
    now = now or timezone.now()
    (row,), n_new = write_figures(city=city, figures=[figure], actor=actor, now=now)
    if n_new:
        facts = {"indicator": figure.indicator.code, "level": figure.level}
        record(actor=actor, verb="observation.recorded", target=row, book=city.slug, facts=facts)
    return row


@transaction.atomic
def withdraw_observation(
    *, observation: Observation, why: str, actor: User, now: datetime | None = None
) -> Observation:
    """The figure is not so; it stays in the history with the reason. Doing it twice changes nothing.

    Raises PermissionDenied, ReasonNeeded.
    """
    city = City.objects.select_for_update().get(pk=observation.city_id)
    if not may_measure(actor, city):
        raise PermissionDenied
    if not why.strip():
        raise ReasonNeeded
    row = Observation.objects.select_for_update(of=("self",)).get(pk=observation.pk)
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_why = now or timezone.now(), why.strip()[:300]
        row.save(update_fields=["withdrawn_at", "withdrawn_why"])
        record(actor=actor, verb="observation.withdrawn", target=row, book=city.slug)
    return row


def write_figures(
    *, city: City, figures: Sequence[Figure], actor: User | None, now: datetime
) -> tuple[list[Observation], int]:
    """The standing row of each figure, and how many are new; refuses as `observe`, and then writes none.

    Within the caller's transaction, which writes to the record. Of two figures of one area and period the later counts.
    """
    city = City.objects.select_for_update().get(pk=city.pk)
    if actor is not None and not may_measure(actor, city):
        raise PermissionDenied
    for figure in figures:
        _refuse(figure, city=city, now=now)
    said = {figure.key: figure for figure in figures}
    standing = _standing(city, said.values())
    new = [
        _row(figure, city=city, replaces=standing.get(key), actor=actor, now=now)
        for key, figure in said.items()
        if key not in standing or not _says(standing[key], figure)
    ]
    replaced = [row.replaces for row in new if row.replaces is not None]
    for row in replaced:
        row.withdrawn_at = now
    Observation.objects.bulk_update(replaced, ["withdrawn_at"], batch_size=_TOGETHER)
    Observation.objects.bulk_create(new, batch_size=_TOGETHER)
    rows = standing | {_key(row): row for row in new}
    return [rows[figure.key] for figure in figures], len(new)


def _refuse(figure: Figure, *, city: City, now: datetime) -> None:
    Level(figure.level), Method(figure.method)
    if not figure.source.strip():
        raise NothingSaid
    if figure.indicator.city_id not in {None, city.pk}:
        raise NotOfThisCity
    if (figure.level == Level.COMMUNITY) != (figure.neighbourhood is not None):
        raise CommunityAmiss
    if figure.neighbourhood is not None and figure.neighbourhood.city_id != city.pk:
        raise NotOfThisCity
    if figure.period.starts_on > timezone.localdate(now):
        raise PeriodToCome
    least, greatest = SCALE[Unit(figure.indicator.unit)]
    for value in (figure.value, figure.lower, figure.upper):
        if value is not None and (
            not value.is_finite()
            or (least is not None and value < least)
            or (greatest is not None and value > greatest)
        ):
            raise OutOfScale(least, greatest)


def _standing(city: City, figures: Iterable[Figure]) -> dict[tuple[object, ...], Observation]:
    ids = {figure.indicator.pk for figure in figures}
    rows = Observation.objects.standing().filter(city=city, indicator__in=ids)
    return {_key(row): row for row in rows}


def _key(row: Observation) -> tuple[object, ...]:
    return (row.indicator_id, row.level, row.neighbourhood_id, row.period_from, row.period_to)


def _says(row: Observation, figure: Figure) -> bool:
    return all(getattr(row, name) == getattr(figure, name) for name in _SAID)


def _row(figure: Figure, *, city: City, replaces: Observation | None, actor: User | None, now: datetime) -> Observation:
    row = Observation(
        city=city,
        indicator=figure.indicator,
        level=figure.level,
        neighbourhood=figure.neighbourhood,
        period_from=figure.period.starts_on,
        period_to=figure.period.ends_on,
        replaces=replaces,
        recorded_by=actor,
        recorded_at=now,
        **{name: getattr(figure, name) for name in _SAID},
    )
    row.source = row.source.strip()
    row.clean_fields(exclude=["city", "indicator", "neighbourhood", "replaces", "recorded_by"])
    return row
