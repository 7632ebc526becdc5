"""Browsing what is on: the seam behind which a search engine can stand one day."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypedDict, Unpack
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from mueang.apps.catalog.enums import When
from mueang.apps.catalog.models import Interest, OfferingQuerySet, Program, Session
from mueang.apps.catalog.queries.cards import Card, InterestLine, cards_of, with_next_session
from mueang.apps.catalog.queries.words import containing
from mueang.apps.catalog.rules import public_offerings
from mueang.apps.network.models import City

CARDS_A_PAGE = 24
EVENING_HOUR = 17
_SATURDAY_AND_SUNDAY = (7, 1)


@dataclass(frozen=True, slots=True)
class InterestCount:
    interest: InterestLine
    n_offerings: int


@dataclass(frozen=True, slots=True)
class Browse:
    """One page of cards. `counts` says how many the same filters find in each interest, whatever interest is chosen."""

    cards: tuple[Card, ...]
    counts: tuple[InterestCount, ...]
    total: int
    page: int
    n_pages: int


class Wanted(TypedDict, total=False):
    """What a citizen may ask for. `seats_left` is how many seats must be free; an unknown `when` filters nothing."""

    words: str
    interest: str | None
    when: str | None
    age: int | None
    free: bool | None
    seats_left: int | None


def browse(*, city: City, page: int = 1, now: datetime | None = None, **wanted: Unpack[Wanted]) -> Browse:
    """Published offerings that are not over: the soonest next session first, then the most seats left.

    Five SQL statements, however many offerings there are.
    """
    now = now or timezone.now()
    found = _wanted(_current(city, now), wanted, now=now)
    counts = _counted(found)
    if interest := wanted.get("interest"):
        found = found.filter(program__in=Program.objects.filter(interests__code=interest))
    total = found.count()
    n_pages = max(1, math.ceil(total / CARDS_A_PAGE))
    page = min(max(page, 1), n_pages)
    rows = _soonest(found, now)[(page - 1) * CARDS_A_PAGE : page * CARDS_A_PAGE]
    return Browse(cards_of(rows, now=now), counts, total, page, n_pages)


def interests_with_counts(*, city: City, today: date) -> tuple[InterestCount, ...]:
    """Every interest of the list with how many offerings the city has now. One SQL statement."""
    current = Q(programs__offerings__in=public_offerings(city).upcoming(today))
    rows = Interest.objects.annotate(n=Count("programs__offerings", filter=current, distinct=True))
    return tuple(_count(row, row.n) for row in rows)


def offerings_at(*, city: City, place_slug: str, now: datetime | None = None, limit: int = 12) -> tuple[Card, ...]:
    """What is on at one place."""
    now = now or timezone.now()
    return cards_of(_soonest(_current(city, now).filter(place__slug=place_slug), now)[:limit], now=now)


def offerings_from_heritage(
    *, city: City, item: UUID, now: datetime | None = None, limit: int = 12
) -> tuple[Card, ...]:
    """Current lessons made from one heritage item."""
    now = now or timezone.now()
    return cards_of(_soonest(_current(city, now).filter(program__heritage_item__uuid=item), now)[:limit], now=now)


def _current(city: City, now: datetime) -> OfferingQuerySet:
    return public_offerings(city).upcoming(timezone.localdate(now))


def _soonest(offerings: OfferingQuerySet, now: datetime) -> OfferingQuerySet:
    return with_next_session(offerings, now).order_by(
        F("next_starts_at").asc(nulls_last=True), F("seats_taken") - F("seats"), "starts_on", "pk"
    )


def _wanted(offerings: OfferingQuerySet, wanted: Wanted, *, now: datetime) -> OfferingQuerySet:
    """All that is wanted but the interest."""
    offerings = containing(offerings, wanted.get("words", ""))
    age, free, seats_left = wanted.get("age"), wanted.get("free"), wanted.get("seats_left")
    if age is not None:
        offerings = offerings.filter(Q(age_min=None) | Q(age_min__lte=age), Q(age_max=None) | Q(age_max__gte=age))
    if free is not None:
        offerings = offerings.filter(cost_satang=0) if free else offerings.filter(cost_satang__gt=0)
    if seats_left is not None:
        offerings = offerings.filter(seats__gte=F("seats_taken") + int(seats_left))
    return _meeting(offerings, wanted.get("when"), now=now)


def _meeting(offerings: OfferingQuerySet, when: str | None, *, now: datetime) -> OfferingQuerySet:
    """Offerings with a session still to end at such a time."""
    if not when or when not in When.values:
        return offerings
    sessions = Session.objects.still_to_end(now).filter(_at(When(when), now), offering=OuterRef("pk"))
    return offerings.filter(Exists(sessions))


def _at(when: When, now: datetime) -> Q:
    if when == When.WEEKEND:
        return Q(starts_at__week_day__in=_SATURDAY_AND_SUNDAY)
    if when == When.EVENING:
        return Q(starts_at__hour__gte=EVENING_HOUR)
    if when == When.WEEKDAY:
        return ~Q(starts_at__week_day__in=_SATURDAY_AND_SUNDAY) & Q(starts_at__hour__lt=EVENING_HOUR)
    days = {When.TODAY: 1, When.WEEK: 7, When.MONTH: 30}[when]
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))
    return Q(starts_at__lt=midnight + timedelta(days=days))


def _counted(found: OfferingQuerySet) -> tuple[InterestCount, ...]:
    rows = Interest.objects.filter(programs__offerings__in=found).annotate(
        n=Count("programs__offerings", distinct=True)
    )
    return tuple(_count(row, row.n) for row in rows)


def _count(row: Interest, n_offerings: int) -> InterestCount:
    return InterestCount(InterestLine(row.code, row.name_th, row.name_en, row.icon), n_offerings)
