"""What a register says about each child on one day: counts, and the rates they give."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Count = NDArray[np.uint16]
Rate = NDArray[np.float32]
Over = Literal["window", "year", "term", "month"]

CHRONIC_PERCENT, SEVERE_PERCENT = 10, 20


@dataclass(frozen=True, slots=True)
class Measures:
    """Counts of days, one a child, shape (n_children,), uint16; a rate is not a number where nothing was measured.

    An absence is an open day without the pupil, with leave or without; leave is told apart by `n_excused`.
    """

    as_of: date
    n_days: Count  # open days measured, year to date
    n_absent: Count
    n_excused: Count  # of n_absent
    n_late: Count
    window_days: Count  # open days measured in the window
    window_absent: Count
    month_days: Count
    month_absent: Count
    term_days: Count
    term_absent: Count
    recent_days: Count  # the last 28 days of the calendar
    recent_absent: Count
    earlier_days: Count  # the 28 days before those
    earlier_absent: Count
    ends_of_week_days: Count  # Mondays and Fridays, year to date
    ends_of_week_absent: Count
    longest_run: Count  # open days absent in a row; closed days do not end a run
    current_run: Count  # the run that reaches the last open day; 0 if the pupil was there
    n_missing: Count | None = None  # days of the calendar to date without a mark; None where no calendar was given

    @property
    def n_unexcused(self) -> Count:
        return self.n_absent - self.n_excused

    @property
    def absence_rate(self) -> Rate:
        """Share of open days absent, year to date."""
        return _share(self.n_absent, self.n_days)

    @property
    def unexcused_rate(self) -> Rate:
        return _share(self.n_unexcused, self.n_days)

    @property
    def late_rate(self) -> Rate:
        """Share of the days present on which the pupil came late."""
        return _share(self.n_late, self.n_days - self.n_absent)

    @property
    def window_rate(self) -> Rate:
        return _share(self.window_absent, self.window_days)

    @property
    def month_rate(self) -> Rate:
        return _share(self.month_absent, self.month_days)

    @property
    def term_rate(self) -> Rate:
        return _share(self.term_absent, self.term_days)

    @property
    def trend(self) -> Rate:
        """Absence rate of the last four weeks less that of the four before: above 0 it gets worse."""
        return _share(self.recent_absent, self.recent_days) - _share(self.earlier_absent, self.earlier_days)

    @property
    def ends_of_week_excess(self) -> Rate:
        """Share of absences that fall on Mondays and Fridays, less the share of open days that do."""
        return _share(self.ends_of_week_absent, self.n_absent) - _share(self.ends_of_week_days, self.n_days)

    def reaches(self, percent: int, *, over: Over = "year", least_days: int = 1) -> NDArray[np.bool_]:
        """Whether the absence rate is `percent` or more, in whole numbers, where at least `least_days` were measured.

        Source
        ------
        Attendance Works: chronic absence is missing 10 % or more of school days for any reason, severe 20 %.
        """
        days, absent = self._counts(over)
        return (days >= least_days) & (days > 0) & (absent.astype(np.uint32) * 100 >= days.astype(np.uint32) * percent)

    def is_chronic(self, *, over: Over = "year", least_days: int = 1) -> NDArray[np.bool_]:
        return self.reaches(CHRONIC_PERCENT, over=over, least_days=least_days)

    def is_severe(self, *, over: Over = "year", least_days: int = 1) -> NDArray[np.bool_]:
        return self.reaches(SEVERE_PERCENT, over=over, least_days=least_days)

    def table(self) -> dict[str, NDArray[np.generic]]:
        """Every count and every rate under its name, ready for rules, a model or a file."""
        counts = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "as_of"}
        table = {name: counted for name, counted in counts.items() if counted is not None}
        return table | {"n_unexcused": self.n_unexcused} | {name: getattr(self, name) for name in RATES}

    def _counts(self, over: Over) -> tuple[Count, Count]:
        prefix = {"year": "n", "window": "window", "term": "term", "month": "month"}[over]
        return getattr(self, f"{prefix}_days"), getattr(self, f"{prefix}_absent")


RATES = (
    *("absence_rate", "unexcused_rate", "late_rate", "window_rate", "month_rate", "term_rate"),
    *("trend", "ends_of_week_excess"),
)


def _share(part: Count, whole: Count) -> Rate:
    with np.errstate(invalid="ignore"):
        return np.divide(part, whole, dtype=np.float32)  # 0 / 0 is not a number, which is what is meant
