"""Who stayed away several times in a row: a pure function of the marks of one learner, and the rule of the offering."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import pairwise
from statistics import median

DAILY_GAP_DAYS = 3
USUAL_WEEKLY, USUAL_DAILY = 2, 3


@dataclass(frozen=True, slots=True)
class AbsenceRule:
    """How many absences in a row are too many, and what counts as one.

    A mark of `away` counts; a mark of `neutral` neither counts nor ends a run. Whoever came but was there for less than
    `least_share` of the session counts as away.
    """

    in_a_row: int = USUAL_WEEKLY
    away: frozenset[str] = frozenset({"absent"})
    neutral: frozenset[str] = frozenset({"excused"})
    least_share: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        if self.in_a_row < 1:
            raise ValueError("in_a_row must be at least 1")
        if not 0 <= self.least_share <= 1:
            raise ValueError("least_share must be between 0 and 1")
        if self.away & self.neutral:
            raise ValueError("a mark cannot both count and not count")


@dataclass(frozen=True, slots=True)
class SessionMark:
    """How a learner was at one session that took place; `session` names it, minutes of `session_minutes` were there."""

    session: int
    mark: str
    minutes: int
    session_minutes: int


@dataclass(frozen=True, slots=True)
class Run:
    """Absences in a row: the session they began with, and how many they are."""

    first_session: int
    n_sessions: int


def open_run(marks: Sequence[SessionMark], rule: AbsenceRule) -> Run | None:
    """The run of absences that has not ended, if it is long enough to be told.

    Parameters
    ----------
    marks : the learner's marks, one a session, in the order of the sessions; cancelled sessions have none
    rule : AbsenceRule

    Returns
    -------
    Run of at least `rule.in_a_row` sessions that reaches the last mark that counts, or None.

    Raises
    ------
    ValueError
        If a session has no minutes.

    Source
    ------
    Requests of teachers to Moodle's attendance module (mod_attendance issue 300): consecutive unexplained absences
    instead of a percentage.

    Examples
    --------
    >>> marks = [SessionMark(n, mark, 0, 180) for n, mark in enumerate(["absent", "excused", "absent"])]
    >>> open_run(marks, AbsenceRule())
    Run(first_session=0, n_sessions=2)
    """
    run: list[int] = []
    for mark in marks:
        counts = is_away(mark, rule)
        if counts is None:
            continue
        if counts:
            run.append(mark.session)
        else:
            run = []
    return Run(run[0], len(run)) if len(run) >= rule.in_a_row else None


def is_away(mark: SessionMark, rule: AbsenceRule) -> bool | None:
    """Whether the mark counts as an absence; None where it neither counts nor ends a run.

    Source
    ------
    The rule is the offering's own.

    Examples
    --------
    >>> rule = AbsenceRule(least_share=Fraction(1, 2))
    >>> [is_away(SessionMark(1, mark, n, 180), rule) for mark, n in [("late", 60), ("late", 90), ("excused", 0)]]
    [True, False, None]
    """
    if mark.session_minutes <= 0:
        raise ValueError("a session must have minutes")
    if mark.mark in rule.neutral:
        return None
    return mark.mark in rule.away or Fraction(mark.minutes, mark.session_minutes) < rule.least_share


def usual_in_a_row(starts: Iterable[datetime]) -> int:
    """After how many absences in a row to ask, where nobody decided: 2 of weekly sessions, 3 of daily ones.

    Parameters
    ----------
    starts : instants at which the offering's sessions begin, in any order

    Returns
    -------
    3 if the sessions of different days lie less than three days apart (the median), else 2.

    Source
    ------
    Ours: a week without a sign is long for somebody who should have come every day, two weeks for a weekly meeting.

    Examples
    --------
    >>> usual_in_a_row([datetime(2026, 6, day) for day in (1, 2, 3, 4)]), usual_in_a_row([datetime(2026, 6, 1)])
    (3, 2)
    """
    days = sorted({start.date() for start in starts})
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    return USUAL_DAILY if gaps and median(gaps) < DAILY_GAP_DAYS else USUAL_WEEKLY
