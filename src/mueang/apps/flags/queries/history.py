"""A city's past as a table: every pupil on some days of each school year that is over, and who left afterwards."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from mueang.apps.flags.enums.opinions import AS_OF, GROUPS, PREDICTORS, SEX
from mueang.apps.flags.enums.variables import COMPARED
from mueang.apps.flags.models import PupilFact
from mueang.apps.flags.queries.features import Features, features_of
from mueang.apps.flags.queries.schooling import THAI_FIRST_MONTH, school_year_of
from mueang.apps.network.models import City
from mueang.apps.registers.enums import Grade
from mueang.apps.registers.models import Pupil, PupilYear, Schooling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STOPPED_DAYS = 20
# After these classes many go on at a school of another city: not to be found here is not to have left.
LAST_GRADES = frozenset({Grade.P6.value, Grade.M3.value, Grade.M6.value, Grade.V3.value})


@dataclass(frozen=True, slots=True)
class Look:
    """Every pupil of a city on one day of a year that is over: what was known, and who left after it."""

    school_year: int
    as_of: date
    pupils: list[int]
    columns: dict[str, NDArray[np.float64]]
    schools: NDArray[np.int64]
    left: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Of one school year: who stopped coming, who left when, who was seen again in the city, which schools are read."""

    stopped: set[int] = field(default_factory=set)
    left_on: dict[int, date] = field(default_factory=dict)
    seen_again: set[int] = field(default_factory=set)
    schools_again: set[int] = field(default_factory=set)


def years_over(city: City, *, as_of: date) -> list[int]:
    """School years with a register whose following year has begun and has pupils, the first first."""
    registers = set(PupilYear.objects.filter(city=city).order_by().values_list("school_year", flat=True).distinct())
    read = set(Schooling.objects.filter(city=city).order_by().values_list("school_year", flat=True).distinct())
    last = school_year_of(as_of) - 1
    return sorted(year for year in registers if year <= last and year + 1 in read)


def days_of_year(school_year: int) -> list[date]:
    return [date(school_year + (month < THAI_FIRST_MONTH), month, day) for month, day in AS_OF]


def outcomes_of(city: City, *, school_year: int) -> Outcomes:
    """What became of the pupils of a year: four statements."""
    found = Outcomes(stopped=_stopped(city, school_year))
    rows = Schooling.objects.filter(city=city, school_year=school_year).order_by()
    stays: dict[int, list[date | None]] = defaultdict(list)
    for pupil, left_on in rows.values_list("pupil_id", "left_on"):
        stays[pupil].append(left_on)
    for pupil, days in stays.items():
        gone = [day for day in days if day is not None]
        if len(gone) == len(days):
            found.left_on[pupil] = max(gone)
    later = Schooling.objects.filter(city=city, school_year=school_year + 1).order_by()
    for pupil, school in later.values_list("pupil_id", "school_id"):
        found.seen_again.add(pupil)
        found.schools_again.add(school)
    return found


def _stopped(city: City, school_year: int) -> set[int]:
    """Absent on the last twenty school days of the year, or longer, up to its end."""
    from mueang.methods.register import SchoolYear, features, from_bytes

    rows = list(
        PupilYear.objects.filter(city=city, school_year=school_year).order_by().values_list("pupil_id", "packed")
    )
    if not rows:
        return set()
    pages = from_bytes(b"".join(bytes(packed) for _pupil, packed in rows))
    measured = features(pages, window_days=STOPPED_DAYS, as_of=SchoolYear(school_year).last_day)
    return {rows[place][0] for place in (measured.current_run >= STOPPED_DAYS).nonzero()[0]}


def look(city: City, *, as_of: date, outcomes: Outcomes) -> Look:
    """What was known on a day, and what came of it; nothing later than the day is looked at for the first."""
    import numpy as np

    known: Features = features_of(city, as_of=as_of)
    pupils = known.pupils
    left = [
        _left(pupil, grade=grade, school=school, outcomes=outcomes)
        for pupil, grade, school in zip(pupils.ids, pupils.grades, pupils.schools, strict=True)
    ]
    return Look(
        school_year=pupils.school_year,
        as_of=as_of,
        pupils=pupils.ids,
        columns={name: known.columns[name] for name in PREDICTORS},
        schools=np.array(pupils.schools, np.int64),
        left=np.array(left, bool),
    )


def _left(pupil: int, *, grade: int | None, school: int, outcomes: Outcomes) -> bool:
    """Stopped coming, or left and was not seen again; one whose school's next year nobody read is no child lost."""
    if pupil in outcomes.stopped:
        return True
    if pupil in outcomes.seen_again:
        return False
    if pupil in outcomes.left_on:
        return True
    return grade not in LAST_GRADES and school in outcomes.schools_again


def groups_of(city: City, pupils: list[int]) -> dict[str, NDArray[np.str_]]:
    """Sex and what is kept to compare errors, one word a pupil, "" where nobody said: for no other use."""
    import numpy as np

    place_of = {pupil: place for place, pupil in enumerate(dict.fromkeys(pupils))}
    said = {name: [""] * len(place_of) for name in GROUPS}
    for pupil, sex in Pupil.objects.filter(city=city).order_by().values_list("pk", "sex"):
        if pupil in place_of:
            said[SEX][place_of[pupil]] = sex
    rows = PupilFact.objects.filter(city=city, withdrawn_at=None, kind__in=COMPARED).order_by("as_of", "pk")
    for pupil, kind, value in rows.values_list("pupil_id", "kind", "value"):
        if pupil in place_of:
            said[kind][place_of[pupil]] = "yes" if value else "no"
    places = np.array([place_of[pupil] for pupil in pupils], np.intp)
    return {name: np.array(words, "U10")[places] for name, words in said.items()}
