"""Pupils of one school as a list, and one pupil's whole year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from mueang.apps.accounts.rules import Viewer
from mueang.apps.registers.enums import DayMark
from mueang.apps.registers.models import PageCorrection, Pupil, RegisterPage, School, Schooling
from mueang.apps.registers.queries.calendars import calendar_of
from mueang.apps.registers.queries.class_months import mark_on, sign_of
from mueang.apps.registers.queries.months import Masks, days_in, mask_of, months_of, place_of, totals, year_of
from mueang.apps.registers.rules import readable_schools
from mueang.methods.thai import match_key

LONGEST = 31
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class DayView:
    """One day of a month; `mark` is "" where none was taken, `is_open` by the school's calendar."""

    day: int
    mark: str
    sign: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class MonthView:
    first_on: date
    days: tuple[DayView, ...]
    recorded: int
    missing: int
    absent: int
    leave: int
    late: int

    @property
    def n_short(self) -> int:
        """How many days a long month has more."""
        return LONGEST - len(self.days)


@dataclass(frozen=True, slots=True)
class YearView:
    """One schooling with its months and its totals: recorded, absent without leave, on leave, late."""

    schooling: Schooling
    months: tuple[MonthView, ...]
    recorded: int
    absent: int
    leave: int
    late: int

    @property
    def numbers(self) -> range:
        """Days of the longest month: the heads of the sheet."""
        return range(1, LONGEST + 1)

    @property
    def rate(self) -> float | None:
        """Share of recorded days away, with leave or without; None where nothing is recorded."""
        return (self.absent + self.leave) / self.recorded if self.recorded else None


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """That a month was changed after it was first written, when and by whom."""

    month_on: date
    at: datetime
    by: str
    is_by_file: bool


@dataclass(frozen=True, slots=True)
class PupilPage:
    pupil: Pupil
    years: tuple[YearView, ...]
    corrections: tuple[CorrectionLine, ...]


def pupils_at(school: School, *, school_year: int, words: str = "") -> QuerySet[Schooling]:
    """Schoolings of one school and year with pupil and class; `words` finds a name or a number. One SQL statement."""
    rows = Schooling.objects.filter(school=school, school_year=school_year).select_related("pupil", "section")
    rows = rows.order_by("section__grade", "section__room", "seat", "pupil__sort_key", "pk")
    if not words:
        return rows
    return rows.filter(pupil__match_key__contains=match_key(words)) | rows.filter(number=words)


def pupil_page(pupil: Pupil, *, viewer: Viewer, today: date) -> PupilPage:
    """The pupil's years at schools the viewer may read. `pupil` comes from `visible_pupils`."""
    own = pupil.schoolings.filter(school__in=readable_schools(viewer)).select_related("school", "section")
    years = tuple(_year(row, today) for row in own.order_by("-school_year", "-entered_on", "-pk"))
    rows = PageCorrection.objects.filter(page__schooling__in=[year.schooling.pk for year in years])
    shown = rows.select_related("page__schooling", "replaced_by").order_by("-replaced_at", "-pk")[:_SHOWN]
    return PupilPage(pupil, years, tuple(_line(row) for row in shown))


def _line(row: PageCorrection) -> CorrectionLine:
    month = row.page.month
    first_on = date(year_of(row.page.schooling.school_year, month), month, 1)
    return CorrectionLine(first_on, row.replaced_at, str(row.replaced_by or ""), row.run_id is not None)


def _year(schooling: Schooling, today: date) -> YearView:
    pages: dict[int, Masks] = {page.month: page.masks for page in RegisterPage.objects.filter(schooling=schooling)}
    calendar = calendar_of(schooling.school, school_year=schooling.school_year)
    months = tuple(
        _month(date(year, month, 1), pages.get(month, (0, 0, 0, 0)), calendar[place_of(month)], schooling, today)
        for year, month in months_of(schooling.school_year)
        if date(year, month, 1) <= today and (calendar[place_of(month)] or month in pages)
    )
    return YearView(schooling, months, *totals(pages))


def _month(first_on: date, masks: Masks, calendar: int, schooling: Schooling, today: date) -> MonthView:
    days = tuple(
        DayView(day, mark or "", sign_of(mark), bool((calendar | masks[0]) >> (day - 1) & 1))
        for day in range(1, days_in(schooling.school_year, first_on.month) + 1)
        for mark in [mark_on(masks, day)]
    )
    until = today.day if (today.year, today.month) == (first_on.year, first_on.month) else 31
    due = calendar & mask_of(range(1, until + 1))
    marks = [one.mark for one in days]
    return MonthView(
        first_on,
        days,
        recorded=masks[0].bit_count(),
        missing=(due & ~masks[0]).bit_count(),
        absent=marks.count(DayMark.ABSENT),
        leave=marks.count(DayMark.LEAVE),
        late=marks.count(DayMark.LATE),
    )
