"""Browsing what is on: filters that combine, each value with its count, in a sensible order."""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Unpack
from uuid import UUID

from django.db import connection
from django.db.models import Count, F, Q
from django.utils import timezone

from mueang.apps.catalog.enums import Order
from mueang.apps.catalog.models import Interest, OfferingQuerySet, Program
from mueang.apps.catalog.queries.cards import Card, InterestLine, cards_of, with_next_session
from mueang.apps.catalog.queries.facets import RADII_KM, Wanted, count, each_bit, without
from mueang.apps.catalog.queries.lines import Line, Meeting, Spot
from mueang.apps.catalog.queries.ordering import DAYS_A_KM, SLOT_MASK, STRETCH, shifted, varied
from mueang.apps.catalog.queries.searching import find_words, nearest_words
from mueang.apps.catalog.queries.snapshots import Area, Snapshot, snapshot_of
from mueang.apps.catalog.rules import public_offerings
from mueang.apps.network.models import City

CARDS_A_PAGE = 24
MOST_MISSES = 4
MOST_LISTED = 1_000
# So many that nothing but the distance decides.
NEAREST_DAYS_A_KM = 1e6
_EDGE_METRES = RADII_KM[-1] * 1_000.0
_MOST_HEARD = 16
_SEVERAL = ("interest", "day", "part", "language", "access")
_LATEST = datetime.max.replace(tzinfo=timezone.get_fixed_timezone(0))


@dataclass(frozen=True, slots=True)
class InterestCount:
    interest: InterestLine
    n_offerings: int


