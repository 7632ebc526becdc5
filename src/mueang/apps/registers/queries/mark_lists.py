"""Long lists of marks (pupil, date, mark): a million lines folded into pages with a report of every line left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from mueang.apps.registers.enums import DayMark
from mueang.apps.registers.errors import RegisterFileRefused
from mueang.apps.registers.queries.months import place_of, school_year_of
from mueang.apps.registers.queries.readings import MOST_NOTES, Reading, SaidMonth, SaidPupil, Told, to_nobody
from mueang.methods.thai import ThaiTextError, arabic_digits, clean, parse_date

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_COLUMNS = {
    "pupil": {"pupil", "student", "studentid", "pupilnumber", "number", "เลขประจำตัว", "เลขประจำตัวนักเรียน", "รหัสนักเรียน"},
    "date": {"date", "day", "วันที่", "วันเดือนปี"},
    "mark": {"mark", "status", "attendance", "code", "เครื่องหมาย", "สถานะ", "การมาเรียน", "ผล"},
    "school": {"school", "schoolcode", "schoolid", "รหัสโรงเรียน", "โรงเรียน"},
}
_CODES = {DayMark.PRESENT: 1, DayMark.LATE: 2, DayMark.ABSENT: 3, DayMark.LEAVE: 4}
_WORDS: Mapping[str, str] = {
    **dict.fromkeys(["present", "มาเรียน"], DayMark.PRESENT),
    **dict.fromkeys(["late", "tardy", "มาสาย"], DayMark.LATE),
    **dict.fromkeys(["absent", "ขาดเรียน"], DayMark.ABSENT),
    **dict.fromkeys(["excused", "leave", "sick", "ลาป่วย", "ลากิจ"], DayMark.LEAVE),
}
_NO_WORD = re.compile(r"[^0-9a-z\u0e01-\u0e4e]")
_MOST_CELLS = 60_000_000
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class _Column:
    """One column: a code a line, the texts of the codes."""

    codes: NDArray[np.int64]
    texts: list[str]


@dataclass(frozen=True, slots=True)
class _Columns:
    pupils: _Column
    schools: _Column | None
    days: _Column
    marks: _Column


def read_mark_list(
    data: bytes, *, signs: Mapping[str, str], school_year: int, today: date, told: Told = to_nobody
) -> Reading:
    """Marks by pupil number, and by school code where there is such a column. No SQL.

    Of two lines for one pupil and day the later stands; where they differ, that is told. Lines with a date of another
    school year, ahead or of no calendar, an unknown mark or no number are left out and told, each by its line.
    Raises RegisterFileRefused.
    """
    import numpy as np  # only who imports a list needs it

    from mueang.apps.registers.queries.text_columns import LONGEST, codes_of, split_fields, text_at, trimmed

    raw, delimiter, places, first, n_columns = _head(data)
    padded = np.zeros(len(raw) + LONGEST + 8, np.uint8)
    padded[: len(raw)] = np.frombuffer(raw, np.uint8)
    buffer = padded[: len(raw)]
    fields = split_fields(buffer, delimiter=ord(delimiter), n_columns=n_columns, first=first)
    reading = Reading(counts={"lines": len(fields.lines) + len(fields.bad_lines)})
    for line in fields.bad_lines[:MOST_NOTES].tolist():
        reading.note(_line(line), "wrong_fields")
    _more(reading, "wrong_fields", len(fields.bad_lines))

    def column(name: str) -> _Column:
        told([*_COLUMNS].index(name), len(_COLUMNS))
        starts, ends = trimmed(buffer, fields.starts[:, places[name]], fields.ends[:, places[name]])
        codes, one_of = codes_of(padded, starts, ends)
        return _Column(codes, [text_at(buffer, starts[at], ends[at])[:LONGEST] for at in one_of.tolist()])

    pupils, schools = column("pupil"), column("school") if "school" in places else None
    columns = _Columns(pupils, schools, column("date"), column("mark"))
    _fold(reading, fields.lines, columns=columns, signs=signs, school_year=school_year, today=today)
    return reading


def _fold(
    reading: Reading,
    lines: NDArray[np.int64],
    *,
    columns: _Columns,
    signs: Mapping[str, str],
    school_year: int,
    today: date,
) -> None:
    import numpy as np

    pupils, schools, days, marks = columns.pupils, columns.schools, columns.days, columns.marks
    numbers = [arabic_digits(clean(text)) for text in pupils.texts]
    dates = [_day(text, today=today, school_year=school_year) for text in days.texts]
    known = {**_WORDS, **{sign.lower(): mark for sign, mark in signs.items()}}
    said = [_CODES.get(known.get(arabic_digits(text).strip().lower(), ""), 0) for text in marks.texts]  # type: ignore[call-overload]  # "" is no mark
    good = np.ones(len(lines), bool)
    for column, codes in (
        (pupils, ["" if number else "no_number" for number in numbers]),
        (days, [day if isinstance(day, str) else "" for day in dates]),
        (marks, ["" if mark else "unknown_mark" for mark in said]),
    ):
        for code in sorted(set(codes) - {""}):
            is_bad = np.array([one == code for one in codes])[column.codes] & good
            good &= ~is_bad
            at = np.flatnonzero(is_bad)
            for place in at[:MOST_NOTES].tolist():
                reading.note(_line(lines[place]), code, said=column.texts[column.codes[place]][:_SHOWN])
            _more(reading, code, len(at))
    is_all = bool(good.all())
    take: Callable[[Any], Any] = (lambda values: values) if is_all else (lambda values: values[good])
    # Texts that say the same day or number ("04", "๐๔") are one.
    day_list = sorted({day for day in dates if isinstance(day, date)})
    day_at = np.array([day_list.index(day) if isinstance(day, date) else 0 for day in dates], np.int64)
    keys: dict[tuple[str, str], int] = {}
    whose = _whose(pupils, schools, numbers, keys)
    if len(keys) * max(1, len(day_list)) > _MOST_CELLS:
        raise RegisterFileRefused("too_many")
    reading.pupils = [SaidPupil("", number=number, school=school) for school, number in keys]
    if not day_list or not keys:
        return
    cells = np.zeros(len(keys) * len(day_list), np.uint8)
    at = take(whose) * len(day_list) + take(day_at[days.codes])
    values = take(np.array(said, np.uint8)[marks.codes])
    cells[at] = values
    _tell_contradictions(reading, take(lines), at=at, values=values, cells=cells)
    reading.counts["marks"] = int(np.count_nonzero(cells))
    _months(reading, cells.reshape(len(keys), len(day_list)), day_list, school_year)


def _whose(
    pupils: _Column, schools: _Column | None, numbers: list[str], keys: dict[tuple[str, str], int]
) -> NDArray[np.int64]:
    """For each line, which pupil: the number, within the school that the line names."""
    import numpy as np

    if schools is None:
        places = np.array([keys.setdefault(("", number), len(keys)) for number in numbers] or [0], np.int64)
        return places[pupils.codes]
    pair = schools.codes * len(numbers) + pupils.codes
    there, inverse = np.unique(pair, return_inverse=True)
    names = [arabic_digits(clean(text)) for text in schools.texts]
    of = [(names[one // len(numbers)], numbers[one % len(numbers)]) for one in there.tolist()]
    return np.array([keys.setdefault(key, len(keys)) for key in of] or [0], np.int64)[inverse]


def _tell_contradictions(
    reading: Reading,
    lines: NDArray[np.int64],
    *,
    at: NDArray[np.int64],
    values: NDArray[np.uint8],
    cells: NDArray[np.uint8],
) -> None:
    import numpy as np

    other = np.flatnonzero(cells[at] != values)
    for place in other[:MOST_NOTES].tolist():
        reading.note(_line(lines[place]), "said_otherwise_later")
    _more(reading, "said_otherwise_later", len(other))


def _months(reading: Reading, cells: NDArray[np.uint8], days: list[date], school_year: int) -> None:
    """Bits of each month: every mark is a sum over the days of that month."""
    import numpy as np

    for month in sorted({day.month for day in days}, key=place_of):
        columns = [n for n, day in enumerate(days) if day.month == month]
        bits = np.array([1 << (days[n].day - 1) for n in columns], np.int64)
        part = cells[:, columns]
        touched, late, leave = ((chosen @ bits) for chosen in (part != 0, part == _CODES[DayMark.LATE], part == 4))
        present = (part == _CODES[DayMark.PRESENT]) @ bits + late
        rows = np.flatnonzero(touched)
        four = zip(*(one[rows].tolist() for one in (touched, present, late, leave)), strict=True)
        reading.months += [
            SaidMonth(pupil, school_year, month, masks[0], masks)
            for pupil, masks in zip(rows.tolist(), four, strict=True)
        ]


def _head(data: bytes) -> tuple[bytes, str, dict[str, int], int, int]:
    """The bytes, the delimiter, columns by what they hold, where the lines begin, how many columns there are."""
    raw = data.removeprefix(b"\xef\xbb\xbf")
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raw = data.decode("utf-16", "replace").encode()
    if not raw.strip():
        raise RegisterFileRefused("empty")
    end = raw.find(b"\n")
    first = raw[: end if end >= 0 else len(raw)][:4_000]
    try:
        text = first.decode("utf-8")
    except UnicodeDecodeError:
        text = first.decode("cp874", "replace")
    delimiter = max(",;\t|", key=text.count)
    heads = [
        "".join(c for c in cell.lower() if c.isalnum() or "\u0e31" <= c <= "\u0e4e") for cell in text.split(delimiter)
    ]
    places = {name: heads.index(word) for name, words in _COLUMNS.items() for word in sorted(words) if word in heads}
    if not {"pupil", "date", "mark"} <= set(places) or end < 0:
        raise RegisterFileRefused("no_columns")
    return raw, delimiter, places, end + 1, len(heads)


def _day(text: str, *, today: date, school_year: int) -> date | str:
    """The day a text says, or why it cannot be taken."""
    try:
        day = parse_date(text, today=today)
    except ThaiTextError:
        return "no_such_date"
    if day > today:
        return "day_ahead_here"
    return day if school_year_of(day) == school_year else "other_school_year"


def _line(line: int) -> str:
    """A line as a text editor counts it: the head is line 1."""
    return str(int(line) + 2)


def _more(reading: Reading, code: str, n: int) -> None:
    """Count those beyond what is noted one by one."""
    if n > MOST_NOTES:
        reading.n_notes[code] += n - MOST_NOTES
