"""Years as Thai offices count them: the calendar's, the budget's, the school's."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mueang.methods.thai.date_ranges import parse_date_range
from mueang.methods.thai.dates import CHRISTIAN_YEARS, ERA_OFFSET, FIRST_BUDDHIST_YEAR
from mueang.methods.thai.errors import DateError
from mueang.methods.thai.text import arabic_digits, clean

FIRST_FISCAL_MONTH = 10
PeriodKind = Literal["year", "fiscal_year", "school_year", "days"]

_YEAR = re.compile(
    r"(?P<word>(?:ปี)?\s?งบ(?:ประมาณ)?|fiscal year|budget year|fy|ปี\s?การศึกษา|school year|academic year|ปี)?\s*"
    r"(?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|B\.?E\.?)?\s*(?P<year>\d{4})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from `starts_on` to `ends_on`, both inside."""

    starts_on: date
    ends_on: date

    @property
    def kind(self) -> PeriodKind:
        """Which year of which office it is, or so many days."""
        for kind, whole in _WHOLE_YEARS.items():
            if self == whole(self.named_year(kind)):
                return kind
        return "days"

    def named_year(self, kind: PeriodKind) -> int:
        """The year (common era) that a whole year is called by: a budget year by the one in which it ends."""
        return self.ends_on.year if kind == "fiscal_year" else self.starts_on.year


def calendar_year(year: int) -> Period:
    """1 January to 31 December of `year` (common era).

    >>> str(calendar_year(2023).ends_on)
    '2023-12-31'
    """
    return Period(date(year, 1, 1), date(year, 12, 31))


def fiscal_year(year: int) -> Period:
    """The Thai budget year called `year` (common era): 1 October of the year before to 30 September.

    Source: พระราชบัญญัติวิธีการงบประมาณ พ.ศ. 2561 section 4.

    >>> str(fiscal_year(2024).starts_on)
    '2023-10-01'
    """
    return Period(date(year - 1, 10, 1), date(year, 9, 30))


def fiscal_year_of(day: date) -> int:
    """The Thai budget year (common era) that a day belongs to: October counts to the next.

    Source: as `fiscal_year`.

    >>> fiscal_year_of(date(2023, 9, 30)), fiscal_year_of(date(2023, 10, 1))
    (2023, 2024)
    """
    return day.year + (day.month >= FIRST_FISCAL_MONTH)


def school_year(year: int) -> Period:
    """The Thai school year that begins in `year` (common era): 16 May to 15 May, its holidays included.

    Source: Ministry of Education regulation on the school year, as in methods.school_terms.

    >>> str(school_year(2023).ends_on)
    '2024-05-15'
    """
    return Period(date(year, 5, 16), date(year + 1, 5, 15))


_WHOLE_YEARS: dict[PeriodKind, Callable[[int], Period]] = {
    "year": calendar_year,
    "fiscal_year": fiscal_year,
    "school_year": school_year,
}


def parse_period(text: str | float | date, *, today: date) -> Period:
    """The period that `text` means.

    Parameters
    ----------
    text : a year in either era (2566 and 2023 are the same), ปีงบประมาณ or ปีการศึกษา with a year, or one or two days
        as for `parse_date_range`; a number that a spreadsheet holds as well
    today : date, as for `parse_date`

    Returns
    -------
    Period, in the Gregorian calendar.

    Raises
    ------
    DateError
        As `parse_date_range`; year_out_of_range for a year no observation can be of.

    Examples
    --------
    >>> day = date(2026, 1, 31)
    >>> parse_period("๒๕๖๖", today=day) == parse_period(2023, today=day) == calendar_year(2023)
    True
    >>> parse_period("ปีงบประมาณ 2567", today=day) == fiscal_year(2024)
    True
    >>> parse_period("ปีการศึกษา 2566", today=day).kind
    'school_year'
    """
    if isinstance(text, float | int) and text == int(text) and 1000 <= text <= 9999:
        text = str(int(text))
    if isinstance(text, str):
        found = _YEAR.fullmatch(arabic_digits(clean(text)).strip())
        if found:
            return _named(found["word"] or "", year=int(found["year"]))
    starts_on, ends_on = parse_date_range(text, today=today)
    return Period(starts_on, ends_on)


def _named(word: str, *, year: int) -> Period:
    year -= ERA_OFFSET if year >= FIRST_BUDDHIST_YEAR else 0
    if year not in CHRISTIAN_YEARS:
        raise DateError("year_out_of_range")
    folded = word.lower()
    if "งบ" in folded or folded.startswith(("f", "b")):
        return fiscal_year(year)
    if "การศึกษา" in folded or folded.startswith(("s", "a")):
        return school_year(year)
    return calendar_year(year)
