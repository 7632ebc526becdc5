"""What is known of pupils beside their pages: school, class, age, and what earlier years say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mueang.apps.network.models import City
from mueang.apps.registers.enums import Grade
from mueang.apps.registers.models import Schooling


@dataclass(frozen=True, slots=True)
class PupilFacts:
    """One child in one school year, for early warning; None and "" where nobody said.

    `years_over_age` counts from the usual age of the grade on 16 May; `is_repeating` where an earlier schooling was of
    the same or a higher grade; `changed_school` where this year or the last holds another school.
    """

    pupil_id: int
    schooling_id: int
    school_id: int
    section_id: int | None
    grade: int | None
    sex: str
    years_over_age: int | None
    is_repeating: bool
    changed_school: bool
    failing_subjects: int | None


def pupil_facts(city: City, *, school_year: int) -> dict[int, PupilFacts]:
    """Facts by pupil key of everybody at a school of the city in that year. Two SQL statements.

    A child with two schoolings has those of the one begun last.
    """
    now = list(_rows(city, [school_year]))
    before: dict[int, list[Schooling]] = defaultdict(list)
    for row in _rows(city, range(school_year - 3, school_year)):
        before[row.pupil_id].append(row)
    schools: dict[int, set[int]] = defaultdict(set)
    for row in now:
        schools[row.pupil_id].add(row.school_id)
    return {row.pupil_id: _facts(row, before[row.pupil_id], schools[row.pupil_id]) for row in now}


def _rows(city: City, years: Iterable[int]) -> Iterable[Schooling]:
    rows = Schooling.objects.filter(city=city, school_year__in=list(years)).select_related("pupil", "section")
    return rows.order_by("school_year", "entered_on", "pk")


def _facts(row: Schooling, before: list[Schooling], schools: set[int]) -> PupilFacts:
    grade = Grade(row.section.grade) if row.section else None
    age = row.pupil.age_on(date(row.school_year, 5, 16))
    earlier = [Grade(one.section.grade).year_of_schooling for one in before if one.section]
    last = {one.school_id for one in before if one.school_year == row.school_year - 1}
    return PupilFacts(
        pupil_id=row.pupil_id,
        schooling_id=row.pk,
        school_id=row.school_id,
        section_id=row.section_id,
        grade=grade,
        sex=row.pupil.sex,
        years_over_age=None if grade is None or age is None else max(0, age - grade.usual_age),
        is_repeating=grade is not None and bool(earlier) and max(earlier) >= grade.year_of_schooling,
        changed_school=len(schools | last) > 1,
        failing_subjects=row.failing_subjects,
    )
