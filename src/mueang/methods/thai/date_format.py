"""Dates as people read them: the Buddhist era in Thai, the Christian one in English."""

from datetime import date
from typing import Literal

from mueang.methods.thai import months
from mueang.methods.thai.dates import ERA_OFFSET, FIRST_BUDDHIST_YEAR

Style = Literal["short", "long"]

_MONTHS = {
    ("th", "short"): months.THAI_SHORT,
    ("th", "long"): months.THAI_FULL,
    ("en", "short"): months.ENGLISH_SHORT,
    ("en", "long"): months.ENGLISH_FULL,
}


def to_buddhist_era(day: date) -> int:
    """The Buddhist-era year of `day`.

    Parameters
    ----------
    day : date, Gregorian

    Returns
    -------
    int, year

    Raises
    ------
    ValueError
        If the year of `day` is from 2400 on: it is already Buddhist, and would become 3109.

    Source
    ------
    พระราชบัญญัติปีปฏิทิน พ.ศ. 2483. Days before 1941 began their year on 1 April or later; this counts them
    by the calendar of today, as the civil registry does.

    Examples
    --------
    >>> to_buddhist_era(date(2023, 11, 4))
    2566
    """
    if day.year >= FIRST_BUDDHIST_YEAR:
        raise ValueError("already_buddhist")
    return day.year + ERA_OFFSET


def format_date(day: date, *, language: str, style: Style = "short") -> str:
    """`day` in words; in a language without its own form here, as YYYY-MM-DD.

    Examples
    --------
    >>> format_date(date(2023, 11, 4), language="th", style="long")
    '4 พฤศจิกายน 2566'
    >>> format_date(date(2023, 11, 4), language="en-gb"), format_date(date(2023, 11, 4), language="ms")
    ('4 Nov 2023', '2023-11-04')
    """
    month = _month(day, language=language, style=style)
    return f"{day.day} {month} {_year(day, language=language)}" if month else day.isoformat()


def format_date_range(first: date, last: date, *, language: str, style: Style = "short") -> str:
    """The span in words, saying month and year once where they are the same.

    Examples
    --------
    >>> format_date_range(date(2023, 11, 4), date(2023, 11, 6), language="th")
    '4–6 พ.ย. 2566'
    """
    end = format_date(last, language=language, style=style)
    month = _month(first, language=language, style=style)
    if first == last:
        return end
    if not month or first.year != last.year:
        return f"{format_date(first, language=language, style=style)} – {end}"
    return f"{first.day}–{end}" if first.month == last.month else f"{first.day} {month} – {end}"


def _month(day: date, *, language: str, style: Style) -> str:
    names = _MONTHS.get((language[:2], style))
    return names[day.month - 1] if names else ""


def _year(day: date, *, language: str) -> int:
    return to_buddhist_era(day) if language[:2] == "th" else day.year
