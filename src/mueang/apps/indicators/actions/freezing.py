"""The worker's count of everything derived for a city and period: what is new is written, what is the same is seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mueang.apps.audit.actions import record
from mueang.apps.indicators.enums import FreezeState, Level
from mueang.apps.indicators.models import Freeze, FrozenValue
from mueang.apps.indicators.queries.derived.counting import Counted, city_counter, counted, span_of
from mueang.apps.indicators.queries.derived.values import GIVEN_UP_AFTER
from mueang.apps.indicators.queries.derived.withholding import Told, release_of, told
from mueang.apps.network.actions import mark_public_change
from mueang.apps.network.models import City
from mueang.apps.places.models import Neighbourhood
from mueang.methods.derived import DEFINITIONS

_SAID = ("version", "value", "numerator", "denominator", "n_rows", "n_unknown", "is_withheld", "completeness_percent")
_TOGETHER = 200


def run_freeze(*, freeze: Freeze, now: datetime | None = None) -> Freeze | None:
    """Count everything, then write what is new in one go; None where another worker has it.

    Counting holds no lock, so nobody waits for it. What fails is marked as failed and raised again.
    """
    now = now or timezone.now()
    waiting = Q(state=FreezeState.ASKED) | Q(state=FreezeState.RUNNING, begun_at__lt=now - GIVEN_UP_AFTER)
    mine = Freeze.objects.filter(waiting, pk=freeze.pk)
    if not mine.update(state=FreezeState.RUNNING, begun_at=now, n_done=0):
        return None
    row = Freeze.objects.select_related("city", "asked_by").get(pk=freeze.pk)
    try:
        return _write(row, _count(row, now=now), now=now)
    except Exception:
        Freeze.objects.filter(pk=row.pk).update(state=FreezeState.FAILED, ended_at=timezone.now())
        raise


def _count(row: Freeze, *, now: datetime) -> list[Counted]:
    counter = city_counter(row.city, now=now)
    found = []
    for number, definition in enumerate(DEFINITIONS, start=1):
        found.append(counted(definition, city=row.city, period=row.period, now=now, counter=counter))
        Freeze.objects.filter(pk=row.pk).update(n_done=number)
    return found


@transaction.atomic
def _write(row: Freeze, found: list[Counted], *, now: datetime) -> Freeze:
    city = City.objects.select_for_update().get(pk=row.city_id)
    values = FrozenValue.objects.filter(city=city, period_from=row.period_from, period_to=row.period_to)
    before = list(values.order_by("frozen_at", "pk"))
    communities = dict(Neighbourhood.objects.filter(city=city).values_list("code", "pk"))
    new = [value for one in found for value in _values(one, row, communities=communities, before=before, now=now)]
    row.n_new = _replace(new, before, now=now)
    row.state, row.ended_at, row.n_done = FreezeState.DONE, timezone.now(), len(found)
    row.save(update_fields=["state", "ended_at", "n_done", "n_new"])
    if row.n_new:
        mark_public_change(city, catalog=False)
    if row.n_new or row.asked_by is not None:
        record(actor=row.asked_by, verb="freeze.done", target=row, book=city.slug, facts={"n_new": row.n_new})
    return row


def _values(
    one: Counted, row: Freeze, *, communities: dict[str, int], before: Iterable[FrozenValue], now: datetime
) -> list[FrozenValue]:
    """The rows of one definition; those before it where a protected one has to stand."""
    code = one.definition.code
    mine = [value for value in before if value.code == code]
    earlier = [release_of(value.numerator, value.denominator, n_unknown=value.n_unknown) for value in mine]
    shown = told(one, earlier=earlier)
    if shown is None:
        return [value for value in mine if value.replaced_at is None]
    counted_to = span_of(row.period, today=timezone.localdate(now)).ends_on
    return [_value(each, row, one, communities=communities, counted_to=counted_to, now=now) for each in shown]


def _value(
    each: Told, row: Freeze, one: Counted, *, communities: Mapping[str, int], counted_to: date, now: datetime
) -> FrozenValue:
    number = each.number
    community = communities.get(number.part) if number.group == "neighbourhood" else None
    value = FrozenValue(
        city=row.city,
        freeze=row,
        code=one.definition.code,
        version=one.definition.version,
        level=Level.COMMUNITY if community else Level.CITY,
        group=number.group,
        part=number.part,
        neighbourhood_id=community,
        period_from=row.period_from,
        period_to=row.period_to,
        counted_to=counted_to,
        n_rows=each.n_rows,
        n_unknown=each.n_unknown,
        is_withheld=each.is_withheld,
        completeness_percent=each.completeness_percent,
        frozen_at=now,
        seen_at=now,
    )
    if not each.is_withheld:
        value.value, value.numerator, value.denominator = number.value, number.numerator, number.denominator
    return value


def _replace(found: Sequence[FrozenValue], before: Iterable[FrozenValue], *, now: datetime) -> int:
    """Write what is new; gives how many. A part that is no more is replaced by nothing."""
    standing = {_key(value): value for value in before if value.replaced_at is None}
    told_now = {_key(value): value for value in found}
    same = {key for key in told_now.keys() & standing.keys() if _says(standing[key]) == _says(told_now[key])}
    gone = [value for key, value in standing.items() if key not in same]
    seen = [standing[key] for key in same]
    new = [value for key, value in told_now.items() if key not in same]
    for value in gone:
        value.replaced_at = now
    for value in seen:
        value.seen_at = now
        # A protected one that has to stand stands as of the day it was counted; else it is true to this day.
        value.counted_to = told_now[_key(value)].counted_to
    FrozenValue.objects.bulk_update(gone, ["replaced_at"], batch_size=_TOGETHER)
    FrozenValue.objects.bulk_update(seen, ["seen_at", "counted_to"], batch_size=_TOGETHER)
    FrozenValue.objects.bulk_create(new, batch_size=_TOGETHER)
    return len(new)


def _key(value: FrozenValue) -> tuple[str, str, str]:
    return value.code, value.group, value.part


def _says(value: FrozenValue) -> tuple[object, ...]:
    return tuple(getattr(value, name) for name in _SAID)
