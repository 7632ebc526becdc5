"""A school year of twelve months, and where a day lies in it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from mueang.methods.register.errors import PageRefused

THAI_FIRST_MONTH = 5
N_MONTHS = 12


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """Twelve months from `first_month` of the Gregorian year `starts_in`: the Thai school year is May to April."""

    starts_in: int
    first_month: int = THAI_FIRST_MONTH

    def __post_init__(self) -> None:
        if not 1 <= self.first_month <= N_MONTHS:
            raise PageRefused(f"there is no month {self.first_month}")

    @classmethod
    def of(cls, day: date, *, first_month: int = THAI_FIRST_MONTH) -> SchoolYear:
        """The school year in which `day` lies."""
        return cls(day.year - (day.month < first_month), first_month)

    @property
    def months(self) -> list[tuple[int, int]]:
        """(year, month) of the twelve months, in order."""
        ahead = [self.first_month - 1 + place for place in range(N_MONTHS)]
        return [(self.starts_in + n // N_MONTHS, n % N_MONTHS + 1) for n in ahead]

    @property
    def first_day(self) -> date:
        return date(self.starts_in, self.first_month, 1)

    @property
    def last_day(self) -> date:
        year, month = self.months[-1]
        return date(year, month, monthrange(year, month)[1])

    def place(self, day: date) -> tuple[int, int]:
        """(month from 0 to 11, bit from 0 to 30) of a day; raises PageRefused outside the year."""
        if not self.first_day <= day <= self.last_day:
            raise PageRefused("not a day of this school year", day=day)
        return (day.month - self.first_month) % N_MONTHS, day.day - 1

    def day_at(self, month_place: int, bit: int) -> date | None:
        """The day at a place, or None where the month is too short."""
        year, month = self.months[month_place]
        return date(year, month, bit + 1) if bit < monthrange(year, month)[1] else None

    def days(self, first: date, last: date) -> list[date]:
        """The days from `first` to `last` that lie in this school year."""
        first, last = max(first, self.first_day), min(last, self.last_day)
        return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]

    def mask_of(self, days: Iterable[date]) -> NDArray[np.uint32]:
        """Days as bits, shape (12,), uint32: one month each; raises PageRefused outside the year."""
        mask = [0] * N_MONTHS
        for day in days:
            month_place, bit = self.place(day)
            mask[month_place] |= 1 << bit
        return np.array(mask, np.uint32)

    def bits_without_a_day(self, *, until: date) -> NDArray[np.uint32]:
        """Bits that no day of their month has (31 June), shape (12,), uint32, in the months up to that of `until`."""
        last, _bit = self.place(until)
        lengths = [monthrange(*month)[1] for month in self.months[: last + 1]] + [32] * (N_MONTHS - 1 - last)
        return np.array([(0xFFFFFFFF << length) & 0xFFFFFFFF for length in lengths], np.uint32)

    def half_of(self, day: date) -> date:
        """First day of the half year in which `day` lies: 1 May or 1 November of a Thai school year."""
        month_place, _bit = self.place(day)
        year, month = self.months[6 if month_place >= 6 else 0]
        return date(year, month, 1)
