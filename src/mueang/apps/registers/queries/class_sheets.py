"""Class sheets as schools make them: a month a sheet, pupils down, days across, totals at the right, a footer below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mueang.apps.registers.enums import DayMark
from mueang.apps.registers.errors import RegisterFileRefused
from mueang.apps.registers.queries.class_months import with_mark
from mueang.apps.registers.queries.class_sheet_heads import Head, find_head
from mueang.apps.registers.queries.months import FIRST_MONTH, days_in, place_of, year_of
from mueang.apps.registers.queries.readings import Reading, SaidMonth, SaidPupil, Told, to_nobody
from mueang.lib.workbook import Cell, Limits, Sheet, WorkbookError, open_workbook
from mueang.methods.thai import ThaiTextError, arabic_digits, clean, match_key, parse_national_id, split_name

_FOOTER = re.compile(
    r"^(รวม|จำนวน|หมายเหตุ|ลงชื่อ|ผู้|ครู|สรุป|ร้อยละ|มาเรียน|ขาดเรียน|ลาป่วย|ลากิจ|มาสาย|เครื่องหมาย|total|note|sign|remark)"
)
_MOST_ROWS = 1_000


@dataclass(slots=True)
class _Book:
    """What all sheets of one workbook share while they are read."""

    reading: Reading
    signs: Mapping[str, str]
    open_masks: Mapping[int, Sequence[int]]
    school_year: int
    today: date
    places: dict[tuple[str, ...], int] = field(default_factory=dict)


def read_class_sheets(
    data: bytes,
    *,
    file_name: str,
    signs: Mapping[str, str],
    open_masks: Mapping[int, Sequence[int]],
    school_year: int,
    today: date,
    told: Told = to_nobody,
) -> Reading:
    """Pupils and marks of every sheet that is one; `open_masks` are calendars by school year. No SQL.

    A blank cell is not recorded; where a whole sheet marks nobody as present, only absences were written down, and a
    blank on a day that is open or marked for anybody says present. Raises RegisterFileRefused.
    """
    try:
        workbook = open_workbook(data, name=file_name, limits=Limits())
    except WorkbookError as error:
        raise RegisterFileRefused(error.code, error.params) from None
    book = _Book(Reading(), {sign.lower(): mark for sign, mark in signs.items()}, open_masks, school_year, today)
    n_sheets, sheets = 0, workbook.visible_sheets
    for n_read, sheet in enumerate(sheets):
        told(n_read, len(sheets))
        head = find_head(sheet)
        if head is None or not head.has_names:
            if any(not cell.is_blank for row in sheet.rows for cell in row):
                book.reading.note(sheet.name, "not_a_class_sheet")
            continue
        n_sheets += 1
        _read_sheet(sheet, head, book)
    if not n_sheets:
        raise RegisterFileRefused("no_class_sheet")
    book.reading.counts["sheets"] = n_sheets
    return book.reading


def _read_sheet(sheet: Sheet, head: Head, book: _Book) -> None:
    reading, name = book.reading, sheet.name
    if not head.month:
        reading.note(name, "no_month")
        return
    if not head.year:
        head.year = year_of(head.school_year or book.school_year, head.month)
    school_year = head.year - (head.month < FIRST_MONTH)
    if head.grade is None:
        reading.note(name, "no_class")
    rows = [row for row in sheet.rows[head.row + 1 : head.row + 1 + _MOST_ROWS] if _is_pupil(row, head)]
    days = _days(name, head, school_year, book)
    texts = [[_sign(row[column]) for column, _day in days] for row in rows]
    marks = [[book.signs.get(text) for text in line] for line in texts]
    fill = 0
    if rows and not any(mark in {DayMark.PRESENT, DayMark.LATE} for line in marks for mark in line):
        calendar = book.open_masks.get(school_year, (0,) * 12)[place_of(head.month)]
        marked = {day for line in marks for (_c, day), mark in zip(days, line, strict=True) if mark}
        fill = sum(1 << (day - 1) for _c, day in days if day in marked or calendar >> (day - 1) & 1)
        reading.note(name, "blank_means_present")
    for row, line, said in zip(rows, texts, marks, strict=True):
        touched, masks, counted = 0, (0, 0, 0, 0), Counter[str]()
        for (column, day), text, found in zip(days, line, said, strict=True):
            if text and found is None:
                code = "formula_error" if row[column].error else "unknown_sign"
                reading.note(row[column].address, code, sign=text[:20])
                continue
            mark = found or (DayMark.PRESENT if not text and fill >> (day - 1) & 1 else None)
            if mark:
                touched, masks = touched | 1 << (day - 1), with_mark(masks, day, mark)
                counted[mark] += 1
        place = _pupil(row, head, book)
        if touched and place is not None:
            _keep(SaidMonth(place, school_year, head.month, touched, masks), book)
        _check_totals(row, head, counted, reading)


def _keep(said: SaidMonth, book: _Book) -> None:
    book.reading.months.append(said)
    counts = book.reading.counts
    counts["marks"] = counts.get("marks", 0) + said.touched.bit_count()


def _days(name: str, head: Head, school_year: int, book: _Book) -> list[tuple[int, int]]:
    """Columns of days that there are and that are not to come."""
    last = days_in(school_year, head.month)
    good = []
    for column, day in head.days:
        if day > last:
            book.reading.note(name, "no_such_day", day=day)
        elif date(head.year, head.month, day) > book.today:
            book.reading.note(name, "day_ahead", day=day)
        else:
            good.append((column, day))
    return good


def _is_pupil(row: Sequence[Cell], head: Head) -> bool:
    """Whether a line names somebody: not a blank, a second head, a total or a signature."""
    name = clean(" ".join(_name_texts(row, head)))
    first = next((cell.text for cell in row if cell.text), "")
    if not any(letter.isalpha() for letter in name):
        return False
    return not _FOOTER.match(name.lower()) and not _FOOTER.match(first.lower()) and "ชื่อ" not in name


def _name_texts(row: Sequence[Cell], head: Head) -> list[str]:
    columns = head.names or [c for c in (head.prefix, head.given, head.family) if c is not None]
    return [row[c].text for c in columns if c < len(row) and row[c].text and not row[c].is_spread]


def _pupil(row: Sequence[Cell], head: Head, book: _Book) -> int | None:
    """Where the line's pupil stands in the reading: one place however many sheets name them."""
    where = row[head.names[0] if head.names else head.given or 0].address
    if head.names:
        name = split_name(" ".join(_name_texts(row, head)))
        prefix, given, family = name.prefix, name.given, name.family
    else:
        prefix, given, family = (_text(row, c) for c in (head.prefix, head.given, head.family))
    number = arabic_digits(_text(row, head.number)).removesuffix(".0")[:40]
    key = (str(head.grade), head.room, number or match_key(f"{given} {family}"))
    place = book.places.get(key)
    if place is None:
        pupil = SaidPupil(where, given, family, prefix, number, grade=head.grade, room=head.room)
        seat = arabic_digits(_text(row, head.seat)).removesuffix(".0")
        pupil.seat = int(seat) if seat.isascii() and seat.isdigit() and 0 < int(seat) < 1_000 else None
        pupil.national_id = _national_id(row, head, book)
        book.reading.pupils.append(pupil)
        place = book.places[key] = len(book.reading.pupils) - 1
    elif match_key(f"{given} {family}") != book.reading.pupils[place].name_key:
        book.reading.note(where, "name_differs", other=book.reading.pupils[place].where)
        return None
    return place


