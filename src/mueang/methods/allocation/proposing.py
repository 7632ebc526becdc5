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
        wish, end = next_wish[entry], ends[entry]
        while wish < end:
            offering = wishes[wish]
            door, key = doors[offering], keys[offering][entry]
            wish += 1
            part = door.kept.get(group[entry])
            if size[entry] > (door.most if part is None else part.most):
                continue
            if part is not None:
                door.ask_in_group(key, size[entry], part)
                break
            if key < door.limit:
                door.ask(key, size[entry])
                break
            door.refused[kind[entry]].append(key)
        else:
            continue
        next_wish[entry] = wish
        while door.turned_away:
            key = door.turned_away.pop()
            door.refused[kind[key % n]].append(key)
            asking.append(key % n)
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

    __slots__ = ("asked_for", "heap", "is_hard", "limit", "most", "seats", "used")

    def __init__(self, numbers: Numbers, offering: int, group: int) -> None:
        self.seats, self.is_hard = numbers.kept[offering][group], numbers.is_hard[group]
        self.most = numbers.most(offering, group)
        self.used = self.asked_for = 0
        self.limit = NO_LIMIT
        self.heap: list[int] = []


class _Door:
    """One offering while people ask."""

    __slots__ = ("heap", "kept", "limit", "most", "n", "refused", "seats", "size", "turned_away", "used")

    def __init__(self, numbers: Numbers, offering: int) -> None:
        self.n, self.size = len(numbers.names), numbers.size
        self.kept = {group: _Part(numbers, offering, group) for group in numbers.kept[offering]}
        self.seats = self.most = numbers.most(offering, NO_GROUP)
        self.used = 0
        self.limit = NO_LIMIT
        self.heap: list[int] = []
        self.refused: dict[int, list[int]] = defaultdict(list)
        self.turned_away: list[int] = []

    def ask_in_group(self, key: int, size: int, part: _Part) -> None:
        """Into the group's reserve as far as its members fit in order; whom that leaves out asks for an open seat."""
        if not part.is_hard and part.asked_for < part.seats:
            # As many of the kept seats as members ever asked for are no longer open to others.
            self.seats -= min(size, part.seats - part.asked_for)
            part.asked_for += size
        if key < part.limit:
            heappush(part.heap, -key)
            part.used += size
            while part.used > part.seats:
                part.limit = left_out = -heappop(part.heap)
                part.used -= self.size[left_out % self.n]
                self.ask(left_out, self.size[left_out % self.n])
        else:
            self.ask(key, size)
        if self.used > self.seats:
            self._shut()

    def ask(self, key: int, size: int) -> None:
        """For an open seat, or be turned away."""
        if key >= self.limit:
            self.turned_away.append(key)
            return
        if self.used + size <= self.seats:
            heappush(self.heap, -key)
            self.used += size
            return
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