@dataclass(frozen=True, slots=True)
class Listed:
    """An offering in a list; `metres` is how far its place lies from where one lives, if that was said."""

    slug: str
    name_th: str
    name_en: str
    summary_th: str
    summary_en: str
    place: Spot
    interests: tuple[InterestLine, ...]
    next_session: Meeting | None
    n_sessions: int
    starts_on: date
    cost_satang: int
    age_min: int | None
    age_max: int | None
    language: str
    seats_left: int
    is_full: bool
    is_open: bool
    is_online: bool
    is_confirmed: bool
    metres: float | None


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place with how many of the activities found are there."""

    place: Spot
    n_offerings: int


@dataclass(frozen=True, slots=True)
class Miss:
    """What would have been found: `dropped` names the filter that was left out or loosened."""

    dropped: str
    wanted: Wanted
    total: int


@dataclass(frozen=True, slots=True)
class Browse:
    """One page of what was found. `facets` says how many each value would find, the other filters as they are.

    `counts` are the interests among it. `is_guess` says that nothing holds the words: what is shown is only near.
    """

    cards: tuple[Listed, ...]
    counts: tuple[InterestCount, ...]
    facets: dict[str, dict[str, int]]
    places: tuple[PlaceCount, ...]
    areas: tuple[Area, ...]
    interests: Mapping[str, InterestLine]
    total: int
    page: int
    n_pages: int
    is_guess: bool
    misses: tuple[Miss, ...]


def browse(
    *,
    city: City,
    page: int = 1,
    order: str = Order.SUGGESTED,
    size: int = CARDS_A_PAGE,
    now: datetime | None = None,
    **wanted: Unpack[Wanted],
) -> Browse:
    """Offerings of a city that are on, as wanted. Two SQL statements while nothing changed, and those of the words."""
    snapshot, asked = snapshot_of(city, now=now), _tidy(wanted)
    words = _words(city, snapshot, asked)
    near = asked.get("near", "") if asked.get("near") in snapshot.areas else ""
    within = snapshot.within(near) if near else {}
    counts = count(snapshot.sets, asked, base=words.bits, within=within)
    n_pages = max(1, math.ceil(counts.total / size))
    page = min(max(page, 1), n_pages)
    there = snapshot.at_places(counts.found)
    found = _FoundThere(counts.found, there)
    slots = _ordered(snapshot, found, words=words, order=order, near=near, first=(page - 1) * size, size=size)
    return Browse(
        cards=_listed(snapshot, slots, near=near),
        counts=_interests(snapshot, counts.by_facet["interest"]),
        facets=counts.by_facet,
        places=tuple(PlaceCount(snapshot.places[key], n) for key, n in there.items()),
        areas=tuple(snapshot.areas.values()),
        interests=snapshot.interests,
        total=counts.total,
        page=page,
        n_pages=n_pages,
        is_guess=words.is_guess,
        misses=() if counts.total or not asked else _misses(city, snapshot, asked, within),
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """Who holds the words, and in which order; everybody, in no order, where there are none."""

    bits: int
    ranked: tuple[int, ...] | None = None
    is_guess: bool = False


def _words(city: City, snapshot: Snapshot, wanted: Wanted) -> _Words:
    if not wanted.get("words"):
        return _Words(snapshot.sets.alive)
    found = find_words(city=city, words=wanted["words"])
    heard = snapshot.heard.get(found.ids)
    if heard is None:
        ranked = tuple(snapshot.slot_of[key] for key in found.ids if key in snapshot.slot_of)
        if len(snapshot.heard) >= _MOST_HEARD:
            snapshot.heard.clear()
        heard = snapshot.heard[found.ids] = (ranked, _bits(ranked))
    ranked, bits = heard
    return _Words(bits, ranked, found.is_guess)


def _bits(slots: Iterable[int]) -> int:
    members = bytearray()
    for slot in slots:
        if slot >> 3 >= len(members):
            members.extend(bytes((slot >> 3) + 1 - len(members)))
        members[slot >> 3] |= 1 << (slot & 7)
    return int.from_bytes(members, "little")


def _tidy(wanted: Wanted) -> Wanted:
    """Without what filters nothing; a single value of a filter that takes several is one of them."""
    tidy = {name: value for name, value in wanted.items() if value not in (None, "", ())}
    for name in _SEVERAL:
        if isinstance(value := tidy.get(name), str):
            tidy[name] = (value,)
    return tidy  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class _FoundThere:
    """Who was found, as bits, and how many of them at each place."""

    bits: int
    at_places: dict[int, int]


def _ordered(
    snapshot: Snapshot, found: _FoundThere, *, words: _Words, order: str, near: str, first: int, size: int
) -> Sequence[int]:
    """The slots of one page."""
    last = first + size
    if order == Order.SOON:
        return sorted(each_bit(found.bits), key=lambda slot: _soonest(snapshot.line(slot)))[first:last]
    is_found = bin(found.bits)[:1:-1].ljust(snapshot.sets.slots, "0")
    if words.ranked is not None and not near:
        return list(itertools.islice((slot for slot in words.ranked if is_found[slot] == "1"), first, last))
    if near:
        days_a_km = DAYS_A_KM if order == Order.SUGGESTED else NEAREST_DAYS_A_KM
        ranked = _nearest_first(snapshot, found.at_places, is_found, near=near, days_a_km=days_a_km)
    else:
        ranked = (rank for rank in snapshot.ranks if is_found[rank & SLOT_MASK] == "1")
    slots = [rank & SLOT_MASK for rank in itertools.islice(ranked, _stretch_end(last))]
    if order == Order.NEAR:
        return slots[first:last]
    begin = first // STRETCH * STRETCH
    in_turn = [slot for at in range(begin, last, STRETCH) for slot in varied(slots[at : at + STRETCH], snapshot.lines)]
    return in_turn[first - begin : last - begin]


def _nearest_first(
    snapshot: Snapshot, places: Iterable[int], is_found: str, *, near: str, days_a_km: float
) -> Iterable[int]:
    """Ranks with the distance in them, in their order, as far as they are asked for.

    At one place all stand equally far back, in their order already: the places' rows are merged. A place on no map
    stands as at the edge of the last radius.
    """
    metres, ranks = snapshot.metres_from(near), snapshot.ranks_at_places()

    def row(place: int) -> Iterator[int]:
        step = shifted(0, days=days_a_km * metres.get(place, _EDGE_METRES) / 1_000)
        return (rank + step for rank in ranks[place] if is_found[rank & SLOT_MASK] == "1")

    return heapq.merge(*map(row, places))


def _stretch_end(last: int) -> int:
    return math.ceil(last / STRETCH) * STRETCH


def _soonest(line: Line) -> tuple[datetime, int]:
    return (line.next_session.starts_at if line.next_session else _LATEST, line.pk)


def _listed(snapshot: Snapshot, slots: Sequence[int], *, near: str) -> tuple[Listed, ...]:
    """The cards of a page; one SQL statement, for the summaries."""
    lines = [snapshot.line(slot) for slot in slots]
    summaries = _summaries({line.subject.pk for line in lines})
    metres = snapshot.metres_from(near) if near else {}
    return tuple(listed(line, summaries.get(line.subject.pk), metres=metres.get(line.place.pk)) for line in lines)


def _summaries(programs: Collection[int]) -> dict[int, tuple[str, str]]:
    """One SQL statement, written out: building it would cost more than all the rest of the list."""
    if not programs:
        return {}
    marks, table = ", ".join(["%s"] * len(programs)), Program._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, summary_th, summary_en FROM {table} WHERE id IN ({marks})", list(programs))  # noqa: S608 -- our own name
        return {key: (thai, english) for key, thai, english in cursor.fetchall()}


def listed(line: Line, summary: tuple[str, str] | None = None, *, metres: float | None = None) -> Listed:
    summary_th, summary_en = summary or ("", "")
    return Listed(
        slug=line.slug,
        name_th=line.name_th,
        name_en=line.name_en,
        summary_th=summary_th,
        summary_en=summary_en,
        place=line.place,
        interests=line.interests,
        next_session=line.next_session,
        n_sessions=line.n_sessions,
        starts_on=line.starts_on,
        cost_satang=line.cost_satang,
        age_min=line.age_min,
        age_max=line.age_max,
        language=line.language,
        seats_left=line.seats_left,
        is_full=line.is_full,
        is_open=line.is_open,
        is_online=line.is_online,
        is_confirmed=line.is_confirmed,
        metres=metres,
    )


def _interests(snapshot: Snapshot, counts: dict[str, int]) -> tuple[InterestCount, ...]:
    """In the order of the controlled list, those that find something."""
    return tuple(InterestCount(line, n) for code, line in snapshot.interests.items() if (n := counts.get(code, 0)))


def _misses(city: City, snapshot: Snapshot, wanted: Wanted, within: dict[int, int]) -> tuple[Miss, ...]:
    """What finds most with one filter left out, one radius wider, or other words; most first."""
    looser: list[tuple[str, Wanted]] = [
        (name, without(wanted, name, *(["km"] if name == "near" else []))) for name in wanted
    ]
    looser += [("km", {**wanted, "km": km}) for km in RADII_KM if km > wanted.get("km", RADII_KM[-1])]
    if words := wanted.get("words", ""):
        near = [suggestion.words for suggestion in nearest_words(city=city, words=words)]
        each = [word for word in words.split()[:4] if word != words]
        looser += [("other_words", {**wanted, "words": text}) for text in dict.fromkeys([*near, *each])]
    misses = []
    for dropped, asked in looser:
        if not asked:
            continue
        found = _words(city, snapshot, asked)
        total = count(snapshot.sets, asked, base=found.bits, within=within).total
        if total and not found.is_guess:
            misses.append(Miss(dropped, asked, total))
    return tuple(sorted(misses, key=lambda miss: -miss.total)[:MOST_MISSES])


def interests_with_counts(*, city: City, today: date) -> tuple[InterestCount, ...]:
    """Every interest of the list with how many offerings the city has now. One SQL statement."""
    current = Q(programs__offerings__in=public_offerings(city).upcoming(today))
    rows = Interest.objects.annotate(n=Count("programs__offerings", filter=current, distinct=True))
    return tuple(InterestCount(InterestLine(row.code, row.name_th, row.name_en, row.icon), row.n) for row in rows)


def offerings_at(*, city: City, place_slug: str, now: datetime | None = None, limit: int = 12) -> tuple[Listed, ...]:
    """What is on at one place, soonest first. Two SQL statements while nothing changed."""
    snapshot = snapshot_of(city, now=now)
    place = next((key for key, spot in snapshot.places.items() if spot.slug == place_slug), None)
    slots = each_bit(snapshot.sets.having("place", place)) if place is not None else ()
    return _listed(snapshot, sorted(slots, key=lambda slot: _next_of(snapshot.line(slot)))[:limit], near="")


def _next_of(line: Line) -> tuple[datetime, int, date, int]:
    return (line.next_session.starts_at if line.next_session else _LATEST, -line.seats_left, line.starts_on, line.pk)


def offerings_from_heritage(
    *, city: City, item: UUID, now: datetime | None = None, limit: int = 12
) -> tuple[Card, ...]:
    """Current lessons made from one heritage item."""
    now = now or timezone.now()
    return cards_of(_by_time(_current(city, now).filter(program__heritage_item__uuid=item), now)[:limit], now=now)


def _current(city: City, now: datetime) -> OfferingQuerySet:
    return public_offerings(city).upcoming(timezone.localdate(now))


def _by_time(offerings: OfferingQuerySet, now: datetime) -> OfferingQuerySet:
    return with_next_session(offerings, now).order_by(
        F("next_starts_at").asc(nulls_last=True), F("seats_taken") - F("seats"), "starts_on", "pk"
    )
