"""What may be read from packed child-years on one day, for one pupil or a nation."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import numpy as np
from numpy.typing import NDArray

from mueang.methods.register.child_years import ChildYears, as_many
from mueang.methods.register.counting import Blocks, Count, count, count_period, count_windows
from mueang.methods.register.errors import PageRefused
from mueang.methods.register.measures import Measures
from mueang.methods.register.periods import Periods, Window, periods
from mueang.methods.register.planes import CHUNK, Turning, Words, refuse_contradictions, words_of
from mueang.methods.register.runs import LongestRuns, current_runs
from mueang.methods.register.school_year import N_MONTHS, THAI_FIRST_MONTH, SchoolYear

COUNTS = [field.name for field in fields(Measures) if field.name not in {"as_of", "n_missing"}]


def features(
    pages: ChildYears,
    *,
    window_days: int,
    as_of: date,
    window: Window = "open_days",
    first_month: int = THAI_FIRST_MONTH,
    term_starts_on: date | None = None,
    calendar: NDArray[np.uint32] | None = None,
) -> Measures:
    """Absences, lateness, runs, trend and weekday pattern of each child, up to and with `as_of`.

    Parameters
    ----------
    pages : array, shape (n_children, 12, 4) or (12, 4), uint32: packed child-years of the school year of `as_of`.
        Neighbours with the same open days are counted faster, so keep a school together
    window_days : days; how many, by `window`
    as_of : the last day that is looked at; marks on later days are not read, and may be wrong
    window : "open_days" counts each child's own open days backwards; "calendar_days" counts days of the calendar
    first_month : 1 to 12; the first month of the school year
    term_starts_on : the term's first day; without it the half year (1 May or 1 November of a Thai school year)
    calendar : array, shape (12,) or (n_children, 12), uint32: the days the school was open. Days of it to date that are
        not open on the child's page have no mark yet and are counted by `n_missing`, nowhere else

    Returns
    -------
    Measures; counts of days, shape (n_children,)

    Raises
    ------
    PageRefused
        If marks contradict one another (present on a closed day, late but absent, 31 June), with child and day; or if
        shapes, types or the window make no sense.

    Source
    ------
    Chronic absence counts every absence, with leave or without (Attendance Works); runs and leave apart from it as in
    the Thai class register. Counting bits by word: Warren (2013), Hacker's Delight, chapter 5.

    Examples
    --------
    >>> from mueang.methods.register import Mark, SchoolYear, child_year, pack_marks
    >>> marks = {1: Mark.PRESENT, 2: Mark.ABSENT, 4: Mark.LATE, 5: Mark.EXCUSED, 8: Mark.ABSENT}
    >>> page = pack_marks(marks, year=2026, month=6)
    >>> found = features(child_year({(2026, 6): page}, year=SchoolYear(2026)), window_days=4, as_of=date(2026, 6, 30))
    >>> found.n_days.tolist(), found.n_absent.tolist(), found.n_excused.tolist(), found.current_run.tolist()
    ([5], [3], [1], [2])
    >>> found.window_rate.tolist(), found.late_rate.tolist()
    ([0.75], [0.5])
    """
    packed = as_many(pages)
    year = SchoolYear.of(as_of, first_month=first_month)
    masks = periods(year=year, as_of=as_of, window_days=window_days, window=window, term_starts_on=term_starts_on)
    columns = {name: np.empty(len(packed), np.uint16) for name in COUNTS}
    missing = None if calendar is None else np.zeros(len(packed), np.uint16)
    runs = LongestRuns(columns["longest_run"])
    n_words = 1 + int(np.flatnonzero(masks.to_date)[-1])
    turning = Turning(first_word=0, n_words=n_words, n_children=min(CHUNK, len(packed)))
    for start in range(0, len(packed), CHUNK):
        part = slice(start, start + CHUNK)
        planes = turning.planes(packed[part], within=masks.to_date | masks.never)
        refuse_contradictions(planes, never=masks.never, year=year, first_child=start)
        absent = planes.absent
        blocks = Blocks.of(planes.open)
        found = count_windows(planes, absent=absent, blocks=blocks, masks=masks)
        found |= _count_totals(absent, blocks=blocks, masks=masks, n_words=n_words)
        found |= {"n_excused": count(planes.excused), "n_late": count(planes.late)}
        found["current_run"] = current_runs(is_open=planes.open, absent=absent)
        for name, counted in found.items():
            columns[name][part] = counted
        runs.add(start=start, is_open=planes.open, absent=absent, n_absent=columns["n_absent"][part])
        if missing is not None:
            missing[part] = _n_missing(calendar, part=part, is_open=planes.open, to_date=masks.to_date)
    runs.finish()
    return Measures(as_of=as_of, **columns, n_missing=missing)


def _count_totals(absent: Words, *, blocks: Blocks, masks: Periods, n_words: int) -> dict[str, NDArray[np.generic]]:
    found: dict[str, NDArray[np.generic]] = {"n_days": blocks.spread(count(blocks.is_open)), "n_absent": count(absent)}
    for name in ("month", "term", "ends_of_week"):
        found |= count_period(name, getattr(masks, name)[:n_words], absent=absent, blocks=blocks)
    return found


def _n_missing(calendar: NDArray[np.uint32] | None, *, part: slice, is_open: Words, to_date: Words) -> Count:
    if not isinstance(calendar, np.ndarray) or calendar.dtype != np.uint32 or calendar.shape[-1:] != (N_MONTHS,):
        raise PageRefused("a calendar is an array of uint32 of twelve months, or twelve months for each child")
    days = words_of(calendar[part] if calendar.ndim == 2 else calendar[None])
    if len(days) not in (1, is_open.shape[1]):
        raise PageRefused("a calendar for each child must have as many rows as there are children")
    due = (days & to_date).T[: len(is_open)]
    return count(due & ~is_open)
