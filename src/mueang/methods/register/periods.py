"""The stretches of days over which a register is counted, as masks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from mueang.methods.register.errors import PageRefused
from mueang.methods.register.planes import Words, words_of
from mueang.methods.register.school_year import SchoolYear

Window = Literal["open_days", "calendar_days"]
FOUR_WEEKS = timedelta(days=28)
MONDAY, FRIDAY = 0, 4
ONE = np.uint64(1)


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
    kept = is_open.copy()
    left = np.full(is_open.shape[1], n_days, np.int64)
    for word in reversed(range(len(kept))):
        n_open = np.bitwise_count(kept[word]).astype(np.int64)
        surplus = np.clip(n_open - left, 0, n_open)
        left -= n_open - surplus
        kept[word][surplus == n_open] = 0
        crowded = np.flatnonzero((surplus > 0) & (surplus < n_open))
        while len(crowded):
            kept[word, crowded] &= kept[word, crowded] - ONE  # drops the earliest day
            surplus[crowded] -= 1
            crowded = crowded[surplus[crowded] > 0]
    return kept
