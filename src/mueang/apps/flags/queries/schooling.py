"""Which pupils a city has as of one day, and what their schoolings say: class, age, repetition, changes of school."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Max, Q, Subquery

from mueang.apps.flags.enums import TRANSITION_GRADES, Variable
from mueang.apps.network.models import City
from mueang.apps.registers.enums import Grade
from mueang.apps.registers.models import Schooling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Column = NDArray[np.float64]

THAI_FIRST_MONTH = 5
USUAL_AGE = {grade.value: grade.usual_age for grade in Grade}


class Seat(NamedTuple):
    """One schooling as it is read: whose, where, in which class, since and until when."""

    pupil: int
    school_year: int
    school: int
    section: int | None
    grade: int | None
    entered_on: date | None
    left_on: date | None
    failing_subjects: int | None
    birth_on: date | None
    birth_year: int | None


@dataclass(frozen=True, slots=True)
class Pupils:
    """Pupils at school as of a day, each with the school and class they went to last, and columns their class gives."""

    school_year: int
    ids: list[int]
    schools: list[int]
    sections: list[int | None]
    grades: list[int | None]
    columns: Mapping[str, Column]


def school_year_of(day: date) -> int:
    return day.year - (day.month < THAI_FIRST_MONTH)


def pupils_of(city: City, *, as_of: date) -> Pupils:
    """Everybody with a schooling that has begun and not ended; in the holidays before a new year, of the old one."""
    year = school_year_of(as_of)
    seats: dict[int, list[Seat]] = defaultdict(list)
    read = _seats(city, until=year)
    year = max((seat.school_year for seat in read), default=year)
    for seat in read:
        seats[seat.pupil].append(seat)
    now = {pupil: last for pupil, rows in seats.items() if (last := _current(rows, year=year, as_of=as_of))}
    return Pupils(
        school_year=year,
        ids=list(now),
        schools=[seat.school for seat in now.values()],
        sections=[seat.section for seat in now.values()],
        grades=[seat.grade for seat in now.values()],
        columns=_columns(now, seats),
    )


def standing_in(city: City, *, as_of: date) -> tuple[int, list[tuple[int, int | None]]]:
    """The year, and school and grade of everybody `pupils_of` names, without what is known of each. Two statements."""
    year = _latest_year(city, as_of=as_of)
    begun, not_ended = Q(entered_on=None) | Q(entered_on__lte=as_of), Q(left_on=None) | Q(left_on__gt=as_of)
    rows = Schooling.objects.filter(begun, not_ended, city=city, school_year=year).order_by("entered_on", "pk")
    last = {pupil: seat for pupil, *seat in rows.values_list("pupil_id", "school_id", "section__grade")}
    return year, [(school, grade) for school, grade in last.values()]


def _latest_year(city: City, *, as_of: date) -> int:
    this_year = school_year_of(as_of)
    years = Schooling.objects.filter(city=city, school_year__lte=this_year)
    found: int | None = years.aggregate(last=Max("school_year"))["last"]
    return this_year if found is None else found


def _seats(city: City, *, until: int) -> list[Seat]:
    """Of the latest school year that is known by then and the one before, in the order of time. One statement."""
    known = Schooling.objects.filter(city=city, school_year__lte=until)
    latest = Subquery(known.order_by("-school_year").values("school_year")[:1])
    rows = known.filter(school_year__gte=latest - 1)
    return [
        Seat(*row)
        for row in rows.order_by("school_year", "entered_on", "pk").values_list(
            *("pupil_id", "school_year", "school_id", "section_id", "section__grade", "entered_on", "left_on"),
            *("failing_subjects", "pupil__birth_on", "pupil__birth_year"),
        )
    ]


def _current(rows: list[Seat], *, year: int, as_of: date) -> Seat | None:
    standing = [
        row
        for row in rows
        if row.school_year == year
        and (row.entered_on is None or row.entered_on <= as_of)
        and (row.left_on is None or row.left_on > as_of)
    ]
    return standing[-1] if standing else None


def _columns(now: Mapping[int, Seat], seats: Mapping[int, list[Seat]]) -> dict[str, Column]:
    import numpy as np

    said = [(_over_age(seat), *_since_last_year(seat, seats[pupil])) for pupil, seat in now.items()]
    failing = [seat.failing_subjects for seat in now.values()]
    transition = [None if seat.grade is None else seat.grade in TRANSITION_GRADES for seat in now.values()]
    over_age, repeated, changes = zip(*said, strict=True) if said else ((), (), ())
    return {
        Variable.OVER_AGE_YEARS.value: np.array(over_age, np.float64),
        Variable.REPEATED_GRADE.value: np.array(repeated, np.float64),
        Variable.SCHOOL_CHANGES.value: np.array(changes, np.float64),
        Variable.FAILING_SUBJECTS.value: np.array(failing, np.float64),
        Variable.TRANSITION.value: np.array(transition, np.float64),
    }


def _over_age(seat: Seat) -> int | None:
    """Whole years above the usual age on 16 May; where only the birth year is known, the lower of two."""
    if seat.grade is None or seat.grade not in USUAL_AGE:
        return None
    if seat.birth_on is not None:
        age = seat.school_year - seat.birth_on.year - ((seat.birth_on.month, seat.birth_on.day) > (5, 16))
    elif seat.birth_year is not None:
        age = seat.school_year - seat.birth_year - 1
    else:
        return None
    return max(0, age - USUAL_AGE[seat.grade])


def _since_last_year(seat: Seat, rows: list[Seat]) -> tuple[int | None, int]:
    """Whether the class is repeated (unknown without a class last year), and how often the school changed.

    Going on from the last class of a school's level to another school is no change.
    """
    this_year = {row.school for row in rows if row.school_year == seat.school_year}
    before = [row for row in rows if row.school_year < seat.school_year]
    changes = len(this_year) - 1
    if not before:
        return None, changes
    last = before[-1]
    if last.school not in this_year and last.grade not in (0, *TRANSITION_GRADES):
        changes += 1
    if last.grade is None or seat.grade is None:
        return None, changes
    return int(any(row.grade == seat.grade for row in before)), changes
