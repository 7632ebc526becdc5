"""Filters that combine, over bit sets: one bit an offering, one set a value; to count is an AND and a popcount."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import TypedDict

from mueang.apps.catalog.enums import MOST_SATANG, Day, DayPart, Way, When
from mueang.apps.catalog.queries.lines import Line

MOST_SEATS = 5
OLDEST = 120
# Ages a reader chooses from; any other may be typed into the address.
AGES = (*range(3, 19), *range(20, 85, 5))
RADII_KM = (1, 3, 5, 10)
# Values of one facet are alternatives, but for what somebody needs all of.
_ALL_OF = frozenset({"access"})
WHENS, DAYS, PARTS = tuple(When.values), tuple(Day.values), tuple(DayPart.values)
_TIMES = {"when": WHENS, "day": DAYS, "part": PARTS}
_MOST_SATANG = tuple((cost.value, most) for cost, most in MOST_SATANG.items())


class Wanted(TypedDict, total=False):
    """What a citizen may ask for; an unknown value finds nothing, a missing one filters nothing.

    `seats` is how many seats must be free together, `km` how far from the neighbourhood `near`, as the crow flies;
    without it `near` only measures. `area` is the neighbourhood itself.
    """

    words: str
    interest: Sequence[str]
    when: str
    day: Sequence[str]
    part: Sequence[str]
    age: int
    cost: str
    language: Sequence[str]
    access: Sequence[str]
    seats: int
    way: str
    area: str
    near: str
    km: int


@dataclass(slots=True)
class Sets:
    """The bit sets of a city's lines. `slots` is how many bits there are; `alive` has those in use."""

    slots: int = 0
    alive: int = 0
    by_value: dict[str, dict[str, int]] = field(default_factory=dict)
    by_time: dict[tuple[int, int, int], int] = field(default_factory=dict)
    by_age: list[int] = field(default_factory=list)
    youngest: dict[int, int] = field(default_factory=dict)
    oldest: dict[int, int] = field(default_factory=dict)

    def having(self, facet: str, value: object) -> int:
        return self.by_value.get(facet, {}).get(str(value), 0)

    def at_times(self, whens: Iterable[int], days: Iterable[int], parts: Iterable[int]) -> int:
        """Offerings with one session that fits all three."""
        days, parts = list(days), list(parts)
        cells = (self.by_time.get((w, d, p), 0) for w in whens for d in days for p in parts)
        return reduce(or_, cells, 0)


def build(lines: Sequence[Line | None]) -> Sets:
    """The sets of these lines, each at the bit of its index."""
    width = (len(lines) + 7) // 8
    raw: dict[object, bytearray] = {}
    for slot, line in enumerate(lines):
        if line is None:
            continue
        at, bit = slot >> 3, 1 << (slot & 7)
        for key in _keys(line):
            if key not in raw:
                raw[key] = bytearray(width)
            raw[key][at] |= bit
    return _sets(len(lines), {key: int.from_bytes(bits, "little") for key, bits in raw.items()})


def rebuilt(sets: Sets, *, changed: Mapping[int, Line | None], slots: int) -> Sets:
    """The sets after some slots hold another line, or none; the old ones stay as they were."""
    gone = reduce(or_, (1 << slot for slot in changed), 0)
    bits = {key: bits & ~gone for key, bits in _all_keys(sets)}
    for slot, line in changed.items():
        for key in _keys(line) if line else ():
            bits[key] = bits.get(key, 0) | 1 << slot
    return _sets(slots, bits)


def _all_keys(sets: Sets) -> Iterator[tuple[object, int]]:
    yield "alive", sets.alive
    for facet, values in sets.by_value.items():
        yield from (((facet, value), members) for value, members in values.items())
    yield from sets.by_time.items()
    yield from ((("from", age), members) for age, members in sets.youngest.items())
    yield from ((("to", age), members) for age, members in sets.oldest.items())


def _keys(line: Line) -> Iterator[object]:
    """Everything one line belongs to."""
    yield "alive"
    yield from line.times
    yield "from", min(line.age_min or 0, OLDEST)
    yield "to", OLDEST if line.age_max is None else min(line.age_max, OLDEST)
    for interest in line.interests:
        yield "interest", interest.code
    for value in line.accessibility:
        yield "access", value
    for seats in range(1, min(line.seats_left, MOST_SEATS) + 1):
        yield "seats", str(seats)
    for cost, most in _MOST_SATANG:
        if line.cost_satang <= most:
            yield "cost", cost
    yield "language", line.language
    yield "area", line.place.area
    yield "place", str(line.place.pk)
    if line.is_online:
        yield "way", Way.ONLINE.value
    if line.is_onsite:
        yield "way", Way.ONSITE.value


