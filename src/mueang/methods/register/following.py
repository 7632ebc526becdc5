"""Measures brought forward by a day or a few, without counting the year again."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from mueang.methods.register.child_years import ChildYears, as_many
from mueang.methods.register.counting import Blocks, count_windows
from mueang.methods.register.errors import PageRefused
from mueang.methods.register.measures import Measures
from mueang.methods.register.periods import FRIDAY, MONDAY, Periods, Window, periods
from mueang.methods.register.planes import CHUNK, Planes, Turning, Words, refuse_contradictions
from mueang.methods.register.school_year import THAI_FIRST_MONTH, SchoolYear

ONE = np.uint64(1)
Flags = NDArray[np.uint16]
# What is counted from the pages again; the rest only grows.
COUNTED_ANEW = {f"{name}_{what}" for name in ("window", "recent", "earlier") for what in ("days", "absent")}
Columns = dict[str, Flags]


def follow_day(
    measures: Measures,
    *,
    pages: ChildYears,
    window_days: int,
    as_of: date,
    window: Window = "open_days",
    first_month: int = THAI_FIRST_MONTH,
    term_starts_on: date | None = None,
) -> Measures:
    """The measures of an earlier day of the school year brought forward to `as_of`.

    Parameters
    ----------
    measures : of the same children, found by `features` or `follow_day` for an earlier day with the same window
    pages : array, shape (n_children, 12, 4), uint32, in which the days since are marked; what was marked before
        must not have changed (after a correction call `features` for those children)
    window_days, as_of, window, first_month, term_starts_on : as of `features`

    Returns
    -------
    Measures, equal to `features` of `pages` on `as_of`; without `n_missing`

    Raises
    ------
    PageRefused
        If `as_of` is not after `measures.as_of` in the same school year, or as of `features` for what is read.

    Source
    ------
    Ours.

    Examples
    --------
    >>> from mueang.methods.register import features, mark_day
    >>> packed = np.zeros((2, 12, 4), np.uint32)
    >>> before = features(packed, window_days=20, as_of=date(2026, 6, 3))
    >>> mark_day(packed, day=date(2026, 6, 4), year=SchoolYear(2026), codes=np.array([4, 1], np.uint8))
    >>> after = follow_day(before, pages=packed, window_days=20, as_of=date(2026, 6, 4))
    >>> after.n_absent.tolist(), after.current_run.tolist(), after.window_days.tolist()
    ([1, 0], [1, 0], [1, 1])
    """
    packed = as_many(pages)
    year = SchoolYear.of(as_of, first_month=first_month)
    if not year.first_day <= measures.as_of < as_of or len(packed) != len(measures.n_days):
        raise PageRefused("only measures of the same children on an earlier day of the year can be brought forward")
    masks = periods(year=year, as_of=as_of, window_days=window_days, window=window, term_starts_on=term_starts_on)
    names = [field.name for field in fields(Measures) if field.name not in {"as_of", "n_missing"}]
    columns = {
        name: np.empty_like(getattr(measures, name)) if name in COUNTED_ANEW else getattr(measures, name).copy()
        for name in names
    }
    new_days = year.days(measures.as_of + timedelta(days=1), as_of)
    month_starts, term_starts = as_of.replace(day=1), term_starts_on or year.half_of(as_of)
    for name, since in (("month", month_starts), ("term", term_starts)):
        if since > measures.as_of:
            columns[f"{name}_days"][:] = columns[f"{name}_absent"][:] = 0
    turned = _Turned(masks=masks, since=new_days[0], year=year, n_children=min(CHUNK, len(packed)))
    for start in range(0, len(packed), CHUNK):
        part = slice(start, start + CHUNK)
        here = {name: column[part] for name, column in columns.items()}
        planes = turned.planes(packed[part])
        refuse_contradictions(planes, never=masks.never, year=year, first_child=start)
        windows = count_windows(planes, absent=planes.absent, blocks=Blocks.of(planes.open), masks=masks)
        for name, counted in windows.items():
            here[name][:] = counted
        for day in new_days:
            _add_day(here, planes=planes, day=day, year=year, in_month=day >= month_starts, in_term=day >= term_starts)
    return replace(measures, as_of=as_of, n_missing=None, **columns)


class _Turned:
    """As many words, from the newest back, as the new days and the windows reach into; more if need be."""

    def __init__(self, *, masks: Periods, since: date, year: SchoolYear, n_children: int) -> None:
        self._masks, self._n_children = masks, n_children
        self._last = int(np.flatnonzero(masks.to_date)[-1])
        wanted = [mask for mask in (masks.recent, masks.earlier, masks.window) if mask is not None and mask.any()]
        self._first = min([int(np.flatnonzero(mask)[0]) for mask in wanted] + [year.place(since)[0] // 2])
        self._kept: dict[int, Turning] = {}

    def planes(self, packed: ChildYears) -> Planes:
        for first in range(self._first, -1, -1):
            planes = self._from(first).planes(packed, within=self._masks.to_date | self._masks.never)
            if self._masks.window is not None or self._has_window(planes):
                break
        return planes

    def _from(self, first: int) -> Turning:
        if first not in self._kept:
            n_words = self._last + 1 - first
            self._kept[first] = Turning(first_word=first, n_words=n_words, n_children=self._n_children)
        return self._kept[first]

    def _has_window(self, planes: Planes) -> bool:
        n_open = Blocks.of(planes.open).is_open
        return bool(np.bitwise_count(n_open).sum(axis=0, dtype=np.uint16).min() >= self._masks.window_days)


def _add_day(here: Columns, *, planes: Planes, day: date, year: SchoolYear, in_month: bool, in_term: bool) -> None:
    month_place, bit = year.place(day)
    word, shift = month_place // 2 - planes.first_word, np.uint64(32 * (month_place % 2) + bit)

    def marked(mask: Words) -> Flags:
        flags: Flags = ((mask[word] >> shift) & ONE).astype(np.uint16)
        return flags

    is_open = marked(planes.open)
    if not is_open.any():
        return
    absent = is_open - marked(planes.present)
    periods_met = ["n"] + ["month"] * in_month + ["term"] * in_term
    periods_met += ["ends_of_week"] * (day.weekday() in (MONDAY, FRIDAY))
    for name in periods_met:
        here[f"{name}_days"] += is_open
        here[f"{name}_absent"] += absent
    here["n_excused"] += marked(planes.excused)
    here["n_late"] += marked(planes.late)
    run = here["current_run"]
    run += absent
    run *= np.uint16(1) - (is_open - absent)
    np.maximum(here["longest_run"], run, out=here["longest_run"])
