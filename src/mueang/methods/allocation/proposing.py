"""Asking and holding: deferred acceptance in which a party that does not fit closes the door behind it.

An offering's choice from everybody who ever asked is: of each group the first in its order as far as all of them
fit into the reserve; then of all the others the first as far as all of them fit into the open seats. Who is turned
away would still be turned away if more people asked, so the outcome does not depend on the order of asking.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush, heappushpop

from mueang.methods.allocation.instance import NO_GROUP, Numbers
from mueang.methods.allocation.ranking import Keys

NO_LIMIT = 1 << 62


@dataclass(slots=True)
class Held:
    """Who each offering holds in its open and its kept seats, and by kind whom it turned away, all by key."""

    open: list[list[int]]
    kept: list[dict[int, list[int]]]
    refused: list[dict[int, list[int]]]


def propose(numbers: Numbers, keys: Sequence[Keys]) -> Held:
    """Run until nobody asks."""
    n, wishes, ends, size = len(numbers.names), numbers.wishes, numbers.ends, numbers.size
    group, kind = numbers.group, numbers.kind
    doors = [_Door(numbers, offering) for offering in range(len(numbers.offerings))]
    next_wish = numbers.begins[:]
    asking = _in_order_of_first_wishes(numbers, keys)
    while asking:
        entry = asking.pop()
        own_size, own_group = size[entry], group[entry]
        for wish in range(next_wish[entry], ends[entry]):
            offering = wishes[wish]
            door, key = doors[offering], keys[offering][entry]
            if own_group >= 0 and own_group in door.kept:
                part = door.kept[own_group]
                if own_size > part.most:
                    continue
                if key < part.limit or key < door.limit or part.asked_for < part.seats:
                    door.ask_in_group(key, own_size, part)
                    break
                door.refused[kind[entry]].append(key)
            elif own_size <= door.most:
                if key < door.limit:
                    door.ask(key, own_size)
                    break
                door.refused[kind[entry]].append(key)
        else:
            continue
        next_wish[entry] = wish + 1
        turned_away = door.turned_away
        while turned_away:
            key = turned_away.pop()
            entry = key % n
            door.refused[kind[entry]].append(key)
            asking.append(entry)
    return Held(
        open=[[-key for key in door.heap] for door in doors],
        kept=[{group: [-key for key in part.heap] for group, part in door.kept.items()} for door in doors],
        refused=[door.refused for door in doors],
    )


def _in_order_of_first_wishes(numbers: Numbers, keys: Sequence[Keys]) -> list[int]:
    """Everybody who wishes for something, to be taken from the end; any order would do, few are displaced in this."""
    firsts = zip(numbers.begins, numbers.ends, strict=True)
    first = [keys[numbers.wishes[begin]][entry] for entry, (begin, end) in enumerate(firsts) if begin < end]
    first.sort(reverse=True)
    n = len(numbers.names)
    return [key % n for key in first]


class _Part:
    """The seats of an offering kept for one group: held keys (negated, so that the last in order is on top)."""

    __slots__ = ("asked_for", "heap", "limit", "most", "seats", "used")

    def __init__(self, seats: int, most: int, *, is_hard: bool) -> None:
        self.seats, self.most, self.used = seats, most, 0
        # Seats kept hard are open to no other, whoever asks.
        self.asked_for = seats if is_hard else 0
        self.limit = NO_LIMIT
        self.heap: list[int] = []


class _Door:
    """One offering while people ask."""

    __slots__ = ("heap", "kept", "limit", "most", "n", "refused", "seats", "size", "turned_away", "used")

    def __init__(self, numbers: Numbers, offering: int) -> None:
        self.n, self.size = len(numbers.names), numbers.size
        kept, is_hard = numbers.kept[offering], numbers.is_hard
        self.seats = self.most = numbers.most(offering, NO_GROUP)
        self.kept = {
            group: _Part(seats, self.most + seats if is_hard[group] else self.most, is_hard=is_hard[group])
            for group, seats in kept.items()
        }
        self.used = 0
        self.limit = NO_LIMIT
        self.heap: list[int] = []
        self.refused: dict[int, list[int]] = defaultdict(list)
        self.turned_away: list[int] = []

    def ask_in_group(self, key: int, size: int, part: _Part) -> None:
        """Into the group's reserve as far as its members fit in order; whom that leaves out asks for an open seat."""
        if part.asked_for < part.seats:
            # As many of the kept seats as members ever asked for are no longer open to others.
            self.seats -= min(size, part.seats - part.asked_for)
            part.asked_for += size
        if key < part.limit:
            heappush(part.heap, -key)
            part.used += size
            while part.used > part.seats:
                part.limit = left_out = -heappop(part.heap)
                size = self.size[left_out % self.n]
                part.used -= size
                self.ask(left_out, size)
        else:
            self.ask(key, size)
        if self.used > self.seats:
            self._shut()

    def ask(self, key: int, size: int) -> None:
        """For an open seat, or be turned away."""
        if key >= self.limit:
            self.turned_away.append(key)
        elif self.used + size <= self.seats:
            heappush(self.heap, -key)
            self.used += size
        else:
            self.limit = last = -heappushpop(self.heap, -key)
            self.used += size - self.size[last % self.n]
            self.turned_away.append(last)
            if self.used > self.seats:
                self._shut()

    def _shut(self) -> None:
        while self.used > self.seats:
            self.limit = last = -heappop(self.heap)
            self.used -= self.size[last % self.n]
            self.turned_away.append(last)
