"""Pupils of the registers as somebody picks them who wants to tell of one: by school and class, never by their name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City
from mueang.apps.registers.models import Pupil, School, Schooling, Section
from mueang.apps.support.rules.concerns import raising_schools


@dataclass(frozen=True, slots=True)
class ClassesOfSchool:
    """A school with its classes of this year."""

    school: School
    sections: tuple[Section, ...]


def classes_to_pick(*, viewer: Viewer, city: City, school_year: int) -> tuple[ClassesOfSchool, ...]:
    """Classes of the schools of whose pupils the viewer may tell. One SQL statement."""
    rows = Section.objects.filter(school__in=raising_schools(viewer, city), school_year=school_year)
    rows = rows.select_related("school").order_by("school__name_th", "school", "grade", "room")
    return tuple(ClassesOfSchool(school, tuple(own)) for school, own in groupby(rows, key=lambda row: row.school))


def pupils_to_pick(section: Section) -> Sequence[Schooling]:
    """Who goes to the class. One SQL statement. `section` comes from `classes_to_pick` or its rule."""
    rows = section.schoolings.current().select_related("pupil")
    return list(rows.order_by("seat", "pupil__sort_key", "pk"))


def places_of(pupils: Sequence[int]) -> dict[int, str]:
    """Where each of these pupils (by key) went last, as people say it. One SQL statement."""
    rows = Schooling.objects.filter(pupil__in=pupils).select_related("school", "section")
    rows = rows.order_by("school_year", "entered_on", "pk")
    return {row.pupil_id: f"{row.school.name_th} {row.section or ''}".strip() for row in rows}


def school_and_class(pupil: Pupil) -> str:
    """Where the child went last, as people say it; empty where no register says. One SQL statement."""
    return places_of([pupil.pk]).get(pupil.pk, "")
