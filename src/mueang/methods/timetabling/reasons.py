"""Why an offering is not held, and why a learner cannot come: checked facts, each with what would have to change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mueang.methods.timetabling.wishes import Offering, Slot, Week


class Kind(StrEnum):
    """What stands in the way; the first that is true is told."""

    NO_INSTRUCTOR = "nobody who could give it is free on as many days"
    NO_ROOM = "no room is free on as many days"
    NOT_TOGETHER = "instructor and room are not free at the same times on as many days"
    TOO_FEW = "too few learners are free together"
    TAKEN = "its instructors, rooms or learners are needed elsewhere"
    NOT_HELD = "the offering is not held"
    NEVER = "is never free when instructor and room are"
    NOT_FREE = "is not free at the times chosen"
    ELSEWHERE = "goes to another offering at that time"
    FULL = "all seats are taken"
    NOT_FOUND = "no timetable was found in the seconds given"


@dataclass(frozen=True, slots=True)
class Unmet:
    """A wish that is not met.

    Attributes
    ----------
    offering : its name
    learner : whose wish; "" where the offering is not held
    kind : why
    slots : the times that stand in the way
    others : the offerings that do
    most, needed : for TOO_FEW, learners who could come at best, and how many it takes
    """

    offering: str
    learner: str
    kind: Kind
    slots: tuple[Slot, ...] = ()
    others: tuple[str, ...] = ()
    most: int = 0
    needed: int = 0


def ways(week: Week, offering: Offering) -> list[tuple[str, str, tuple[Slot, ...]]]:
    """Instructor, room and the slots at which both are free, where these are on enough days.

    A room that holds fewer than the least number of learners is none.
    """
    found = []
    for instructor in sorted(offering.instructors):
        for room in week.rooms_of(offering):
            both = tuple(slot for slot in week.slots_of(offering) if slot in week.can(instructor) and slot in room.free)
            if n_days(both) >= offering.sessions:
                found.append((instructor, room.name, both))
    return found


def n_days(slots: tuple[Slot, ...]) -> int:
    return len({slot.day for slot in slots})


def why_impossible(week: Week, offering: Offering) -> Unmet | None:
    """Why the offering could not be held even alone, whoever wished for it; None if it could."""
    if ways(week, offering):
        return None
    slots = week.slots_of(offering)
    able = [tuple(slot for slot in slots if slot in week.can(one)) for one in offering.instructors]
    if not any(n_days(found) >= offering.sessions for found in able):
        return Unmet(offering.name, "", Kind.NO_INSTRUCTOR)
    large = [tuple(slot for slot in slots if slot in one.free) for one in week.rooms_of(offering)]
    if not any(n_days(found) >= offering.sessions for found in large):
        return Unmet(offering.name, "", Kind.NO_ROOM)
    return Unmet(offering.name, "", Kind.NOT_TOGETHER)
