"""Where a file says absences only, whoever it does not name was there on the open days that it covers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from mueang.apps.registers.actions.pages import PageMarks
from mueang.apps.registers.models import ImportRun, School, Schooling
from mueang.apps.registers.queries.calendars import calendar_of
from mueang.apps.registers.queries.months import months_of, place_of
from mueang.apps.registers.queries.readings import Reading


def with_everybody(
    said: Sequence[PageMarks], *, run: ImportRun, reading: Reading, schools: Mapping[str, School]
) -> list[PageMarks]:
    """`said`, and present on every other open day of the file's spans for everybody of those schools."""
    pages = {(one.schooling, one.month): one for one in said}
    for key, spans in reading.spans.items():
        school = schools.get(key)
        if school is None:
            continue
        masks = _days(spans, calendar_of(school, school_year=run.school_year))
        there = Schooling.objects.filter(school=school, school_year=run.school_year, left_on=None)
        for pk in there.order_by().values_list("pk", flat=True):
            for _year, month in months_of(run.school_year):
                fill = masks[place_of(month)]
                if fill:
                    pages[pk, month] = _filled(pages.get((pk, month)), PageMarks(pk, month, fill, (fill, fill, 0, 0)))
    return list(pages.values())


def _filled(said: PageMarks | None, usual: PageMarks) -> PageMarks:
    """What was said of some days, and the usual of the others."""
    if said is None:
        return usual
    more = usual.touched & ~said.touched
    is_open, present, late, leave = said.masks
    return PageMarks(said.schooling, said.month, said.touched | more, (is_open | more, present | more, late, leave))


def _days(spans: Iterable[tuple[date, date]], calendar: Sequence[int]) -> list[int]:
    masks = [0] * 12
    for first, last in spans:
        for ahead in range((last - first).days + 1):
            day = first + timedelta(days=ahead)
            masks[place_of(day.month)] |= 1 << (day.day - 1)
    return [mask & usual for mask, usual in zip(masks, calendar, strict=True)]