def _sets(slots: int, bits: dict[object, int]) -> Sets:
    sets = Sets(slots=slots, alive=bits.pop("alive", 0))
    for key, members in bits.items():
        if not members or not isinstance(key, tuple):
            continue
        if len(key) == 3:
            sets.by_time[key] = members
        elif key[0] in {"from", "to"}:
            (sets.youngest if key[0] == "from" else sets.oldest)[key[1]] = members
        else:
            sets.by_value.setdefault(key[0], {})[key[1]] = members
    sets.by_age = _ages(sets)
    return sets


def _ages(sets: Sets) -> list[int]:
    """Who takes each age: those whose youngest is no older, and whose oldest is no younger."""
    old_enough, members = [], 0
    for age in range(OLDEST + 1):
        members |= sets.youngest.get(age, 0)
        old_enough.append(members)
    by_age, members = [0] * (OLDEST + 1), 0
    for age in range(OLDEST, -1, -1):
        members |= sets.oldest.get(age, 0)
        by_age[age] = old_enough[age] & members
    return by_age


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are found, and how many each value of each facet would find with the other filters as they are."""

    found: int
    total: int
    by_facet: dict[str, dict[str, int]]


def count(sets: Sets, wanted: Wanted, *, base: int, within: Mapping[int, int]) -> Counts:
    """Filter `base` as wanted and count every value.

    `within` is who lies in each radius (kilometres) of the neighbourhood that was chosen; empty where none was.
    """
    chosen = {name: _chosen(sets, wanted, name, within) for name in FACETS}
    prefix = [base]
    names = list(FACETS)
    for name in names:
        prefix.append(prefix[-1] & chosen[name])
    others, suffix = {}, -1
    for index in range(len(names) - 1, -1, -1):
        others[names[index]] = prefix[index] & suffix
        suffix &= chosen[names[index]]
    by_facet = {name: dict(_counted(sets, wanted, name, others[name], within)) for name in names if name != "time"}
    by_facet |= {name: dict(_counted_times(sets, wanted, name, others["time"])) for name in _TIMES}
    return Counts(prefix[-1], prefix[-1].bit_count(), by_facet)


FACETS = ("interest", "time", "age", "cost", "language", "access", "seats", "way", "area", "km")


def _chosen(sets: Sets, wanted: Wanted, name: str, within: Mapping[int, int]) -> int:
    """Who has what is wanted of one facet; everybody (-1) where nothing is."""
    if name == "time":
        return sets.at_times(*_time(wanted)) if any(wanted.get(part) for part in _TIMES) else -1
    if name == "age":
        age = wanted.get("age")
        return -1 if age is None else sets.by_age[age] if 0 <= age <= OLDEST else 0
    if name == "km":
        return within.get(wanted["km"], 0) if wanted.get("km") and within else -1
    asked: object = wanted.get(name)
    if not asked:
        return -1
    if isinstance(asked, str | int):
        return sets.having(name, asked)
    return reduce(and_ if name in _ALL_OF else or_, (sets.having(name, value) for value in asked))  # type: ignore[attr-defined]


def _counted(
    sets: Sets, wanted: Wanted, name: str, others: int, within: Mapping[int, int]
) -> Iterator[tuple[str, int]]:
    if name == "age":
        yield from ((str(age), (others & sets.by_age[age]).bit_count()) for age in AGES)
    elif name == "km":
        yield from ((str(km), (others & members).bit_count()) for km, members in within.items())
    else:
        if name in _ALL_OF:
            others &= _chosen(sets, wanted, name, within)
        yield from ((value, (others & bits).bit_count()) for value, bits in sets.by_value.get(name, {}).items())


def _counted_times(sets: Sets, wanted: Wanted, name: str, others: int) -> Iterator[tuple[str, int]]:
    for value in _TIMES[name]:
        one: Wanted = {**wanted, name: value if name == "when" else (value,)}  # type: ignore[misc]
        yield value, (others & sets.at_times(*_time(one))).bit_count()


def _time(wanted: Wanted) -> tuple[Iterable[int], Iterable[int], Iterable[int]]:
    """The reaches, weekdays and parts of the day that are wanted; all of them where none is named."""
    when, days, parts = wanted.get("when"), wanted.get("day"), wanted.get("part")
    return (
        range(4) if not when else range(WHENS.index(when) + 1) if when in WHENS else (),
        [DAYS.index(day) for day in days if day in DAYS] if days else range(7),
        [PARTS.index(part) for part in parts if part in PARTS] if parts else range(3),
    )


def each_bit(bits: int) -> Iterator[int]:
    """The indexes of the set bits, lowest first."""
    text = bin(bits)[:1:-1]
    at = text.find("1")
    while at >= 0:
        yield at
        at = text.find("1", at + 1)


def without(wanted: Wanted, *names: str) -> Wanted:
    """The same wish less some filters."""
    return {name: value for name, value in wanted.items() if name not in names}  # type: ignore[return-value]
