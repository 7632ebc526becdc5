"""Filling: seats that stayed free because the next party did not fit go to the next who do.

Each move betters one entry and worsens nobody, so it ends. An offering takes, of those who want it more than what
they have and fit into the seats that are free *for them*, first whoever fits into their group's reserve, then the
first in its order. Kept seats are free for others only as far as the group's members no longer want them.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush

from mueang.methods.allocation.instance import Numbers
from mueang.methods.allocation.proposing import Held

NOWHERE = -1


def fill(numbers: Numbers, held: Held) -> tuple[list[int], set[int]]:
    """Where each entry sits in the end (-1: nowhere), and who sits in kept seats."""
    filling = _Filling(numbers, held)
    filling.run()
    return filling.at, filling.in_reserve


class _Filling:
    """The state between two moves."""

    def __init__(self, numbers: Numbers, held: Held) -> None:
        self.numbers, self.refused = numbers, held.refused
        self.n = len(numbers.names)
        self.at = [NOWHERE] * self.n
        self.in_reserve: set[int] = set()
        n_offerings = len(numbers.offerings)
        self.used = [0] * n_offerings
        self.used_by: list[dict[int, int]] = [dict.fromkeys(kept, 0) for kept in numbers.kept]
        self.wanted_by: list[dict[int, int]] = [dict.fromkeys(kept, 0) for kept in numbers.kept]
        self.is_sorted = [False] * n_offerings
        self._seat_the_held(held)
        self._count_the_wanting()
        self.to_look_at = [place for place in range(n_offerings) if self._may_have_room(place)]
        self.is_listed = [False] * n_offerings
        for place in self.to_look_at:
            self.is_listed[place] = True
        heapify(self.to_look_at)

    def _seat_the_held(self, held: Held) -> None:
        for offering, keys in enumerate(held.open):
            for key in keys:
                self._enter(key % self.n, offering)
        for offering, parts in enumerate(held.kept):
            for keys in parts.values():
                for key in keys:
                    self._enter(key % self.n, offering)
                    self.in_reserve.add(key % self.n)

    def _count_the_wanting(self) -> None:
        for wanted, queues in zip(self.wanted_by, self.refused, strict=True):
            if wanted:
                for kind, queue in queues.items():
                    group, size = self.numbers.kinds[kind]
                    if group in wanted:
                        wanted[group] += size * len(queue)

    def _may_have_room(self, offering: int) -> bool:
        return bool(self.refused[offering]) and self.used[offering] < self.numbers.seats[offering]

    def run(self) -> None:
        while self.to_look_at:
            offering = heappop(self.to_look_at)
            self.is_listed[offering] = False
            while (entry := self._next(offering)) is not None:
                self._move(entry, offering)

    def _look_at(self, offering: int) -> None:
        if not self.is_listed[offering] and self._may_have_room(offering):
            self.is_listed[offering] = True
            heappush(self.to_look_at, offering)

    def _enter(self, entry: int, offering: int) -> None:
        size, group = self.numbers.size[entry], self.numbers.group[entry]
        self.at[entry] = offering
        self.used[offering] += size
        if group in self.used_by[offering]:
            self.used_by[offering][group] += size

    def _leave(self, entry: int, offering: int) -> None:
        size, group = self.numbers.size[entry], self.numbers.group[entry]
        self.in_reserve.discard(entry)
        self.used[offering] -= size
        if group in self.used_by[offering]:
            self.used_by[offering][group] -= size
        self._look_at(offering)

    def _move(self, entry: int, offering: int) -> None:
        """Into `offering`; the seats it had, and all it no longer wants, may be somebody else's now."""
        size, group, wishes = self.numbers.size[entry], self.numbers.group[entry], self.numbers.wished(entry)
        before = self.at[entry]
        gives_up = wishes[wishes.index(offering) : wishes.index(before) if before != NOWHERE else len(wishes)]
        takes_kept = self._taken_from_others(offering, group, size) < size
        if before != NOWHERE:
            self._leave(entry, before)
        self._enter(entry, offering)
        if takes_kept:
            self.in_reserve.add(entry)
        for place in gives_up:
            if group in self.wanted_by[place] and size <= self.numbers.most(place, group):
                self.wanted_by[place][group] -= size
                self._look_at(place)

    def _spoken_for(self, offering: int, group: int) -> int:
        """Seats that only this group may fill: those it uses, and of its reserve as many as it still wants."""
        used = self.used_by[offering][group]
        kept = self.numbers.kept[offering][group]
        wanted = kept if self.numbers.is_hard[group] else min(kept, used + self.wanted_by[offering][group])
        return max(used, wanted)

    def _held_back(self, offering: int) -> dict[int, int]:
        """By group the free seats that only its members may fill."""
        return {group: self._spoken_for(offering, group) - used for group, used in self.used_by[offering].items()}

    def _taken_from_others(self, offering: int, group: int, size: int) -> int:
        """How many of the seats that are free for all such an entry would need."""
        if group not in self.used_by[offering]:
            return size
        return max(self.used_by[offering][group] + size - self._spoken_for(offering, group), 0)

    def _next(self, offering: int) -> int | None:
        """Who is to move in next, if anybody wants to and fits."""
        held_back = self._held_back(offering)
        free = self.numbers.seats[offering] - self.used[offering] - sum(held_back.values())
        first: tuple[bool, int] | None = None
        for kind, queue in self._queues(offering).items():
            group, size = self.numbers.kinds[kind]
            if not queue or max(size - held_back.get(group, 0), 0) > free:
                continue
            self._drop_the_content(queue, offering)
            if queue:
                turn = (not self._fits_the_reserve(offering, group, size), queue[0])
                first = turn if first is None else min(first, turn)
        return None if first is None else first[1] % self.n

    def _fits_the_reserve(self, offering: int, group: int, size: int) -> bool:
        kept = self.numbers.kept[offering].get(group)
        return kept is not None and self.used_by[offering][group] + size <= kept

    def _queues(self, offering: int) -> dict[int, list[int]]:
        """Those who were turned away, by kind, each a heap with the next on top."""
        if not self.is_sorted[offering]:
            for queue in self.refused[offering].values():
                heapify(queue)
            self.is_sorted[offering] = True
        return self.refused[offering]

    def _drop_the_content(self, queue: list[int], offering: int) -> None:
        """Whoever has something at least as good no longer wants this, and never will again."""
        while queue:
            entry = queue[0] % self.n
            wishes, now = self.numbers.wished(entry), self.at[entry]
            if now == NOWHERE or wishes.index(now) > wishes.index(offering):
                return
            heappop(queue)
