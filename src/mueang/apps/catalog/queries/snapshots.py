"""What is on in a city, kept in each process and brought up to date by the city's version before every use."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from weakref import WeakValueDictionary

from django.db import connection
from django.db.models import Value
from django.utils import timezone

from mueang.apps.catalog.models import Interest, Offering
from mueang.apps.catalog.queries.cards import InterestLine, interest_lines
from mueang.apps.catalog.queries.facets import RADII_KM, Sets, build, rebuilt
from mueang.apps.catalog.queries.lines import Line, Spot, read_lines
from mueang.apps.catalog.queries.ordering import SLOT_MASK, STRETCH, rank_of
from mueang.apps.network.models import City
from mueang.apps.network.queries import Versions, versions_of
from mueang.apps.places.models import Neighbourhood, Place
from mueang.lib.geometry import distance_metres

# So many cities are kept whatever their size, and more of them while all together are no larger than one large city.
MOST_CITIES, MOST_LINES = 24, 20_000
_LINES_A_CITY_IS_WORTH = 10
_METRES_A_KM = 1_000


@dataclass(slots=True)
class Area:
    """A neighbourhood one may live in."""

    code: str
    name_th: str
    name_en: str
    latitude: float
    longitude: float


@dataclass(slots=True)
class Snapshot:
    """The lines of a city by slot, their bit sets, and their order. Never changed once made: readers share it.

    The last fields remember what was asked: of what words found, the slots and their bits.
    """

    versions: Versions
    day: date
    lines: list[Line | None]
    slot_of: dict[int, int]
    sets: Sets
    ranks: list[int]
    areas: dict[str, Area]
    places: dict[int, Spot]
    slot_of_slug: dict[str, int]
    interests: dict[str, InterestLine]
    true_until: datetime | None
    distances: dict[str, dict[int, float]] = field(default_factory=dict)
    everywhere: dict[int, int] = field(default_factory=dict)
    firsts: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)
    at_place: dict[int, list[int]] = field(default_factory=dict)
    heard: dict[tuple[int, ...], tuple[tuple[int, ...], int]] = field(default_factory=dict)

    def line(self, slot: int) -> Line:
        line = self.lines[slot]
        if line is None:
            raise LookupError(slot)
        return line

    def first_ranks(self, facet: str, value: str) -> tuple[int, ...]:
        """The ranks of the first stretch of those that have a value, in their order."""
        found = self.firsts.get((facet, value))
        if found is None:
            is_in = bin(self.sets.having(facet, value))[:1:-1].ljust(self.sets.slots, "0")
            having = (rank for rank in self.ranks if is_in[rank & SLOT_MASK] == "1")
            found = self.firsts[facet, value] = tuple(islice(having, STRETCH))
        return found

    def ranks_at_places(self) -> dict[int, list[int]]:
        """Place key -> the ranks of what is held there, in their order."""
        if not self.at_place:
            at_place = defaultdict(list)
            for rank in self.ranks:
                at_place[self.line(rank & SLOT_MASK).place.pk].append(rank)
            self.at_place.update(at_place)
        return self.at_place

    def at_places(self, found: int) -> dict[int, int]:
        """Place key -> how many of those found are there."""
        if found == self.sets.alive and self.everywhere:
            return self.everywhere
        members = self.sets.by_value.get("place", {})
        counted = {key: n for key in self.places if (n := (found & members.get(str(key), 0)).bit_count())}
        if found == self.sets.alive:
            self.everywhere.update(counted)
        return counted

    def metres_from(self, area: str) -> dict[int, float]:
        """Place key -> metres from the middle of a neighbourhood, of places that have a point."""
        found = self.distances.get(area)
        if found is None:
            here = self.areas[area]
            found = self.distances[area] = {
                key: distance_metres(here.latitude, here.longitude, spot.latitude, spot.longitude)
                for key, spot in self.places.items()
                if spot.latitude is not None and spot.longitude is not None
            }
        return found

    def within(self, area: str) -> dict[int, int]:
        """Radius in kilometres -> who lies in it."""
        bits = dict.fromkeys(RADII_KM, 0)
        for key, metres in self.metres_from(area).items():
            members = self.sets.having("place", key)
            for km in RADII_KM:
                if metres <= km * _METRES_A_KM:
                    bits[km] |= members
        return bits


_kept: OrderedDict[int, Snapshot] = OrderedDict()
# Held for a moment only, whichever city it is about; whoever reads rows holds that city's own.
_lock = threading.Lock()
_locks: WeakValueDictionary[int, threading.Lock] = WeakValueDictionary()


def snapshot_of(city: City, *, now: datetime | None = None) -> Snapshot:
    """The city's snapshot as of this moment: the one at hand, brought up to date where rows or the hour changed.

    One SQL statement when nothing changed; some more for the rows that did. Within a transaction, and for another
    moment than the present one, a fresh one is made and not kept: it may show what nobody else can see.
    """
    if now is not None or connection.in_atomic_block:
        return _made(city, versions_of(city), now=now or timezone.now())
    versions, now = versions_of(city), timezone.now()
    with _lock:
        own = _locks.setdefault(city.pk, threading.Lock())
    with own:
        with _lock:
            snapshot = _kept.get(city.pk)
        is_new = snapshot is None
        if snapshot is None or _is_of_another_day(snapshot, versions, now):
            snapshot = _made(city, versions, now=now)
        else:
            snapshot = _brought_up_to_date(snapshot, city, versions, now=now)
        with _lock:
            _kept[city.pk] = snapshot
            _kept.move_to_end(city.pk)
            if is_new:
                _let_go()
    return snapshot


def _let_go() -> None:
    """Those that nobody asked for longest, until no more is kept than may be."""
    n_lines = sum(len(one.lines) + _LINES_A_CITY_IS_WORTH for one in _kept.values())
    while len(_kept) > MOST_CITIES and n_lines > MOST_LINES:
        _key, gone = _kept.popitem(last=False)
        n_lines -= len(gone.lines) + _LINES_A_CITY_IS_WORTH


def forget_snapshots() -> None:
    """For tests, whose cities come and go with the same keys."""
    with _lock:
        _kept.clear()


def _is_of_another_day(snapshot: Snapshot, versions: Versions, now: datetime) -> bool:
    """Whether it must be made anew: the day turned, the catalog changed as a whole, or the version went back."""
    return (
        snapshot.day != timezone.localdate(now)
        or versions.catalog > snapshot.versions.version
        or versions.version < snapshot.versions.version
    )


def _made(city: City, versions: Versions, *, now: datetime) -> Snapshot:
    lines: list[Line | None] = [*read_lines(city=city, now=now)]
    rows = Neighbourhood.objects.filter(city=city)
    areas = [Area(*row) for row in rows.values_list("code", "name_th", "name_en", "latitude", "longitude")]
    return _arranged(
        Snapshot(
            versions=versions,
            day=timezone.localdate(now),
            lines=lines,
            slot_of={line.pk: slot for slot, line in enumerate(lines) if line},
            sets=build(lines),
            ranks=[],
            areas={area.code: area for area in areas},
            places={},
            slot_of_slug={},
            interests={row.code: row for row in interest_lines(Interest.objects.all())},
            true_until=None,
        )
    )


def _brought_up_to_date(snapshot: Snapshot, city: City, versions: Versions, *, now: datetime) -> Snapshot:
    stale = set[int]()
    if versions.version > snapshot.versions.version:
        stale.update(_changed_since(snapshot, city))
    if snapshot.true_until is not None and snapshot.true_until <= now:
        stale.update(line.pk for line in snapshot.lines if line and line.true_until and line.true_until <= now)
    snapshot = replace(snapshot, versions=versions)
    return with_lines(snapshot, stale, read_lines(city=city, now=now, only=stale)) if stale else snapshot


def _changed_since(snapshot: Snapshot, city: City) -> set[int]:
    """Offerings that changed, and all that is held at a place that did. One SQL statement; two where a place did."""
    since = snapshot.versions.version
    offerings = Offering.objects.filter(city=city, changed_in__gt=since).order_by().values_list("pk", Value(0))
    places = Place.objects.filter(city=city, changed_in__gt=since).order_by().values_list(Value(0), "pk")
    rows = list(offerings.union(places, all=True))
    stale, changed_places = {key for key, _place in rows if key}, {place for _key, place in rows if place}
    if changed_places:
        stale.update(line.pk for line in snapshot.lines if line and line.place.pk in changed_places)
        # What was not listed before, as at a place that had closed, has no line yet.
        stale.update(Offering.objects.filter(city=city, place__in=changed_places).values_list("pk", flat=True))
    return stale


def with_lines(snapshot: Snapshot, stale: Iterable[int], fresh: Iterable[Line]) -> Snapshot:
    """The snapshot with these keys' lines as they are now; a key without a line is no longer on."""
    lines, slot_of, read = list(snapshot.lines), dict(snapshot.slot_of), list(fresh)
    still_on = {line.pk for line in read}
    changed: dict[int, Line | None] = {
        slot_of.pop(key): None for key in stale if key in slot_of and key not in still_on
    }
    free = [*changed, *(slot for slot, line in enumerate(lines) if line is None)]
    for line in read:
        if line.pk not in slot_of:
            slot_of[line.pk] = free.pop() if free else len(lines)
            lines += [None] * (slot_of[line.pk] == len(lines))
        changed[slot_of[line.pk]] = line
    before = {slot: lines[slot] for slot in changed}
    for slot, line_now in changed.items():
        lines[slot] = line_now
    sets = rebuilt(snapshot.sets, changed=changed, slots=len(lines))
    moved = replace(
        snapshot, lines=lines, slot_of=slot_of, sets=sets, distances={}, everywhere={}, firsts={}, at_place={}, heard={}
    )
    return _rearranged(moved, before=before, now=changed)


