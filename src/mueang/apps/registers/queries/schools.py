"""Schools as their pages show them: how many children, which classes, which open days nobody has recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City
from mueang.apps.registers.models import RegisterPage, School, Schooling, Section
from mueang.apps.registers.queries.calendars import calendar_of
from mueang.apps.registers.queries.months import days_of, mask_of, place_of, school_year_of
from mueang.apps.registers.rules import readable_schools, visible_schools
from mueang.lib.counting import count_of


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """A school of the list; without counts where the viewer may only appoint its teachers."""

    school: School
    n_sections: int | None
    n_pupils: int | None


def schools_of(*, viewer: Viewer, city: City, school_year: int) -> list[SchoolLine]:
    """Schools the viewer may open, with the pupils and classes of that year. Two SQL statements."""
    readable = set(readable_schools(viewer).filter(city=city).values_list("pk", flat=True))
    rows = _counted(viewer, city, school_year)
    return [SchoolLine(r, r.n_sections, r.n_pupils) if r.pk in readable else SchoolLine(r, None, None) for r in rows]


def _counted(viewer: Viewer, city: City, school_year: int) -> QuerySet[Any]:
    there = Schooling.objects.filter(school_year=school_year, left_on=None)
    classes = Section.objects.filter(school_year=school_year)
    return (
        visible_schools(viewer)
        .filter(city=city)
        .select_related("place")
        .annotate(
            n_pupils=count_of(there, by="school"),
            n_sections=count_of(classes, by="school"),
        )
        .order_by("name_th", "pk")
        .distinct()
    )


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A class of this year, and the open days of the month up to today of which nothing is recorded."""

    section: Section
    n_pupils: int
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SchoolPage:
    school: School
    school_year: int
    years: tuple[int, ...]
    lines: tuple[SectionLine, ...]
    n_pupils: int
    month: int

    @property
    def n_missing(self) -> int:
        return sum(len(line.missing) for line in self.lines)


def school_page(school: School, *, school_year: int, today: date) -> SchoolPage:
    """Five SQL statements, however large the school. `school` comes from `readable_schools`."""
    sections = list(
        Section.objects.filter(school=school, school_year=school_year).annotate(
            n_pupils=Count("schoolings", filter=Q(schoolings__left_on=None))
        )
    )
    month = today.month if school_year_of(today) == school_year else 3
    due = calendar_of(school, school_year=school_year)[place_of(month)]
    if school_year_of(today) == school_year:
        due &= mask_of(range(1, today.day + 1))
    recorded = _recorded(school, school_year=school_year, month=month)
    years = set(school.schoolings.values_list("school_year", flat=True).distinct()) | {school_year_of(today)}
    lines = tuple(
        SectionLine(s, s.n_pupils, tuple(days_of(due & ~recorded[s.pk])) if s.n_pupils else ()) for s in sections
    )
    n_pupils = school.schoolings.filter(school_year=school_year, left_on=None).count()
    return SchoolPage(school, school_year, tuple(sorted(years, reverse=True)), lines, n_pupils, month)


def _recorded(school: School, *, school_year: int, month: int) -> dict[int, int]:
    """By class, the days of the month of which somebody's mark was taken."""
    found: dict[int, int] = defaultdict(int)
    rows = RegisterPage.objects.filter(schooling__school=school, schooling__school_year=school_year, month=month)
    for section, mask in rows.order_by().values_list("schooling__section_id", "open"):
        if section is not None:
            found[section] |= mask
    return found


def schools_keyed(city: City, *, keys: Iterable[str]) -> dict[str, School]:
    """Schools of the city by their official code or another system's key; the caller asks its rule. One statement."""
    wanted = set(keys)
    rows = School.objects.filter(city=city).select_related("city")
    rows = rows.filter(Q(code__in=wanted) | Q(source_key__in=wanted))
    return {key: row for row in rows for key in (row.code, row.source_key) if key}
