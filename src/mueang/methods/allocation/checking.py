"""Whether an allocation keeps its promises, asked of the outcome alone: who may complain, and of what."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from mueang.methods.allocation.instance import NO_GROUP, Allocation, Numbers, Reserve, in_numbers
from mueang.methods.allocation.ranking import Classes, all_keys

Code = Literal["not_wished", "over_capacity", "hard_reserve", "reserve", "empty_seats", "order"]
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Breach:
    """One broken promise: `entry` (empty where it concerns everybody) may complain about `offering`."""

    code: Code
    entry: str
    offering: str


def breaches(
    allocation: Allocation,
    *,
    wishes: Mapping[str, Sequence[str]],
    seats: Mapping[str, int],
    priority: Mapping[str, Classes] | None = None,
    reserves: Mapping[str, Reserve] | None = None,
    parties: Mapping[str, int] | None = None,
) -> list[Breach]:
    """Every broken promise, in drawn order; none for an outcome of this package.

    Parameters are those of `deferred_acceptance`; ties are broken by `allocation.order`.

    Raises
    ------
    InstanceRefused
        As `deferred_acceptance`.

    >>> from mueang.methods.allocation.instance import Allocation
    >>> breaches(Allocation({}, ("a",), ("a",)), wishes={"a": ["craft"]}, seats={"craft": 1})
    [Breach(code='empty_seats', entry='a', offering='craft')]
    """
    hearing = _Hearing(allocation, wishes=wishes, seats=seats, priority=priority, reserves=reserves, parties=parties)
    return [*hearing.about_everybody(), *hearing.complaints()]


def passed_over(
    allocation: Allocation,
    *,
    wishes: Mapping[str, Sequence[str]],
    seats: Mapping[str, int],
    priority: Mapping[str, Classes] | None = None,
    reserves: Mapping[str, Reserve] | None = None,
    parties: Mapping[str, int] | None = None,
) -> list[str]:
    """Parties that would fit at a better wish if several smaller ones behind them in the order gave up their seats.

    No method can always avoid this (a stable outcome need not exist with parties), so it is counted and shown.
    """
    hearing = _Hearing(allocation, wishes=wishes, seats=seats, priority=priority, reserves=reserves, parties=parties)
    return [hearing.numbers.names[entry] for entry in hearing.passed_over()]


class _Hearing:
    """The outcome laid out by offering."""

    def __init__(
        self,
        allocation: Allocation,
        *,
        wishes: Mapping[str, Sequence[str]],
        seats: Mapping[str, int],
        priority: Mapping[str, Classes] | None,
        reserves: Mapping[str, Reserve] | None,
        parties: Mapping[str, int] | None,
    ) -> None:
        self.numbers = in_numbers(
            allocation.order, wishes=wishes, seats=seats, parties=parties or {}, reserves=reserves or {}
        )
        self.keys = all_keys(self.numbers.names, self.numbers.offerings, priority or {})
        place = {name: offering for offering, name in enumerate(self.numbers.offerings)}
        self.at = [place.get(allocation.seated.get(name, ""), NOWHERE) for name in self.numbers.names]
        self.in_reserve = [name in allocation.in_reserve for name in self.numbers.names]
        self.rooms = [_Room(self.numbers, offering) for offering in range(len(place))]
        for entry, offering in enumerate(self.at):
            if offering != NOWHERE:
                self.rooms[offering].seat(entry, self.keys[offering][entry], in_reserve=self.in_reserve[entry])
        for entry, offering in self.wanting():
            self.rooms[offering].want(entry)

    def wanting(self) -> Iterator[tuple[int, int]]:
        """Everybody with every offering they want more than what they have and could ever have."""
        for entry in range(len(self.at)):
            for offering in self.numbers.wished(entry):
                if offering == self.at[entry]:
                    break
                if self.numbers.size[entry] <= self.numbers.most(offering, self.numbers.group[entry]):
                    yield entry, offering

    def about_everybody(self) -> Iterator[Breach]:
        names, offerings = self.numbers.names, self.numbers.offerings
        for entry, offering in enumerate(self.at):
            if offering != NOWHERE and offering not in self.numbers.wished(entry):
                yield Breach("not_wished", names[entry], offerings[offering])
        for name, room in zip(offerings, self.rooms, strict=True):
            if room.used > room.seats:
                yield Breach("over_capacity", "", name)
            elif room.used + room.kept_empty() > room.seats:
                yield Breach("hard_reserve", "", name)

    def complaints(self) -> Iterator[Breach]:
        for entry, offering in self.wanting():
            code = self.rooms[offering].complaint(entry, self.keys[offering][entry])
            if code is not None:
                yield Breach(code, self.numbers.names[entry], self.numbers.offerings[offering])

    def passed_over(self) -> list[int]:
        found = (
            entry
            for entry, offering in self.wanting()
            if self.rooms[offering].has_room_behind(entry, self.keys[offering][entry])
        )
        return list(dict.fromkeys(found))


class _Room:
    """One offering as it ended: who sits, who wants in."""

    def __init__(self, numbers: Numbers, offering: int) -> None:
        self.numbers = numbers
        self.seats = numbers.seats[offering]
        self.kept = numbers.kept[offering]
        self.used = 0
        self.used_by = dict.fromkeys(self.kept, 0)
        self.wanted_by = dict.fromkeys(self.kept, 0)
        # By size, the last in the order of those who sit in open seats, and of each group wherever they sit.
        self.last_open: dict[int, int] = {}
        self.last_of_group: dict[tuple[int, int], int] = {}
        self.open: list[tuple[int, int]] = []
        self.behind: tuple[list[int], list[int]] | None = None

    def seat(self, entry: int, key: int, *, in_reserve: bool) -> None:
        size, group = self.numbers.size[entry], self.numbers.group[entry]
        self.used += size
        if group in self.used_by:
            self.used_by[group] += size
        if group != NO_GROUP:
            self.last_of_group[group, size] = max(self.last_of_group.get((group, size), key), key)
        if not in_reserve:
            self.last_open[size] = max(self.last_open.get(size, key), key)
            self.open.append((key, size))

    def want(self, entry: int) -> None:
        group = self.numbers.group[entry]
        if group in self.wanted_by:
            self.wanted_by[group] += self.numbers.size[entry]

    def kept_empty(self) -> int:
        return sum(max(seats - self.used_by[g], 0) for g, seats in self.kept.items() if self.numbers.is_hard[g])

    def _spoken_for(self, group: int, *, more: int = 0) -> int:
        kept, used = self.kept[group], self.used_by[group]
        wanted = kept if self.numbers.is_hard[group] else min(kept, used + self.wanted_by[group])
        return max(used + more, wanted)

    def _fits(self, group: int, size: int) -> bool:
        others = sum(self._spoken_for(one, more=size if one == group else 0) for one in self.kept)
        outside = self.used - sum(self.used_by.values()) + (0 if group in self.kept else size)
        return others + outside <= self.seats

    def complaint(self, entry: int, key: int) -> Code | None:
        size, group = self.numbers.size[entry], self.numbers.group[entry]
        if group in self.kept and self.used_by[group] + size <= self.kept[group]:
            return "reserve"
        if self._fits(group, size):
            return "empty_seats"
        if any(last > key for sat, last in self.last_open.items() if sat >= size):
            return "order"
        if any(last > key for (of, sat), last in self.last_of_group.items() if of == group and sat >= size):
            return "order"
        return None

    def has_room_behind(self, entry: int, key: int) -> bool:
        """Whether the seats free for all and those of everybody behind in open seats would hold the entry."""
        size = self.numbers.size[entry]
        if size == 1:
            return False
        if self.behind is None:
            rows = sorted(self.open)
            self.behind = [row[0] for row in rows], [*accumulate((row[1] for row in rows), initial=0)]
        keys, seated = self.behind
        free = self.seats - self.used - sum(self._spoken_for(one) - self.used_by[one] for one in self.kept)
        return free + seated[-1] - seated[bisect_right(keys, key)] >= size
