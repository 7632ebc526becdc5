"""A proposal for a week: times, rooms and instructors that let the most wishes come true."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mueang.methods.siting.answer import percent_above
from mueang.methods.timetabling.model import Program, Solved, alike, program_of
from mueang.methods.timetabling.reasons import Kind, Unmet, n_days, ways, why_impossible
from mueang.methods.timetabling.wishes import Offering, Room, Slot, Week, week_of

SURE = 1e-6


@dataclass(frozen=True, slots=True)
class Meeting:
    """One session a week of an offering."""

    offering: str
    slot: Slot
    instructor: str
    room: str


@dataclass(frozen=True, slots=True)
class Timetable:
    """A proposal.

    Attributes
    ----------
    meetings : in order of the week
    comes : offering -> learners who can come to all its sessions, in order of their names
    unmet : every offering that is not held and every wish that is not met, with the reason
    total : wishes met
    bound : no timetable meets more
    """

    meetings: tuple[Meeting, ...]
    comes: Mapping[str, tuple[str, ...]]
    unmet: tuple[Unmet, ...]
    total: int
    bound: int

    @property
    def statement(self) -> str:
        """What is proved, in words."""
        if self.total >= self.bound:
            return "proved optimal"
        return f"within {percent_above((self.bound - self.total) / self.bound):g} %"


def propose(
    *,
    slots: Iterable[Slot],
    offerings: Iterable[Offering],
    rooms: Iterable[Room],
    free: Mapping[str, Iterable[Slot]],
    seconds: float = 30.0,
) -> Timetable:
    """Times for offerings such that the most learners can come to what they wished for; earlier ones between equals.

    Parameters
    ----------
    slots : times of the week at which sessions may be; they may overlap
    offerings : what is to be held, for whom, by whom
    rooms : with seats and the slots at which they are free
    free : person (learner or instructor) -> slots at which they can come; who is not named never can
    seconds : to work at most

    Returns
    -------
    Timetable; with every wish that is not met comes why

    Raises
    ------
    TimetableRefused
        If names are used twice or numbers make no sense.

    Source
    ------
    Educational timetabling as in de Werra (1985), European Journal of Operational Research 19(2); solved by HiGHS.

    Examples
    --------
    Two of three learners are free on Monday, one of them on Tuesday too; the instructor has both days:

    >>> monday, tuesday = Slot(0, 1080, 1170), Slot(1, 1080, 1170)
    >>> week = propose(
    ...     slots=[monday, tuesday],
    ...     offerings=[Offering("Batik", 1, frozenset({"Mali", "Nok", "Aree"}), frozenset({"Teacher"}), seats=10)],
    ...     rooms=[Room("Hall", 20, frozenset({monday, tuesday}))],
    ...     free={"Teacher": [monday, tuesday], "Mali": [monday], "Nok": [monday, tuesday], "Aree": []},
    ... )
    >>> week.meetings[0].slot == monday, week.comes["Batik"], week.statement
    (True, ('Mali', 'Nok'), 'proved optimal')
    >>> [(one.learner, one.kind.name) for one in week.unmet]
    [('Aree', 'NEVER')]
    """
    week = week_of(slots=slots, offerings=offerings, rooms=rooms, free=free)
    program = program_of(week)
    if not program.number:
        return _told(week, Solved({}, None, 0.0), bound=0, seconds=seconds)
    solved = program.solve(seconds=seconds)
    # Early times are worth a fraction of a wish, so the whole wishes of the bound are what counts.
    return _told(week, solved, bound=math.floor(solved.bound + 0.5 + SURE), seconds=seconds)


def _told(week: Week, solved: Solved, *, bound: int, seconds: float) -> Timetable:
    meetings = sorted(
        (meeting for offering in week.offerings for meeting in _meetings(week, offering, solved)),
        key=lambda one: (one.slot, one.offering),
    )
    comes = _who_comes(week, solved)
    total = sum(map(len, comes.values()))
    times = {
        offering.name: tuple(one.slot for one in meetings if one.offering == offering.name)
        for offering in week.offerings
    }
    unmet = [
        one
        for offering in week.offerings
        for one in _unmet(week, offering, times, comes, solved=solved, seconds=seconds)
    ]
    return Timetable(tuple(meetings), comes, tuple(unmet), total, max(total, bound))


def _meetings(week: Week, offering: Offering, solved: Solved) -> list[Meeting]:
    name = offering.name
    if not solved.chosen(("held", name)):
        return []
    instructor = next(one for one in sorted(offering.instructors) if solved.chosen(("by", name, one)))
    room = next(one.name for one in week.rooms if solved.chosen(("in", name, one.name)))
    return [Meeting(name, slot, instructor, room) for slot in week.slots if solved.chosen(("at", name, slot))]


def _who_comes(week: Week, solved: Solved) -> dict[str, tuple[str, ...]]:
    """Names from numbers: of learners alike the first in order come; who may go to one of two goes to the first."""
    comes: dict[str, list[str]] = {offering.name: [] for offering in week.offerings}
    for number, ((wished, _free), learners) in enumerate(alike(week).items()):
        rest = {name: round(solved.value(("comes", name, number)) * len(learners)) for name in sorted(wished)}
        clash = _clashing(week, solved, sorted(wished))
        taken: dict[str, set[str]] = {name: set() for name in rest}
        for name, count in rest.items():
            kept_away = set().union(*(taken[other] for other in rest if (name, other) in clash))
            taken[name] = set([one for one in learners if one not in kept_away][:count])
            comes[name] += taken[name]
    return {name: tuple(sorted(learners)) for name, learners in comes.items()}


def _clashing(week: Week, solved: Solved, names: list[str]) -> set[tuple[str, str]]:
    times = {name: [slot for slot in week.slots if solved.chosen(("at", name, slot))] for name in names}
    return {
        (one, other)
        for one in names
        for other in names
        if one != other and any(slot.meets(at) for slot in times[one] for at in times[other])
    }


def _unmet(
    week: Week,
    offering: Offering,
    times: Mapping[str, tuple[Slot, ...]],
    comes: Mapping[str, tuple[str, ...]],
    *,
    solved: Solved,
    seconds: float,
) -> list[Unmet]:
    chosen = times[offering.name]
    away = sorted(offering.learners - set(comes[offering.name]))
    if not chosen:
        why = why_impossible(week, offering) or _why_not_held(week, offering, times, solved, seconds)
        return [why, *(Unmet(offering.name, one, Kind.NOT_HELD) for one in away)]
    return [_why_away(week, offering, one, times, comes) for one in away]


def _why_not_held(
    week: Week, offering: Offering, times: Mapping[str, tuple[Slot, ...]], solved: Solved, seconds: float
) -> Unmet:
    if solved.values is None:
        return Unmet(offering.name, "", Kind.NOT_FOUND)
    alone = replace(offering, least=1)
    program: Program = program_of(Week(week.slots, (alone,), week.rooms, week.free))
    answer = program.solve(seconds=seconds)
    most = max(0, math.floor(answer.bound + 0.5 + SURE))
    if most < offering.least:
        return Unmet(offering.name, "", Kind.TOO_FEW, most=most, needed=offering.least)
    others = tuple(name for name, slots in times.items() if slots)
    return Unmet(offering.name, "", Kind.TAKEN, others=others)


def _why_away(
    week: Week,
    offering: Offering,
    learner: str,
    times: Mapping[str, tuple[Slot, ...]],
    comes: Mapping[str, tuple[str, ...]],
) -> Unmet:
    chosen, can = times[offering.name], week.can(learner)
    missed = tuple(slot for slot in chosen if slot not in can)
    if missed:
        days = [tuple(slot for slot in both if slot in can) for _who, _where, both in ways(week, offering)]
        never = all(n_days(slots) < offering.sessions for slots in days)
        return Unmet(offering.name, learner, Kind.NEVER if never else Kind.NOT_FREE, slots=missed)
    others = tuple(
        name
        for name, learners in comes.items()
        if learner in learners and any(slot.meets(at) for slot in chosen for at in times[name])
    )
    if others:
        return Unmet(offering.name, learner, Kind.ELSEWHERE, others=others)
    return Unmet(offering.name, learner, Kind.FULL)
