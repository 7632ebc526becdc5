"""The stretches of days over which a register is counted, as masks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mueang.methods.register.errors import PageRefused
from mueang.methods.register.planes import Words, words_of
from mueang.methods.register.school_year import SchoolYear

Window = Literal["open_days", "calendar_days"]
FOUR_WEEKS = timedelta(days=28)
MONDAY, FRIDAY = 0, 4


@dataclass(frozen=True, slots=True)
class Periods:
    """Masks of shape (6,) that hold for everybody; `window` is None where it is counted in each child's open days."""

    to_date: Words
    never: Words  # bits that no day of their month has
    month: Words
    term: Words
    recent: Words
    earlier: Words
    ends_of_week: Words
    window: Words | None
    window_days: int


def periods(*, year: SchoolYear, as_of: date, window_days: int, window: Window, term_starts_on: date | None) -> Periods:
    """All the masks for one `as_of`; raises PageRefused where they make no sense."""
    if window_days < 1 or window not in ("open_days", "calendar_days"):
        raise PageRefused(f"a window of {window_days} {window} cannot be counted")
    year.place(as_of)

    def between(first: date, last: date) -> Words:
        return words_of(year.mask_of(year.days(first, last)))

    to_date = year.days(year.first_day, as_of)
    return Periods(
        to_date=words_of(year.mask_of(to_date)),
        never=words_of(year.bits_without_a_day(until=as_of)),
        month=between(as_of.replace(day=1), as_of),
        term=between(term_starts_on or year.half_of(as_of), as_of),
        recent=between(as_of - FOUR_WEEKS + timedelta(days=1), as_of),
        earlier=between(as_of - 2 * FOUR_WEEKS + timedelta(days=1), as_of - FOUR_WEEKS),
        ends_of_week=words_of(year.mask_of(day for day in to_date if day.weekday() in (MONDAY, FRIDAY))),
        window=between(as_of - timedelta(days=window_days - 1), as_of) if window == "calendar_days" else None,
        window_days=window_days,
    )


def last_open_days(is_open: Words, *, n_days: int) -> Words:
    """The last `n_days` open days of each child, of masks (n_words, n_children); fewer where there are fewer."""
    n_open = np.bitwise_count(is_open).astype(np.int64)
    newer = np.cumsum(n_open[::-1], axis=0)[::-1] - n_open
    wanted = np.clip(n_days - newer, 0, n_open)
    kept: Words = is_open * (wanted > 0)
    crossed = (wanted > 0) & (wanted < n_open)
    kept[crossed] = _highest(is_open[crossed], n_bits=wanted[crossed])
    return kept


def _highest(words: Words, *, n_bits: NDArray[np.int64]) -> Words:
    """The highest `n_bits` set bits of each word, which has more: found by halving, Hacker's Delight 5-1."""
    below: Words = np.zeros(len(words), np.uint64)
    for step in (32, 16, 8, 4, 2, 1):
        tried = below | np.uint64(step)
        below = np.where(np.bitwise_count(words >> tried) >= n_bits, tried, below)
    highest: Words = (words >> below) << below
    return highest
