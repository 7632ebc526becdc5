"""Spans of days as people type them: "4-6 พ.ย. 2566"."""

import re
from datetime import date

from mueang.methods.thai.dates import parse_date
from mueang.methods.thai.errors import DateError
from mueang.methods.thai.text import arabic_digits, clean

_BETWEEN = re.compile(r"\s*(?:[-–—~]|ถึง|จนถึง|\bto\b|\buntil\b)\s*(?:วันที่\s*)?", re.IGNORECASE)
_ONLY_A_DAY = re.compile(r"(?:วัน\S*ที่\s*)?(\d{1,2})")


def parse_date_range(text: str | float | date, *, today: date) -> tuple[date, date]:
    """The first and last day that `text` means; one day is a span of itself.

    Parameters
    ----------
    text : as for `parse_date`, or two days joined by a dash, ถึง or "to"; the first may leave out the month
        and year that the second names
    today : date, as for `parse_date`

    Returns
    -------
    (date, date), both included; the first is never after the second.

    Raises
    ------
    DateError
        As `parse_date`, and range_backwards when the last day comes first.

    Examples
    --------
    >>> first, last = parse_date_range("4-6 พ.ย. 2566", today=date(2026, 1, 31))
    >>> print(first, last)
    2023-11-04 2023-11-06
    >>> first, last = parse_date_range("30 ธ.ค. - 2 ม.ค. 2567", today=date(2026, 1, 31))
    >>> print(first, last)
    2023-12-30 2024-01-02
    """
    try:
        day = parse_date(text, today=today)
    except DateError as error:
        if not isinstance(text, str):
            raise
        return _two_days(arabic_digits(clean(text)), today=today, refusal=error)
    return day, day


def _two_days(text: str, *, today: date, refusal: DateError) -> tuple[date, date]:
    for joint in _BETWEEN.finditer(text):
        try:
            last = parse_date(text[joint.end() :], today=today)
            first = _first_day(text[: joint.start()], last=last, today=today)
        except DateError as error:
            # A dash may stand inside a day; what is wrong with the day itself tells more than "not a date".
            refusal = refusal if error.code == "not_a_date" else error
            continue
        if first > last:
            raise DateError("range_backwards")
        return first, last
    raise refusal


def _first_day(head: str, *, last: date, today: date) -> date:
    number = _ONLY_A_DAY.fullmatch(head)
    if number:
        return parse_date(f"{last.year}-{last.month}-{number[1]}", today=today)
    try:
        return parse_date(head, today=today)
    except DateError as error:
        if error.code != "not_a_date":
            raise
    separator = "/" if re.fullmatch(r"\d{1,2}/\d{1,2}", head) else " "
    first = parse_date(f"{head}{separator}{last.year}", today=today)
    # "30 Dec to 2 Jan 2024" starts in the year before the one it names.
    return parse_date(f"{head}{separator}{last.year - 1}", today=today) if first.month > last.month else first
