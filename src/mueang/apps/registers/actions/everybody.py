"""Where a file says absences only, whoever it does not name was there on the open days that it covers.

A mark that a person set stands where the file says nothing of that day; where the file names the child, it is the
file's word that counts. The report says where the two differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from mueang.apps.registers.actions.pages import PageMarks
from mueang.apps.registers.enums import DayMark
from mueang.apps.registers.models import ImportRun, RegisterPage, School, Schooling
from mueang.apps.registers.queries.calendars import calendar_of
from mueang.apps.registers.queries.class_months import mark_on
from mueang.apps.registers.queries.months import Masks, days_of, months_of, place_of, year_of
from mueang.apps.registers.queries.readings import Reading

_THERE = {DayMark.PRESENT, DayMark.LATE}


class _ByHand(NamedTuple):
    """The days of one page that a person marked, and how."""

    days: int
    masks: Masks
    number: str


def with_everybody(
    said: Sequence[PageMarks], *, run: ImportRun, reading: Reading, schools: Mapping[str, School]
) -> list[PageMarks]:
    """`said`, and present on every other open day of the file's spans for everybody of those schools.

    Days marked by hand are left out of the second, and noted where a person said otherwise than the file.
    """
    pages = {(one.schooling, one.month): one for one in said}
    for key, spans in reading.spans.items():
        school = schools.get(key)
        if school is None:
            continue
        masks = _days(spans, calendar_of(school, school_year=run.school_year))
        by_hand = _marked_by_hand(school, run.school_year)
        there = Schooling.objects.filter(school=school, school_year=run.school_year, left_on=None)
        for pk in there.order_by().values_list("pk", flat=True):
            for _year, month in months_of(run.school_year):
                hand = by_hand.get((pk, month))
                _note_differences(reading, run, pages.get((pk, month)), hand, month=month, fill=masks[place_of(month)])
                fill = masks[place_of(month)] & ~(hand.days if hand else 0)
                if fill:
                    pages[pk, month] = _filled(pages.get((pk, month)), PageMarks(pk, month, fill, (fill, fill, 0, 0)))
    return list(pages.values())


def _marked_by_hand(school: School, school_year: int) -> dict[tuple[int, int], _ByHand]:
    rows = RegisterPage.objects.filter(schooling__school=school, schooling__school_year=school_year)
    columns = ("schooling_id", "month", "by_hand", "open", "present", "late", "excused", "schooling__number")
    found: dict[tuple[int, int], _ByHand] = {}
    for row in rows.exclude(by_hand=0).order_by().values_list(*columns):
        found[row[0], row[1]] = _ByHand(row[2] & row[3], (row[3], row[4], row[5], row[6]), row[7])
    return found


def _note_differences(
    reading: Reading, run: ImportRun, said: PageMarks | None, hand: _ByHand | None, *, month: int, fill: int
) -> None:
    if hand is None:
        return
    named = said.touched if said else 0
    for day in days_of(hand.days & (fill | named)):
        mark, bit = mark_on(hand.masks, day), 1 << (day - 1)
        by_file = mark_on(said.masks, day) if said and named & bit else None
        on = date(year_of(run.school_year, month), month, day).isoformat()
        if by_file is None and mark not in _THERE:
            reading.note(hand.number or "–", "hand_stands", day=on, sign=str(mark))
        elif by_file is not None and by_file != mark:
            reading.note(hand.number or "–", "hand_replaced", day=on, sign=str(mark), said=str(by_file))


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
