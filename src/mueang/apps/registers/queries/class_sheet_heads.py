"""The head of a class sheet: where its days, names and totals stand, and which class and month it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from mueang.apps.registers.enums import DayMark, Grade
from mueang.lib.workbook import Cell, Sheet
from mueang.methods.thai import arabic_digits, clean, parse_date
from mueang.methods.thai.months import month_number

FEWEST_DAYS = 3
_HEAD_ROWS = 3
_BUDDHIST_FROM = 2400
_BUDDHIST_AHEAD = 543
_YEAR = re.compile(r"(?<!\d)(2[0-9]{3}|19[0-9]{2})(?!\d)")
_SCHOOL_YEAR = re.compile(r"(?:ปีการศึกษา|school year|academic year)\s*(?:พ\.?ศ\.?)?\s*(2[0-9]{3})", re.IGNORECASE)
_WORD = re.compile(r"[ก-ฮะ-์]+(?:\.[ก-ฮ]\.)?|[ก-ฮ]{1,2}\.[ก-ฮ]{1,2}\.?|[A-Za-z]{3,}")
_GRADES = (
    (re.compile(r"(?:ประถมศึกษาปีที่|ประถม|(?<![ก-ฮ])ป\.?|primary|(?<![a-z])p\.?)\s*([1-6])(?!\d)", re.I), Grade.P1),
    (re.compile(r"(?:มัธยมศึกษาปีที่|มัธยม|(?<![ก-ฮ])ม\.?|secondary|(?<![a-z])m\.?)\s*([1-6])(?!\d)", re.I), Grade.M1),
    (re.compile(r"(?:อนุบาล(?:ปีที่|ศึกษาปีที่)?|(?<![ก-ฮ])อ\.?|kindergarten)\s*([1-3])(?!\d)", re.I), Grade.K1),
    (re.compile(r"(?:ปวช\.?|vocational)\s*([1-3])(?!\d)", re.I), Grade.V1),
)
_ROOM = re.compile(r"^\s*(?:/|ห้อง(?:ที่)?|room|-)\s*([0-9]{1,2}|[A-Za-zก-ฮ](?![ก-ฮA-Za-z]))")


@dataclass(slots=True)
class Head:
    """Columns by what they hold; `days` are (column, day). `month` is 0 where nothing says it."""

    row: int
    days: list[tuple[int, int]]
    names: list[int] = field(default_factory=list)
    prefix: int | None = None
    given: int | None = None
    family: int | None = None
    number: int | None = None
    seat: int | None = None
    national_id: int | None = None
    totals: dict[str, list[int]] = field(default_factory=dict)
    year: int = 0
    month: int = 0
    school_year: int = 0
    grade: int | None = None
    room: str = ""

    @property
    def has_names(self) -> bool:
        return bool(self.names) or self.given is not None


def find_head(sheet: Sheet) -> Head | None:
    """The head of a sheet with days across, or None where it is no class sheet."""
    best: tuple[int, int, list[tuple[int, int]], tuple[int, int]] = (0, -1, [], (0, 0))
    for number, row in enumerate(sheet.rows[:40]):
        days, month = _days_across(row)
        if len(days) > best[0]:
            best = (len(days), number, days, month)
    if best[0] < FEWEST_DAYS:
        return None
    head = Head(best[1], best[2])
    _columns(sheet, head)
    _class_and_month(sheet, head)
    if best[3][1] and not head.month:
        head.year, head.month = best[3]
    return head


def _days_across(row: Sequence[Cell]) -> tuple[list[tuple[int, int]], tuple[int, int]]:
    """The longest rising run of days in a row, and the month if they are real dates."""
    best: list[tuple[int, int]] = []
    found: list[tuple[int, int]] = []
    month = (0, 0)
    for cell in row:
        day, of = _day_in(cell)
        if day is None:
            continue
        month = of or month
        if found and day == found[-1][1]:
            continue
        if found and day < found[-1][1]:
            found = []
        found.append((cell.column, day))
        best = max(best, found, key=len)
    return list(best), month


def _day_in(cell: Cell) -> tuple[int | None, tuple[int, int] | None]:
    value = cell.value
    if isinstance(value, date):
        year = value.year - _BUDDHIST_AHEAD if value.year >= _BUDDHIST_FROM else value.year
        return value.day, (year, value.month)
    if isinstance(value, bool) or value is None:
        return None, None
    text = arabic_digits(cell.text).strip().removesuffix(".0")
    if text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 31:
        return int(text), None
    return None, None


def _columns(sheet: Sheet, head: Head) -> None:
    first_day, last_day = head.days[0][0], head.days[-1][0]
    for number in range(max(0, head.row - _HEAD_ROWS), min(head.row + 2, len(sheet.rows))):
        for cell in sheet.rows[number]:
            text = re.sub(r"[\s\-.()/]+", "", cell.text.lower())
            if not text or len(text) > 30:
                continue
            if cell.column < first_day:
                _name_column(head, text, cell.column)
            elif cell.column > last_day and (kind := _total_kind(text)):
                columns = head.totals.setdefault(kind, [])
                if cell.column not in columns:
                    columns.append(cell.column)


def _name_column(head: Head, text: str, column: int) -> None:
    if "ประชาชน" in text or "nationalid" in text:
        head.national_id = column
    elif "เลขประจำตัว" in text or "รหัสนักเรียน" in text or text in {"studentid", "pupilnumber", "รหัส"}:
        head.number = column
    elif text in {"ที่", "เลขที่", "ลำดับ", "ลำดับที่", "no", "seat"}:
        head.seat = column
    elif text in {"คำนำหน้า", "คำนำหน้าชื่อ", "prefix", "title"}:
        head.prefix = column
    elif text in {"นามสกุล", "สกุล", "familyname", "lastname", "surname"}:
        head.family = column
    elif text in {"ชื่อ", "givenname", "firstname"}:
        head.given = column
    elif ("ชื่อ" in text or text in {"name", "fullname"}) and column not in head.names:
        head.names.append(column)


def _total_kind(text: str) -> str:
    for words, kind in (
        (("ขาด", "absent"), DayMark.ABSENT),
        (("สาย", "late"), DayMark.LATE),
        (("ลา", "ป่วย", "กิจ", "leave", "ill"), DayMark.LEAVE),
        (("มา", "present"), DayMark.PRESENT),
    ):
        if any(text.removeprefix("รวม").removeprefix("วัน").startswith(word) for word in words):
            return kind
    return ""


def _class_and_month(sheet: Sheet, head: Head) -> None:
    texts = [
        clean(cell.text)
        for row in sheet.rows[: head.row + 1]
        for cell in row
        if isinstance(cell.value, str) and not cell.is_spread
    ]
    texts = [arabic_digits(text) for text in [*texts, clean(sheet.name)]]
    for text in texts:
        if found := _SCHOOL_YEAR.search(text):
            head.school_year = _common(int(found.group(1)))
            break
    for text in texts:
        if month := _month_in(text):
            head.month = month
            years = _YEAR.findall(_SCHOOL_YEAR.sub(" ", text))
            head.year = _common(int(years[0])) if years else head.year
            break
    for text in texts:
        if _grade_in(text, head):
            break


def _month_in(text: str) -> int:
    try:
        if re.search(r"\d", text) and len(text) <= 30:
            return parse_date(text, today=date(2026, 1, 1)).month
    except ValueError:
        pass
    for word in _WORD.findall(text):
        bare = word.removeprefix("ประจำ").removeprefix("เดือน")
        if bare and (month := month_number(bare)):
            return month
    return 0


def _grade_in(text: str, head: Head) -> bool:
    for pattern, first in _GRADES:
        if found := pattern.search(text):
            head.grade = first.value + int(found.group(1)) - 1
            room = _ROOM.match(text[found.end() :])
            head.room = room.group(1) if room else ""
            return True
    return False


def _common(year: int) -> int:
    return year - _BUDDHIST_AHEAD if year >= _BUDDHIST_FROM else year
