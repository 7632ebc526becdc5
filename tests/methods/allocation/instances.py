"""Random small instances, and a judge that knows only the promises as they are written down, not how they are kept."""

from __future__ import annotations

import random
from dataclasses import dataclass

from mueang.methods.allocation import Allocation, Reserve, deferred_acceptance, drawn_order


@dataclass(frozen=True)
class Instance:
    wishes: dict[str, list[str]]
    seats: dict[str, int]
    priority: dict[str, dict[str, int]]
    reserves: dict[str, Reserve]
    parties: dict[str, int]
    seed: str

    def allocate(self) -> Allocation:
        return deferred_acceptance(**vars_of(self), seed=self.seed)


def vars_of(instance: Instance) -> dict:
    names = ("wishes", "seats", "priority", "reserves", "parties")
    return {name: getattr(instance, name) for name in names}


def random_instance(
    rng: random.Random,
    *,
    largest: int = 6,
    n_groups: int = 2,
    kinds=(False, True),
    most: int = 9,
    classes: int = 3,
    fullest: int = 9,
) -> Instance:
    """Few seats and many who want them, so that everything that can collide does."""
    offerings = [f"o{n}" for n in range(rng.randint(1, 4))]
    entries = [f"e{n}" for n in range(rng.randint(2, most))]
    seats = {one: rng.randint(0, fullest) for one in offerings}
    wishes = {one: rng.sample(offerings, rng.randint(0, len(offerings))) for one in entries}
    parties = {one: rng.randint(1, largest) for one in entries if rng.random() < 0.6}
    priority = {
        one: {entry: rng.randrange(classes) for entry in entries if rng.random() < 0.7}
        for one in offerings
        if classes and rng.random() < 0.7
    }
    groups = {f"g{n}": set() for n in range(rng.randint(0, n_groups))}
    for entry in entries:
        name = rng.choice([*groups, ""])
        if name:
            groups[name].add(entry)
    left = dict(seats)
    reserves = {}
    for name, members in groups.items():
        kept = {}
        for one in offerings:
            kept[one] = rng.randint(0, left[one])
            left[one] -= kept[one]
        reserves[name] = Reserve(frozenset(members), kept, rng.choice(kinds))
    return Instance(wishes, seats, priority, reserves, parties, seed=str(rng.random()))


class Judge:
    """Every promise of `docs/methods/allocation.md`, by looking at every entry, offering and holder."""

    def __init__(self, instance: Instance, allocation: Allocation) -> None:
        self.i, self.a = instance, allocation
        rank = {one: n for n, one in enumerate(drawn_order(instance.seed, instance.wishes))}
        self.before = lambda x, y, o: (
            (self._class(x, o), rank[x]) < (self._class(y, o), rank[y])
        )  # x stands before y at o

    def _class(self, entry: str, offering: str) -> float:
        return self.i.priority.get(offering, {}).get(entry, float("inf"))

    def size(self, entry: str) -> int:
        return self.i.parties.get(entry, 1)

    def group(self, entry: str) -> str | None:
        return next((name for name, one in self.i.reserves.items() if entry in one.members), None)

    def holders(self, offering: str) -> list[str]:
        return [one for one, at in self.a.seated.items() if at == offering]

    def wants(self, offering: str) -> list[str]:
        """Who would rather be there than where they are."""
        found = []
        for entry, wished in self.i.wishes.items():
            now = self.a.seated.get(entry)
            better = wished[: wished.index(now)] if now is not None else wished
            if offering in better and self.could_ever_fit(entry, offering):
                found.append(entry)
        return found

    def could_ever_fit(self, entry: str, offering: str) -> bool:
        others = [one for name, one in self.i.reserves.items() if name != self.group(entry) and one.is_hard]
        return self.size(entry) <= self.i.seats[offering] - sum(one.seats.get(offering, 0) for one in others)

    def total(self, entries) -> int:
        return sum(self.size(one) for one in entries)

    def speaks_for(self, offering: str, name: str, *, joining: str | None = None) -> int:
        """Seats that only this group may fill."""
        reserve = self.i.reserves[name]
        kept = reserve.seats.get(offering, 0)
        inside = [one for one in self.holders(offering) if self.group(one) == name]
        wanting = [one for one in self.wants(offering) if self.group(one) == name]
        asked = self.total(inside) + self.total(wanting)
        used = self.total(inside) + (self.size(joining) if joining and self.group(joining) == name else 0)
        return max(used, kept if reserve.is_hard else min(kept, asked))

    def fits(self, entry: str, offering: str) -> bool:
        grouped = sum(self.speaks_for(offering, name, joining=entry) for name in self.i.reserves)
        outside = [one for one in self.holders(offering) if self.group(one) is None]
        mine = self.size(entry) if self.group(entry) is None else 0
        return grouped + self.total(outside) + mine <= self.i.seats[offering]

    def complaints(self) -> list[tuple[str, str, str]]:
        found = []
        assert set(self.a.seated) | set(self.a.unplaced) == set(self.i.wishes)
        assert not set(self.a.seated) & set(self.a.unplaced)
        for entry, offering in self.a.seated.items():
            if offering not in self.i.wishes[entry]:
                found.append(("not wished", entry, offering))
        for offering, seats in self.i.seats.items():
            found += self._about(offering, seats)
        return found

    def _about(self, offering: str, seats: int):
        inside = self.holders(offering)
        if self.total(inside) > seats:
            yield "over capacity", "", offering
        empty = 0
        for name, reserve in self.i.reserves.items():
            kept = reserve.seats.get(offering, 0)
            members = self.total(one for one in inside if self.group(one) == name)
            empty += max(kept - members, 0) if reserve.is_hard else 0
            if empty > seats - self.total(inside):
                yield "hard reserve used by others", name, offering
            labelled = [one for one in inside if one in self.a.in_reserve and self.group(one) == name]
            # All but the last of them lie wholly inside the reserve.
            if labelled and self.total(labelled) - max(self.size(one) for one in labelled) >= max(kept, 1):
                yield "more in the reserve than it has", name, offering
        for one in inside:
            if one in self.a.in_reserve and self.group(one) is None:
                yield "in a reserve without a group", one, offering
        for entry in self.wants(offering):
            yield from self._of(entry, offering, inside)

    def _of(self, entry: str, offering: str, inside: list[str]):
        name = self.group(entry)
        if name is not None:
            mine = self.total(one for one in inside if self.group(one) == name)
            if mine + self.size(entry) <= self.i.reserves[name].seats.get(offering, 0):
                yield "turned away from the own reserve", entry, offering
        if self.fits(entry, offering):
            yield "turned away from free seats", entry, offering
        for one in inside:
            is_open = one not in self.a.in_reserve or (name is not None and self.group(one) == name)
            if is_open and self.size(one) >= self.size(entry) and self.before(entry, one, offering):
                yield f"turned away before {one}", entry, offering
