"""The two terms of a Thai school year, for counting what came in and went out of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class SchoolTerm:
    """Days from `starts_on` to `ends_on`, both inside; `year` (common era) is when its school year began."""

    starts_on: date
    ends_on: date
    year: int
    number: int


def school_term(day: date) -> SchoolTerm:
    """The term a day belongs to, its holidays counted with the term before them.

    Parameters
    ----------
    day : date

    Returns
    -------
    SchoolTerm; term 1 from 16 May to 31 October, term 2 from 1 November to 15 May, so that every day is in one.

    Source
    ------
    Ministry of Education regulation on the school year (1 term: 16 May to 11 October; 2: 1 November to 1 April).

    Examples
    --------
    >>> term = school_term(date(2026, 3, 31))
    >>> term.year, term.number, term.starts_on.isoformat(), term.ends_on.isoformat()
    (2025, 2, '2025-11-01', '2026-05-15')
    """
    if date(day.year, 5, 16) <= day <= date(day.year, 10, 31):
        return SchoolTerm(date(day.year, 5, 16), date(day.year, 10, 31), day.year, 1)
    year = day.year if day.month > 10 else day.year - 1
    return SchoolTerm(date(year, 11, 1), date(year + 1, 5, 15), year, 2)


def last_terms(day: date, *, n: int) -> list[SchoolTerm]:
    """The term of `day` and those before it, the oldest first.

    >>> [(term.year, term.number) for term in last_terms(date(2026, 6, 1), n=3)]
    [(2025, 1), (2025, 2), (2026, 1)]
    """
    terms = [school_term(day)]
    while len(terms) < n:
        terms.append(school_term(terms[-1].starts_on - timedelta(days=1)))
    return terms[::-1]