def _national_id(row: Sequence[Cell], head: Head, book: _Book) -> str:
    text = _text(row, head.national_id)
    if not text:
        return ""
    try:
        return parse_national_id(text)
    except ThaiTextError:
        book.reading.note(row[head.national_id or 0].address, "wrong_national_id")
        return ""


def _text(row: Sequence[Cell], column: int | None) -> str:
    return clean(row[column].text) if column is not None and column < len(row) else ""


def _sign(cell: Cell) -> str:
    return cell.error or arabic_digits(cell.text).strip().lower().removesuffix(".0")


def _check_totals(row: Sequence[Cell], head: Head, counted: Mapping[str, int], reading: Reading) -> None:
    """Totals of the file are not taken over; where they say otherwise than the marks, that is told."""
    late = counted.get(DayMark.LATE, 0)
    for kind, columns in head.totals.items():
        values = [_number(row[c]) for c in columns if c < len(row)]
        said = sum(value for value in values if value is not None)
        found = counted.get(kind, 0)
        fair = {found, found + late} if kind == DayMark.PRESENT else {found}
        if any(value is not None for value in values) and said not in fair:
            reading.note(row[columns[0]].address, "total_differs", said=said, counted=found)


def _number(cell: Cell) -> int | None:
    text = arabic_digits(cell.text).removesuffix(".0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None
