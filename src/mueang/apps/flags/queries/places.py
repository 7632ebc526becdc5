"""Where children are lost: schools, classes and steps between schools, ranked beside the children themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import Any

from mueang.apps.accounts.rules import Viewer
from mueang.apps.flags.enums import TRANSITION_GRADES, Level
from mueang.apps.flags.queries.schooling import standing_in
from mueang.apps.flags.rules import visible_flags
from mueang.apps.network.models import City
from mueang.apps.registers.enums import Grade
from mueang.apps.registers.models import PupilYear, School, Schooling

SURE = 1.645


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A school or a grade: how many of its pupils are flagged. `at_least` is the share that is sure, by which it ranks.

    A share of few pupils is unsure: two of four rank below thirty of a hundred.
    """

    label: Any
    n_pupils: int
    n_flagged: int
    n_visits: int
    is_silent: bool = False

    @property
    def share(self) -> float:
        return self.n_flagged / self.n_pupils if self.n_pupils else 0.0

    @property
    def at_least(self) -> float:
        """Lower end of a one-sided 95 % interval (Wilson 1927)."""
        n, share = self.n_pupils, self.share
        if not n:
            return 0.0
        middle = share + SURE**2 / (2 * n)
        around = SURE * sqrt(share * (1 - share) / n + SURE**2 / (4 * n * n))
        return max(0.0, (middle - around) / (1 + SURE**2 / n))


@dataclass(frozen=True, slots=True)
class StepRow:
    """Of those who were in a grade last year, how many are in no school of the city this year."""

    grade: Grade
    n_before: int
    n_gone: int

    @property
    def share(self) -> float:
        return self.n_gone / self.n_before

    @property
    def changes_school(self) -> bool:
        return self.grade.value in TRANSITION_GRADES


@dataclass(frozen=True, slots=True)
class Places:
    schools: list[PlaceRow]
    grades: list[PlaceRow]
    steps: list[StepRow]


def places(*, viewer: Viewer, city: City, as_of: date) -> Places:
    """Eight statements however many schools and pupils; counts of children, none by name."""
    year, standing = standing_in(city, as_of=as_of)
    flags = visible_flags(viewer).open().filter(city=city).order_by()
    raised: dict[str, Counter[int]] = defaultdict(Counter)
    for school, grade, level in flags.values_list("school_id", "section__grade", "level"):
        kind = "visit" if level == Level.VISIT else "flag"
        raised[f"{kind} school"][school] += 1
        raised[f"{kind} grade"][grade] += 1
    silent = _silent_schools(city, school_year=year, as_of=as_of)
    in_school = Counter(school for school, _grade in standing)
    in_grade = Counter(grade for _school, grade in standing if grade is not None)
    schools = _rows(in_school, raised, "school", labels=School.objects.in_bulk(in_school), silent=silent)
    grades = _rows(in_grade, raised, "grade", labels={grade.value: grade.label for grade in Grade})
    return Places(schools=schools, grades=grades, steps=_steps(city, school_year=year))


def _rows(
    pupils: Counter[int],
    raised: Mapping[str, Counter[int]],
    kind: str,
    *,
    labels: Mapping[int, Any],
    silent: frozenset[int] = frozenset(),
) -> list[PlaceRow]:
    flagged, visits = raised.get(f"flag {kind}", Counter()), raised.get(f"visit {kind}", Counter())
    rows = [PlaceRow(labels[key], n, flagged[key], visits[key], key in silent) for key, n in pupils.items()]
    return sorted(rows, key=lambda row: (-row.at_least, -row.n_flagged, -row.n_pupils, str(row.label)))


def _silent_schools(city: City, *, school_year: int, as_of: date) -> frozenset[int]:
    """Schools whose registers say nothing of the last four weeks: the school is asked, not each child."""
    from mueang.methods.register import SchoolYear, from_bytes

    year = SchoolYear(school_year)
    days = year.mask_of(year.days(as_of - timedelta(days=27), as_of))
    every = Schooling.objects.filter(city=city, school_year=school_year).order_by().values_list("school_id", flat=True)
    silent = set(every.distinct())
    rows = PupilYear.objects.filter(city=city, school_year=school_year).order_by()
    for school, blob in rows.values_list("school_id", "packed").iterator():
        if school in silent and (from_bytes(bytes(blob))[0, :, 0] & days).any():
            silent.discard(school)
        if not silent:
            break
    return frozenset(silent)


def _steps(city: City, *, school_year: int) -> list[StepRow]:
    """Grades of last year by the share of their pupils whom no register of this year knows, the largest first.

    Nothing is said before this year has registers of most of last year's pupils: an unread file is no child lost.
    """
    rows = Schooling.objects.filter(city=city, school_year__in=(school_year - 1, school_year), left_on=None)
    grade_of: dict[int, int | None] = {}
    here: set[int] = set()
    for pupil, year, grade in rows.order_by().values_list("pupil_id", "school_year", "section__grade"):
        if year == school_year:
            here.add(pupil)
        else:
            known = grade_of.get(pupil)
            grade_of[pupil] = grade if known is None else max(known, grade or known)
    if not grade_of or 2 * len(here & grade_of.keys()) < len(grade_of):
        return []
    before = Counter(grade for grade in grade_of.values() if grade is not None)
    gone = Counter(grade for pupil, grade in grade_of.items() if grade is not None and pupil not in here)
    last_of_all = {Grade.M6.value, Grade.V3.value}
    steps = [StepRow(Grade(grade), n, gone[grade]) for grade, n in before.items() if grade not in last_of_all]
    return sorted(steps, key=lambda row: (-row.share, -row.n_gone, row.grade))
