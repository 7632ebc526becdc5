"""Dates as people type them in Thailand: either era, either digits, words or numbers, or an Excel cell."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from mueang.methods.thai.errors import DateError
from mueang.methods.thai.months import month_number
from mueang.methods.thai.text import arabic_digits, clean

ERA_OFFSET = 543
# A date object or a bare year from here on can only be the Buddhist era typed where Christian was expected.
FIRST_BUDDHIST_YEAR = 2400
CHRISTIAN_YEARS = range(1700, 2201)
_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_LAST = 2_958_465
_YEARS_AHEAD = 10

Era = Literal["buddhist", "christian", ""]

_ERA_WORDS = (
    (re.compile(r"พ\.?\s?ศ(?:\.|(?![ก-๙]))|\bB\.?E\.?(?!\w)|พุทธศักราช", re.IGNORECASE), "buddhist"),
    (re.compile(r"ค\.?\s?ศ(?:\.|(?![ก-๙]))|\b(?:A\.?D\.?|C\.?E\.?)(?!\w)|คริสต์ศักราช", re.IGNORECASE), "christian"),
)
_WEEKDAY = re.compile(r"^(?:วัน\s?(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)?\s?(?:ที่)?|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?)\s*", re.IGNORECASE)  # fmt: skip # noqa: E501 (one pattern, read as one)
_TIME = re.compile(r"[T\s,]+(?:เวลา\s*)?\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?\s*(?:น\.?|[ap]m|Z|[+-]\d{2}:?\d{2})?$", re.IGNORECASE)  # fmt: skip # noqa: E501 (one pattern)
_YEAR_FIRST = re.compile(r"^(?P<year>\d{4})\s?[-/.]\s?(?P<month>\d{1,2})\s?[-/.]\s?(?P<day>\d{1,2})$")
_NUMBERS = re.compile(r"^(?P<day>\d{1,2})\s?[-/. ]\s?(?P<month>\d{1,2})\s?[-/. ]\s?(?P<year>\d{4}|\d{2})$")
_DAY_WORD_YEAR = re.compile(r"^(?P<day>\d{1,2})(?:st|nd|rd|th)?[-/,\s]*(?P<word>[^\d/,-]+?)[-/,\s]*(?P<year>\d{4}|\d{2})$")  # fmt: skip # noqa: E501 (one pattern)
_WORD_DAY_YEAR = re.compile(r"^(?P<word>[A-Za-z.]+)\s*(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s,]+(?P<year>\d{4})$")


@dataclass(frozen=True, slots=True)
class _Parts:
    day: int
    month: int
    year: int
    era: Era


def parse_date(text: str | float | date, *, today: date) -> date:
    """The day that `text` means, in the Gregorian calendar.

    Parameters
    ----------
    text : what was typed, or the date or serial number that a spreadsheet holds; day before month
    today : date; only places a two-digit year, which is Buddhist unless the month is in English, and never
        more than ten years ahead

    Returns
    -------
    date; a four-digit year from 2400 on is Buddhist, so 2566 and 2023 are the same year. A time of day is dropped.

    Raises
    ------
    DateError
        With code empty, not_a_date, year_only, no_such_month, no_such_day or year_out_of_range.

    Source
    ------
    พระราชบัญญัติปีปฏิทิน พ.ศ. 2483 (the year begins on 1 January; Buddhist = Christian + 543);
    ECMA-376 part 1, 18.17.4.1 (serial dates).

    Examples
    --------
    >>> day = date(2026, 1, 31)
    >>> parse_date("๔ พฤศจิกายน ๒๕๖๖", today=day) == parse_date("4/11/66", today=day) == date(2023, 11, 4)
    True
    >>> parse_date(date(2566, 11, 4), today=day), parse_date(45234, today=day)
    (datetime.date(2023, 11, 4), datetime.date(2023, 11, 4))
    """
    if isinstance(text, date):
        return _from_calendar(text)
    if isinstance(text, int | float):
        return _from_serial(text)
    return _from_text(arabic_digits(clean(text)), today=today)


def _from_calendar(value: date) -> date:
    day = value.date() if isinstance(value, datetime) else value
    return _on(_Parts(day.day, day.month, day.year, ""))


def _from_serial(value: float) -> date:
    if isinstance(value, bool) or not math.isfinite(value) or value < 0:
        raise DateError("not_a_date")
    if value in CHRISTIAN_YEARS or (2401 <= value <= 2743 and float(value).is_integer()):
        raise DateError("year_only")
    if not 1 <= value <= _EXCEL_LAST:
        raise DateError("not_a_date")
    return _from_calendar(_EXCEL_ZERO + timedelta(days=int(value)))


def _from_text(text: str, *, today: date) -> date:
    if not text:
        raise DateError("empty")
    bare, era = _without_era(_TIME.sub("", _WEEKDAY.sub("", text, count=1)))
    if re.fullmatch(r"\d{4}", bare):
        raise DateError("year_only")
    if re.fullmatch(r"\d{5,6}(?:\.0+)?", bare) and not era:
        return _from_serial(float(bare))
    found = _YEAR_FIRST.match(bare) or _NUMBERS.match(bare) or _DAY_WORD_YEAR.match(bare) or _WORD_DAY_YEAR.match(bare)
    if found is None:
        raise DateError("not_a_date")
    return _on(_read(found, era=era, today=today))


def _without_era(text: str) -> tuple[str, Era]:
    for pattern, era in _ERA_WORDS:
        bare, count = pattern.subn(" ", text)
        if count:
            return clean(bare), era  # type: ignore[return-value]  # the table above holds only these two words
    return text, ""


def _read(found: re.Match[str], *, era: Era, today: date) -> _Parts:
    parts = found.groupdict()
    word = parts.get("word")
    month = int(parts["month"]) if word is None else month_number(word)
    if month is None:
        raise DateError("not_a_date")
    if not 1 <= month <= 12:
        raise DateError("no_such_month")
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        english = word is not None and word.isascii()
        era = era or ("christian" if english else "buddhist")
        year = _full_year(year, era=era, today=today)
    return _Parts(int(parts["day"]), month, year, era)


def _full_year(two_digits: int, *, era: Era, today: date) -> int:
    this_year = today.year + (ERA_OFFSET if era == "buddhist" else 0)
    year = this_year - this_year % 100 + two_digits
    return year - 100 if year > this_year + _YEARS_AHEAD else year


def _on(parts: _Parts) -> date:
    buddhist = parts.era == "buddhist" or (not parts.era and parts.year >= FIRST_BUDDHIST_YEAR)
    year = parts.year - ERA_OFFSET if buddhist else parts.year
    if year not in CHRISTIAN_YEARS:
        raise DateError("year_out_of_range")
    try:
        return date(year, parts.month, parts.day)
    except ValueError:
        # Excel lets 29 February 2568 stand, because 2568 would be a leap year; 2025 was none.
        raise DateError("no_such_day") from None