def _arranged(snapshot: Snapshot) -> Snapshot:
    """With all that follows from its lines."""
    lines = dict(enumerate(snapshot.lines))
    return _rearranged(replace(snapshot, ranks=[], places={}, slot_of_slug={}, true_until=None), before={}, now=lines)


def _rearranged(snapshot: Snapshot, *, before: dict[int, Line | None], now: dict[int, Line | None]) -> Snapshot:
    """With ranks, places and addresses as they are once some slots hold other lines."""
    ranks, places, slot_of_slug = list(snapshot.ranks), dict(snapshot.places), dict(snapshot.slot_of_slug)
    for slot, line in before.items():
        if line is not None:
            del ranks[bisect_left(ranks, rank_of(line, slot=slot, today=snapshot.day))]
            del slot_of_slug[line.slug]
    for slot, line in now.items():
        if line is not None:
            ranks.append(rank_of(line, slot=slot, today=snapshot.day))
            places[line.place.pk], slot_of_slug[line.slug] = line.place, slot
    # Nearly in order already: the sort is a walk.
    ranks.sort()
    moments = [snapshot.true_until, *(line.true_until for line in now.values() if line)]
    if snapshot.true_until in {line.true_until for line in before.values() if line}:
        moments = [line.true_until for line in snapshot.lines if line]
    true_until = min(filter(None, moments), default=None)
    return replace(snapshot, ranks=ranks, places=places, slot_of_slug=slot_of_slug, true_until=true_until)
