"""The timetable as a mixed-integer program for HiGHS."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mueang.methods.linear import Rows, cheapest
from mueang.methods.timetabling.reasons import ways
from mueang.methods.timetabling.wishes import Offering, Slot, Week

Key = tuple[object, ...]


class Program:
    """Variables by key and rows of a program that is made as large as possible; all variables lie in 0..1.

    Examples
    --------
    >>> program = Program()
    >>> program.add(("a",), worth=1.0), program.add(("b",), worth=2.0)
    (0, 1)
    >>> program.row({("a",): 1.0, ("b",): 1.0}, least=-np.inf, most=1.0)
    >>> solved = program.solve(seconds=5.0)
    >>> solved.chosen(("b",)), solved.chosen(("a",)), round(solved.bound, 6)
    (True, False, 2.0)
    """

    def __init__(self) -> None:
        self.number: dict[Key, int] = {}
        self._worth: list[float] = []
        self._whole: list[bool] = []
        self._rows: list[tuple[dict[int, float], float, float]] = []

    def add(self, key: Key, *, worth: float = 0.0, is_whole: bool = True) -> int:
        self.number[key] = len(self._worth)
        self._worth.append(worth)
        self._whole.append(is_whole)
        return self.number[key]

    def row(self, entries: Mapping[Key, float], *, least: float, most: float) -> None:
        self._rows.append(({self.number[key]: value for key, value in entries.items()}, least, most))

    def solve(self, *, seconds: float) -> Solved:
        counts = [len(entries) for entries, _least, _most in self._rows]
        columns = np.array([column for entries, _least, _most in self._rows for column in entries], dtype=np.intp)
        values = np.array([value for entries, _least, _most in self._rows for value in entries.values()])
        rows = Rows.of(
            np.repeat(np.arange(len(counts)), counts),
            columns,
            values,
            n_rows=len(counts),
            least=[least for _entries, least, _most in self._rows],
            most=[most for _entries, _least, most in self._rows],
        )
        worth = np.array(self._worth)
        found = cheapest(-worth, [rows], whole=np.array(self._whole), seconds=seconds)
        return Solved(self.number, found.values, min(float(worth.sum()), -found.bound))


@dataclass(frozen=True, slots=True)
class Solved:
    """Values by key; `values` is None where nothing was found. No choice is worth more than `bound`."""

    number: Mapping[Key, int]
    values: NDArray[np.float64] | None
    bound: float

    def value(self, key: Key) -> float:
        return 0.0 if self.values is None or key not in self.number else float(self.values[self.number[key]])

    def chosen(self, key: Key) -> bool:
        return self.value(key) > 0.5


def at_once(slots: Iterable[Slot]) -> list[list[Slot]]:
    """Slots that share a moment, for every moment at which one begins.

    Examples
    --------
    >>> early, late, long = Slot(0, 0, 60), Slot(0, 60, 120), Slot(0, 30, 90)
    >>> [[slot.starts for slot in group] for group in at_once([early, late, long])]
    [[0], [0, 30], [30, 60]]
    """
    every = sorted(set(slots))
    return [
        [slot for slot in every if slot.day == begins.day and slot.starts <= begins.starts < slot.ends]
        for begins in every
    ]


def alike(week: Week) -> dict[tuple[frozenset[str], frozenset[Slot]], list[str]]:
    """Learners with the same wishes and the same free times, together."""
    wishes: dict[str, set[str]] = defaultdict(set)
    for offering in week.offerings:
        for learner in offering.learners:
            wishes[learner].add(offering.name)
    groups: dict[tuple[frozenset[str], frozenset[Slot]], list[str]] = defaultdict(list)
    for learner in sorted(wishes):
        groups[frozenset(wishes[learner]), week.can(learner) & frozenset(week.slots)].append(learner)
    return dict(groups)


def program_of(week: Week) -> Program:
    """Who gives what where and when, and who comes: as many wishes met as possible, then early in the week.

    An offering has one instructor and one room; times where instructor and room are free; one session a day. A person
    or a room is in one place at a time. A learner comes to all sessions of an offering or to none.
    """
    program = Program()
    groups = list(alike(week).items())
    held: list[Offering] = [offering for offering in week.offerings if ways(week, offering)]
    # All preferences for early times together are worth less than one wish.
    early = 0.5 / (1 + sum(offering.sessions for offering in held) * len(week.slots))
    for offering in held:
        _add_offering(program, week, offering, early=early)
    for number, ((wished, free), learners) in enumerate(groups):
        for offering in held:
            if offering.name in wished:
                _add_group(program, offering, number, free, week, n_learners=len(learners))
    for offering in held:
        _seats(program, week, offering, [(n, g) for n, g in enumerate(groups) if offering.name in g[0][0]])
    _one_place_at_a_time(program, week, held, groups)
    return program


def _add_offering(program: Program, week: Week, offering: Offering, *, early: float) -> None:
    name = offering.name
    program.add(("held", name))
    found = ways(week, offering)
    slots = sorted({slot for _instructor, _room, both in found for slot in both})
    for slot in slots:
        program.add(("at", name, slot), worth=-early * week.slots.index(slot))
    for role, members in (
        ("by", {instructor for instructor, _room, _both in found}),
        ("in", {room for _instructor, room, _both in found}),
    ):
        for member in sorted(members):
            program.add((role, name, member))
        program.row({(role, name, one): 1.0 for one in members} | {("held", name): -1.0}, least=0, most=0)
        for slot in slots:
            able = sorted(one for one in members if slot in _free(week, role, one))
            for one in able:
                program.add((role, name, one, slot), is_whole=False)
                program.row({(role, name, one, slot): 1.0, (role, name, one): -1.0}, least=-np.inf, most=0)
            program.row({(role, name, one, slot): 1.0 for one in able} | {("at", name, slot): -1.0}, least=0, most=0)
    program.row(
        {("at", name, slot): 1.0 for slot in slots} | {("held", name): -float(offering.sessions)}, least=0, most=0
    )
    for day in sorted({slot.day for slot in slots}):
        program.row({("at", name, slot): 1.0 for slot in slots if slot.day == day}, least=0, most=1)


def _free(week: Week, role: str, name: str) -> frozenset[Slot]:
    if role == "by":
        return week.can(name)
    return next(room.free for room in week.rooms if room.name == name)


def _add_group(
    program: Program, offering: Offering, number: int, free: frozenset[Slot], week: Week, *, n_learners: int
) -> None:
    name = offering.name
    comes: Key = ("comes", name, number)
    program.add(comes, worth=float(n_learners), is_whole=False)
    slots = [slot for slot in week.slots if ("at", name, slot) in program.number]
    program.row({comes: 1.0, ("held", name): -1.0}, least=-np.inf, most=0)
    for day in sorted({slot.day for slot in slots}):
        away: dict[Key, float] = {("at", name, slot): 1.0 for slot in slots if slot.day == day and slot not in free}
        if away:
            program.row(away | {comes: 1.0}, least=-np.inf, most=1)


def _seats(
    program: Program,
    week: Week,
    offering: Offering,
    groups: list[tuple[int, tuple[tuple[frozenset[str], frozenset[Slot]], list[str]]]],
) -> None:
    name = offering.name
    come: dict[Key, float] = {("comes", name, number): float(len(learners)) for number, (_key, learners) in groups}
    program.row(come | {("held", name): -float(offering.least)}, least=0, most=np.inf)
    room_seats: dict[Key, float] = {
        ("in", name, room.name): -float(min(room.seats, offering.seats))
        for room in week.rooms
        if ("in", name, room.name) in program.number
    }
    program.row(come | room_seats, least=-np.inf, most=0)


def _one_place_at_a_time(
    program: Program,
    week: Week,
    held: list[Offering],
    groups: list[tuple[tuple[frozenset[str], frozenset[Slot]], list[str]]],
) -> None:
    for moment in at_once(week.slots):
        for role, members in (
            ("by", sorted({one for offering in held for one in offering.instructors})),
            ("in", [room.name for room in week.rooms]),
        ):
            for one in members:
                busy: dict[Key, float] = {
                    (role, offering.name, one, slot): 1.0
                    for offering in held
                    for slot in moment
                    if (role, offering.name, one, slot) in program.number
                }
                if len(busy) > 1:
                    program.row(busy, least=0, most=1)
    for number, ((wished, _free_slots), _learners) in enumerate(groups):
        names = sorted(offering.name for offering in held if offering.name in wished)
        for place, first in enumerate(names):
            for second in names[place + 1 :]:
                _not_both(program, week, number, first, second)


def _not_both(program: Program, week: Week, number: int, first: str, second: str) -> None:
    """A learner comes to one of two offerings that meet."""
    for moment in at_once(week.slots):
        entries: dict[Key, float] = {("comes", first, number): 1.0, ("comes", second, number): 1.0}
        for name in (first, second):
            entries |= {("at", name, slot): 1.0 for slot in moment if ("at", name, slot) in program.number}
        program.row(entries, least=-np.inf, most=3)
