"""What is on, read into short lines that a web process can keep in memory: one an offering."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from mueang.apps.catalog.enums import Delivery
from mueang.apps.catalog.models import Interest, Offering, OfferingQuerySet, Program, Session
from mueang.apps.catalog.queries.cards import InterestLine
from mueang.apps.catalog.rules import public_offerings
from mueang.apps.network.models import City
from mueang.apps.places.enums import PlaceKind
from mueang.apps.places.models import Place

_COLUMNS = (
    "pk", "slug", "program_id", "place_id", "seats", "seats_taken", "starts_on", "ends_on", "cost_satang", "age_min",
    "age_max", "language", "delivery", "accessibility", "enroll_until", "verified_on",
)  # fmt: skip
AFTERNOON_HOUR, EVENING_HOUR = 12, 17


@dataclass(slots=True)
class Spot:
    """A learning place as lists show it; `area` is the code of its neighbourhood."""

    pk: int
    slug: str
    name_th: str
    name_en: str
    latitude: float | None
    longitude: float | None
    area: str
    is_online: bool
    accessibility: tuple[str, ...]


@dataclass(slots=True)
class Subject:
    """A program as lists show it."""

    pk: int
    name_th: str
    name_en: str
    interests: tuple[InterestLine, ...]


@dataclass(slots=True)
class Meeting:
    """The next session: its local start and end, shared by all that meet at the same time."""

    starts_at: datetime
    ends_at: datetime


@dataclass(slots=True)
class Line:
    """One offering that is on. `times` are the (day from today, weekday, part of the day) of its sessions to come.

    `true_until` is the moment at which the line changes by itself: a session ends, or joining closes.
    """

    pk: int
    slug: str
    subject: Subject
    place: Spot
    seats: int
    seats_left: int
    starts_on: date
    cost_satang: int
    age_min: int | None
    age_max: int | None
    language: str
    is_online: bool
    is_onsite: bool
    accessibility: frozenset[str]
    next_session: Meeting | None
    n_sessions: int
    times: frozenset[tuple[int, int, int]]
    is_open: bool
    is_confirmed: bool
    true_until: datetime | None

    @property
    def is_full(self) -> bool:
        return self.seats_left <= 0

    @property
    def name_th(self) -> str:
        return self.subject.name_th

    @property
    def name_en(self) -> str:
        return self.subject.name_en

    @property
    def interests(self) -> tuple[InterestLine, ...]:
        return self.subject.interests


def read_lines(*, city: City, now: datetime, only: Iterable[int] | None = None) -> list[Line]:
    """The lines of what is on in a city, or of those keys among it. Six SQL statements, however many there are."""
    today = timezone.localdate(now)
    offerings = public_offerings(city).upcoming(today)
    if only is not None:
        offerings = offerings.filter(pk__in=list(only))
    rows = list(offerings.values_list(*_COLUMNS))
    # Thousands of offerings meet at the same times and offer the same support: each combination is kept once.
    shared: dict[Any, Any] = {}
    subjects = _subjects(city, {row[2] for row in rows} if only is not None else None)
    spots = _spots(city, {row[3] for row in rows} if only is not None else None)
    meetings = _meetings(offerings, now)
    return [
        _line(row, subjects[row[2]], spots[row[3]], meetings.get(row[0], []), shared=shared, now=now) for row in rows
    ]


def _subjects(city: City, only: set[int] | None) -> dict[int, Subject]:
    programs = Program.objects.filter(city=city)
    links = Program.interests.through.objects.filter(program__city=city)
    if only is not None:
        programs, links = programs.filter(pk__in=only), links.filter(program__in=only)
    interests = {row.pk: InterestLine(row.code, row.name_th, row.name_en, row.icon) for row in Interest.objects.all()}
    order = {key: number for number, key in enumerate(interests)}
    chosen: dict[int, list[int]] = defaultdict(list)
    for program, interest in links.values_list("program_id", "interest_id"):
        chosen[program].append(interest)
    return {
        key: Subject(key, thai, english, tuple(interests[i] for i in sorted(chosen[key], key=order.__getitem__)))
        for key, thai, english in programs.values_list("pk", "name_th", "name_en")
    }


def _spots(city: City, only: set[int] | None) -> dict[int, Spot]:
    places = Place.objects.filter(city=city)
    if only is not None:
        places = places.filter(pk__in=only)
    rows = places.values_list(
        "pk", "slug", "name_th", "name_en", "latitude", "longitude", "neighbourhood__code", "kind", "accessibility"
    )
    return {
        row[0]: Spot(*row[:6], area=row[6] or "", is_online=row[7] == PlaceKind.ONLINE, accessibility=tuple(row[8]))
        for row in rows
    }


def _meetings(offerings: OfferingQuerySet, now: datetime) -> dict[int, list[tuple[datetime, datetime]]]:
    """The sessions to come of each offering, soonest first, in local time.

    The moments are taken as the database writes them, and each is read once: thousands of sessions share a start.
    """
    sessions = Session.objects.still_to_end(now).filter(offering__in=offerings.values("pk"))
    rows = sessions.annotate(begins=Cast("starts_at", TextField()), ends=Cast("ends_at", TextField())).order_by()
    local: dict[str, datetime] = {}
    found: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for key, begins, ends in rows.values_list("offering_id", "begins", "ends").iterator(chunk_size=1_000):
        for text in (begins, ends):
            if text not in local:
                local[text] = _local(text)
        found[key].append((local[begins], local[ends]))
    for times in found.values():
        times.sort()
    return found


def _local(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return timezone.localtime(moment if moment.tzinfo else moment.replace(tzinfo=timezone.get_fixed_timezone(0)))


def _line(
    row: tuple[Any, ...],
    subject: Subject,
    place: Spot,
    meetings: list[tuple[datetime, datetime]],
    *,
    shared: dict[Any, Any],
    now: datetime,
) -> Line:
    facts = dict(zip(_COLUMNS, row, strict=True))
    today, closes = timezone.localdate(now), facts["enroll_until"]
    is_open = closes is None or now < closes
    moments = [ends for _begins, ends in meetings] + ([closes] if closes and is_open else [])
    online = facts["delivery"] != Delivery.ONSITE or place.is_online
    verified = facts["verified_on"]
    times, support = frozenset(_times(meetings, today)), frozenset((*place.accessibility, *facts["accessibility"]))
    first = Meeting(*meetings[0]) if meetings else None
    return Line(
        pk=facts["pk"],
        slug=facts["slug"],
        subject=subject,
        place=place,
        seats=facts["seats"],
        seats_left=facts["seats"] - facts["seats_taken"],
        starts_on=facts["starts_on"],
        cost_satang=facts["cost_satang"],
        age_min=facts["age_min"],
        age_max=facts["age_max"],
        language=facts["language"],
        is_online=online,
        is_onsite=facts["delivery"] != Delivery.ONLINE and not place.is_online,
        accessibility=shared.setdefault(support, support),
        next_session=shared.setdefault(meetings[0], first) if meetings else None,
        n_sessions=len(meetings),
        times=shared.setdefault(times, times),
        is_open=is_open,
        is_confirmed=verified is not None and verified >= today - Offering.fresh_for,
        true_until=min(moments, default=None),
    )


def _times(meetings: list[tuple[datetime, datetime]], today: date) -> Iterator[tuple[int, int, int]]:
    """Reach, weekday (Monday 0) and part of the day of each session; the reach is that of `When`, 3 beyond it."""
    for begins, _ends in meetings:
        days = (begins.date() - today) // timedelta(days=1)
        reach = 0 if days < 1 else 1 if days < 7 else 2 if days < 30 else 3
        yield reach, begins.weekday(), part_of_day(begins.hour)


def part_of_day(hour: int) -> int:
    """The index of the hour's `DayPart`."""
    return (hour >= AFTERNOON_HOUR) + (hour >= EVENING_HOUR)
