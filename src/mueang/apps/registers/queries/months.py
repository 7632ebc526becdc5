"""The twelve months of a school year, and a child's pages as one packed year, without NumPy: a web page needs one."""

from __future__ import annotations

import struct
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

FIRST_MONTH = 5
N_MONTHS = 12
Masks = tuple[int, int, int, int]
_YEAR = struct.Struct("<48I")
BLOB_BYTES = _YEAR.size


def school_year_of(day: date) -> int:
    """The school year of a day by the Gregorian year in which it began: 30 April 2024 is of 2023."""
    return day.year - (day.month < FIRST_MONTH)


def months_of(school_year: int) -> list[tuple[int, int]]:
    """(year, month) of the twelve months, from May on."""
    return [(school_year + (month < FIRST_MONTH), month) for month in (5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3, 4)]


def place_of(month: int) -> int:
    """Where a month (1 to 12) stands in the school year: 0 for May, 11 for April."""
    return (month - FIRST_MONTH) % N_MONTHS


def year_of(school_year: int, month: int) -> int:
    """The Gregorian year of a month of a school year."""
    return school_year + (month < FIRST_MONTH)


def days_in(school_year: int, month: int) -> int:
    return monthrange(year_of(school_year, month), month)[1]


def days_of(mask: int) -> Iterator[int]:
    """The days of the month that a mask holds, in order."""
    while mask:
        low = mask & -mask
        yield low.bit_length()
        mask ^= low


def mask_of(days: Iterable[int]) -> int:
    mask = 0
    for day in days:
        mask |= 1 << (day - 1)
    return mask


def pack_year(pages: Iterable[tuple[int, Masks]]) -> bytes:
    """(month, masks) of all schoolings of one child in one school year as 192 bytes.

    A child who changed school in mid-month has two pages of that month: a day that either calls present is present.
    """
    words = [0] * (N_MONTHS * 4)
    for month, (is_open, present, late, excused) in pages:
        at = place_of(month) * 4
        words[at] |= is_open
        words[at + 1] |= present
        words[at + 2] |= late
        words[at + 3] = (words[at + 3] | excused) & ~words[at + 1]
    return _YEAR.pack(*words)


def unpack_year(packed: bytes | memoryview) -> dict[int, Masks]:
    """Masks by month (1 to 12) of a packed year."""
    words = _YEAR.unpack(bytes(packed))
    return {
        month: (words[4 * n], words[4 * n + 1], words[4 * n + 2], words[4 * n + 3])
        for n, (_year, month) in enumerate(months_of(2000))
    }


def merged(old: Masks, new: Masks, *, touched: int) -> Masks:
    """`old` with the days of `touched` replaced by those of `new`."""
    kept = ~touched
    return (
        old[0] & kept | new[0] & touched,
        old[1] & kept | new[1] & touched,
        old[2] & kept | new[2] & touched,
        old[3] & kept | new[3] & touched,
    )


def totals(pages: Mapping[int, Masks]) -> tuple[int, int, int, int]:
    """Days recorded, absent without leave, on leave, late, of a year's pages."""
    values = pages.values()
    recorded = sum(one[0].bit_count() for one in values)
    leave = sum(one[3].bit_count() for one in values)
    return (
        recorded,
        recorded - sum(one[1].bit_count() for one in values) - leave,
        leave,
        sum(one[2].bit_count() for one in values),
    )
