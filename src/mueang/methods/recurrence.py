"""Which days a course meets by a rule of RFC 5545, and which of them give way to holidays and exceptions."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Generic, Literal, TypeVar

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_MEETINGS = 200
LONGEST = timedelta(days=3 * 366)
LAST_OF_THE_MONTH = -1
_LARGEST_STEP = 12
_RULE = re.compile(
    r"FREQ=(?:WEEKLY;INTERVAL=\d{1,2};BYDAY=(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU)){0,6}"
    r"|MONTHLY;INTERVAL=\d{1,2};BYDAY=(?:[1-4]|-1)(?:MO|TU|WE|TH|FR|SA|SU))"
    r";(?:COUNT=(?P<count>\d{1,3})|UNTIL=(?P<until>\d{8}))"
)

Reason = TypeVar("Reason")
State = Literal["meets", "added", "held_anyway", "closed", "skipped"]


@dataclass(frozen=True, slots=True)
class Day(Generic[Reason]):
    """One day of the rule: met or given up, and why; `reason` is what the caller said of the day it is closed."""

    on: date
    state: State
    reason: Reason | None = None

    @property
    def meets(self) -> bool:
        return self.state in ("meets", "added", "held_anyway")


def weekly_rule(weekdays: Collection[str], *, every: int = 1, count: int = 0, until: date | None = None) -> str:
    """The rule of a course that meets on these days of every `every`-th week.

    Parameters
    ----------
    weekdays : codes of RFC 5545 section 3.3.10, "MO" to "SU"; at least one
    every : weeks from one to the next, 1 to 12
    count : how many meetings, 1 to 200; or 0 and
    until : the last day it may meet

    Returns
    -------
    str, with its parts in one order, so that equal rules are equal texts

    Raises
    ------
    ValueError
        rule_not_understood for any other weekday, step or count, and for neither or both ends.

    Examples
    --------
    >>> weekly_rule(["SA", "MO"], every=2, count=10)
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SA;COUNT=10'
    """
    days = ",".join(sorted(set(weekdays), key=lambda code: WEEKDAYS.index(code) if code in WEEKDAYS else -1))
    return checked_rule(f"FREQ=WEEKLY;INTERVAL={every};BYDAY={days};{_end(count, until)}")


def monthly_rule(weekday: str, *, nth: int, every: int = 1, count: int = 0, until: date | None = None) -> str:
    """The rule of a course that meets on one weekday of the month: its first to fourth, or its last (-1).

    Other arguments, the result and the errors as for `weekly_rule`, `every` in months (RFC 5545 section 3.3.10).

    Examples
    --------
    >>> monthly_rule("SA", nth=2, count=6)
    'FREQ=MONTHLY;INTERVAL=1;BYDAY=2SA;COUNT=6'
    """
    return checked_rule(f"FREQ=MONTHLY;INTERVAL={every};BYDAY={nth}{weekday};{_end(count, until)}")


def checked_rule(rule: str) -> str:
    """The rule itself, if it is one that this module writes; the full language of RFC 5545 is never evaluated.

    Raises
    ------
    ValueError
        rule_not_understood

    Examples
    --------
    >>> checked_rule("FREQ=SECONDLY;COUNT=1000000")
    Traceback (most recent call last):
    ValueError: rule_not_understood
    """
    found = _RULE.fullmatch(rule)
    parts = dict(part.split("=", 1) for part in rule.split(";")) if found else {}
    if (
        found is None
        or not 1 <= int(parts["INTERVAL"]) <= _LARGEST_STEP
        or not 1 <= int(found["count"] or 1) <= MOST_MEETINGS
        or not _is_day(found["until"])
    ):
        raise ValueError("rule_not_understood")
    return rule


def rule_days(rule: str, *, first_on: date) -> Iterator[date]:
    """Every day of the rule from `first_on` on, its end left aside, for at most three years; never first_on by itself.

    RFC 5545 counts DTSTART as the first occurrence whether or not the rule names it; a keeper who starts in the
    middle of a week means the next day that the rule does name.

    Raises
    ------
    ValueError
        rule_not_understood

    Examples
    --------
    >>> days = rule_days("FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;COUNT=1", first_on=date(2026, 6, 3))
    >>> [str(next(days)) for _ in range(2)]
    ['2026-06-08', '2026-06-15']
    """
    from dateutil.rrule import rrulestr  # two megabytes that most processes never need

    endless = checked_rule(rule).rpartition(";")[0]
    for at in rrulestr(endless, dtstart=datetime.combine(first_on, time.min)):
        if at.date() > first_on + LONGEST:
            return
        yield at.date()


def meeting_days(
    rule: str,
    *,
    first_on: date,
    closed: Callable[[date], Reason | None],
    skipped: Collection[date] = (),
    added: Collection[date] = (),
    held_anyway: Collection[date] = (),
) -> tuple[Day[Reason], ...]:
    """The days of a rule in order, those given up among them.

    Parameters
    ----------
    rule : as `weekly_rule` or `monthly_rule` writes it
    first_on : the first day that is looked at
    closed : the reason a day is closed (a holiday's name), or None; the course gives way on such days
    skipped : days the keeper leaves out
    added : days more, outside the rule (RFC 5545 RDATE); never given up
    held_anyway : closed days on which it meets all the same

    Returns
    -------
    tuple of Day. With COUNT, so many of the rule's days are met: one that is given up is made up for at the end,
    as a course of ten meetings means ten. With UNTIL, nothing is made up for. Added days are not counted.
    At most 200 meetings, within three years.

    Raises
    ------
    ValueError
        rule_not_understood

    Examples
    --------
    >>> rule = weekly_rule(["TU"], count=2)
    >>> found = meeting_days(rule, first_on=date(2026, 4, 7), closed={date(2026, 4, 14): "Songkran"}.get)
    >>> [(day.on.day, day.state) for day in found]
    [(7, 'meets'), (14, 'closed'), (21, 'meets')]
    """
    days: dict[date, Day[Reason]] = {}
    n_met, wanted, until = 0, *_ends(rule)
    for on in takewhile(lambda day: until is None or day <= until, rule_days(rule, first_on=first_on)):
        if n_met == wanted:
            break
        days[on] = _day(on, closed=closed, skipped=skipped, held_anyway=held_anyway)
        n_met += days[on].meets
    for on in added:
        if on not in days or not days[on].meets:
            days[on] = Day(on, "added")
    return tuple(days[on] for on in sorted(days))


def _day(
    on: date, *, closed: Callable[[date], Reason | None], skipped: Collection[date], held_anyway: Collection[date]
) -> Day[Reason]:
    if on in skipped:
        return Day(on, "skipped")
    reason = closed(on)
    if reason is None:
        return Day(on, "meets")
    return Day(on, "held_anyway" if on in held_anyway else "closed", reason)


def _ends(rule: str) -> tuple[int, date | None]:
    name, _, value = rule.rpartition(";")[2].partition("=")
    if name == "COUNT":
        return int(value), None
    return MOST_MEETINGS, date.fromisoformat(value)


def _end(count: int, until: date | None) -> str:
    if bool(count) == (until is not None):
        return ""
    return f"UNTIL={until:%Y%m%d}" if until else f"COUNT={count}"


def _is_day(text: str | None) -> bool:
    try:
        return text is None or bool(date.fromisoformat(text))
    except ValueError:
        return False
