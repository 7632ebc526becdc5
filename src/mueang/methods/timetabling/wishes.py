"""What a timetable is made from: times of a week, offerings, and who and what is free when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mueang.methods.timetabling.errors import TimetableRefused

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A time of the week at which a session could be.

    Attributes
    ----------
    day : 0 for Monday to 6 for Sunday
    starts, ends : minutes after midnight
    """

    day: int
    starts: int
    ends: int

    def __post_init__(self) -> None:
        if not (0 <= self.day <= 6 and 0 <= self.starts < self.ends <= DAY_MINUTES):
            raise TimetableRefused(f"{self.day}, {self.starts}-{self.ends} is no time of a week")

    def meets(self, other: Slot) -> bool:
        """Whether both are at the same time, be it for a minute.

        Examples
        --------
        >>> Slot(0, 540, 600).meets(Slot(0, 599, 700)), Slot(0, 540, 600).meets(Slot(0, 600, 700))
        (True, False)
        """
        return self.day == other.day and self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True, slots=True)
class Offering:
    """A course that wants times.

    Attributes
    ----------
    sessions : how many times a week, on different days; all at the same place with the same instructor
    learners : who wishes to come
    instructors : who could give it
    seats : at most so many learners
    least : with fewer learners it is not held
    slots : the slots it could be at, such as those of its length; None for any
    rooms : the rooms it could be in; None for any
    """

    name: str
    sessions: int
    learners: frozenset[str]
    instructors: frozenset[str]
    seats: int
    least: int = 1
    slots: frozenset[Slot] | None = None
    rooms: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """A room with its seats and the slots at which it is free."""

    name: str
    seats: int
    free: frozenset[Slot]


@dataclass(frozen=True, slots=True)
class Week:
    """Everything that is known, checked.

    Attributes
    ----------
    slots : in order of the week; earlier ones in `preferred` are taken where all else is equal
    free : person (learner or instructor) -> slots at which they can come; who is not named never can
    """

    slots: tuple[Slot, ...]
    offerings: tuple[Offering, ...]
    rooms: tuple[Room, ...]
    free: Mapping[str, frozenset[Slot]] = field(default_factory=dict)

    def slots_of(self, offering: Offering) -> tuple[Slot, ...]:
        """The slots an offering could be at, in order of the week."""
        return self.slots if offering.slots is None else tuple(slot for slot in self.slots if slot in offering.slots)

    def rooms_of(self, offering: Offering) -> list[Room]:
        """The rooms it could be in that hold the least number of learners."""
        named = (room for room in self.rooms if offering.rooms is None or room.name in offering.rooms)
        return [room for room in named if room.seats >= offering.least]

    def can(self, person: str) -> frozenset[Slot]:
        return self.free.get(person, frozenset())


def week_of(
    *, slots: Iterable[Slot], offerings: Iterable[Offering], rooms: Iterable[Room], free: Mapping[str, Iterable[Slot]]
) -> Week:
    """The week, checked and in an order that does not depend on how it was given.

    Raises
    ------
    TimetableRefused
        If two offerings or rooms have one name, or a number makes no sense.
    """
    week = Week(
        tuple(sorted(set(slots))),
        tuple(sorted(offerings, key=lambda one: one.name)),
        tuple(sorted(rooms, key=lambda one: one.name)),
        {person: frozenset(given) for person, given in free.items()},
    )
    if not week.slots:
        raise TimetableRefused("there are no times to choose from")
    for what, names in (
        ("offerings", [one.name for one in week.offerings]),
        ("rooms", [one.name for one in week.rooms]),
    ):
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise TimetableRefused(f"two {what} have the name {twice[0]}")
    for offering in week.offerings:
        if not 1 <= offering.sessions <= 7:
            raise TimetableRefused(f"{offering.name}: {offering.sessions} sessions a week; 1 to 7 are possible")
        if offering.least < 1 or offering.seats < offering.least:
            raise TimetableRefused(
                f"{offering.name}: {offering.seats} seats and at least {offering.least} learners make no sense"
            )
    return week
