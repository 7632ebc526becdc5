"""Which days a school is open: what it said, else weekdays of the two Thai terms without public holidays."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from mueang.apps.catalog.queries import holiday_on
from mueang.apps.network.models import City
from mueang.apps.registers.models import School, SchoolCalendar
from mueang.apps.registers.queries.months import N_MONTHS, place_of

_SATURDAY = 5


def terms_of(school_year: int) -> tuple[tuple[date, date], tuple[date, date]]:
    """First and last days of both terms: 16 May to 11 October, 1 November to 1 April.

    Ministry of Education, regulation on the school year (B.E. 2549), sections 5 and 6.
    """
    return (
        (date(school_year, 5, 16), date(school_year, 10, 10)),
        (date(school_year, 11, 1), date(school_year + 1, 3, 31)),
    )


@lru_cache(maxsize=8)
def usual_masks(school_year: int) -> tuple[int, ...]:
    """Twelve masks from May on; a school that said nothing else is open on these days."""
    masks = [0] * N_MONTHS
    for first, last in terms_of(school_year):
        for ahead in range((last - first).days + 1):
            day = first + timedelta(days=ahead)
            if day.weekday() < _SATURDAY and not holiday_on(day):
                masks[place_of(day.month)] |= 1 << (day.day - 1)
    return tuple(masks)


def calendar_of(school: School, *, school_year: int) -> tuple[int, ...]:
    """The twelve masks of the school's open days. One SQL statement."""
    said = SchoolCalendar.objects.filter(school=school, school_year=school_year).first()
    return tuple(said.open_masks) if said else usual_masks(school_year)


def calendars_of(city: City, *, school_year: int) -> dict[int, tuple[int, ...]]:
    """Twelve masks by the key of every school of the city. Two SQL statements."""
    said = SchoolCalendar.objects.filter(school__city=city, school_year=school_year)
    masks = {row.school_id: tuple(row.open_masks) for row in said}
    usual = usual_masks(school_year)
    return {pk: masks.get(pk, usual) for pk in School.objects.filter(city=city).values_list("pk", flat=True)}
