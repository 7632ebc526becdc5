"""One pupil, one month: four bitmasks in which bit d-1 is day d."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from mueang.methods.register.errors import PageRefused

MASKS = ("open", "present", "late", "excused")
OPEN, PRESENT, LATE, EXCUSED = range(4)

Page = NDArray[np.uint32]


class Mark(StrEnum):
    """What the register says about one pupil on one day. No mark is no mark: neither there nor absent."""

    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"


# The bits of a mark, in the order of MASKS: a late pupil is present, an excused one is not.
BITS_OF: Mapping[Mark, tuple[int, int, int, int]] = {
    Mark.PRESENT: (1, 1, 0, 0),
    Mark.LATE: (1, 1, 1, 0),
    Mark.EXCUSED: (1, 0, 0, 1),
    Mark.ABSENT: (1, 0, 0, 0),
}
MARK_OF = {bits: mark for mark, bits in BITS_OF.items()}
REFUSALS = {
    "present": "present on a day that is not open",
    "late": "late without being present",
    "excused": "excused on a day that is not open",
    "both": "present and excused on one day",
}


def pack_month(
    *,
    year: int,
    month: int,
    open_days: Iterable[int],
    present: Iterable[int] = (),
    late: Iterable[int] = (),
    excused: Iterable[int] = (),
) -> Page:
    """One pupil's month as four bitmasks.

    Parameters
    ----------
    year, month : Gregorian year, month 1 to 12
    open_days : days of the month on which a lesson was held *and* this pupil's mark was taken. A day without a mark is
        left out, whatever the school's calendar says: so it counts neither as present nor as absent
    present : open days on which the pupil was there, late or not
    late : days present on which the pupil came late
    excused : open days away with leave (illness, errand). Open, not present and not excused is absent without leave

    Returns
    -------
    array, shape (4,), uint32, in the order of MASKS; bit d-1 is day d

    Raises
    ------
    PageRefused
        If a day is not of that month, or the marks contradict one another; says which day.

    Source
    ------
    Ours, after the Thai class register (Por Por 5), which keeps present, absent, late, ill and on leave.

    Examples
    --------
    >>> pack_month(year=2026, month=6, open_days=[1, 2, 4], present=[1, 2], late=[2], excused=[4]).tolist()
    [11, 3, 2, 8]
    """
    if not 1 <= month <= 12:
        raise PageRefused(f"there is no month {month}")
    given = (open_days, present, late, excused)
    page = np.array([_mask(days, year=year, month=month) for days in given], np.uint32)
    for bit in range(31):
        bits = (page >> np.uint32(bit)) & np.uint32(1)
        if why := _contradiction(*map(int, bits)):
            raise PageRefused(why, day=date(year, month, bit + 1))
    return page


def pack_marks(marks: Mapping[int, Mark], *, year: int, month: int) -> Page:
    """One pupil's month as four bitmasks, from one mark a day.

    Parameters
    ----------
    marks : day of the month -> Mark; a day without a mark is left out
    year, month : Gregorian year, month 1 to 12

    Returns
    -------
    array, shape (4,), uint32, as of `pack_month`

    Raises
    ------
    PageRefused
        If a day is not of that month.

    Source
    ------
    As of `pack_month`.

    Examples
    --------
    >>> pack_marks({1: Mark.PRESENT, 2: Mark.LATE, 4: Mark.EXCUSED}, year=2026, month=6).tolist()
    [11, 3, 2, 8]
    """
    places = range(len(MASKS))
    days = [[day for day, mark in marks.items() if BITS_OF[Mark(mark)][place]] for place in places]
    return pack_month(
        year=year, month=month, open_days=days[OPEN], present=days[PRESENT], late=days[LATE], excused=days[EXCUSED]
    )


def unpack_month(page: Iterable[int]) -> dict[int, Mark]:
    """The marks of one page, day of the month -> Mark, in order: `pack_marks` read backwards.

    Parameters
    ----------
    page : four integers in the order of MASKS

    Returns
    -------
    dict; a day that is not open has no mark

    Raises
    ------
    PageRefused
        If the page holds marks that contradict one another.

    Source
    ------
    As of `pack_month`.

    Examples
    --------
    >>> unpack_month([11, 3, 2, 8])
    {1: <Mark.PRESENT: 'present'>, 2: <Mark.LATE: 'late'>, 4: <Mark.EXCUSED: 'excused'>}
    """
    masks = [int(mask) for mask in page]
    marks = {}
    for bit in range(32):
        bits = tuple(mask >> bit & 1 for mask in masks)
        if not any(bits):
            continue
        if bit == 31 or bits not in MARK_OF:
            raise PageRefused(f"day {bit + 1}: {_contradiction(*bits) or 'no month has that day'}")
        marks[bit + 1] = MARK_OF[bits]
    return marks


def _mask(days: Iterable[int], *, year: int, month: int) -> int:
    last = monthrange(year, month)[1]
    mask = 0
    for day in days:
        if isinstance(day, float) or not 1 <= day <= last:
            raise PageRefused(f"{year}-{month:02} has no day {day}")
        mask |= 1 << (int(day) - 1)
    return mask


def _contradiction(is_open: int, present: int, late: int, excused: int) -> str | None:
    if present and not is_open:
        return REFUSALS["present"]
    if late and not present:
        return REFUSALS["late"]
    if excused and not is_open:
        return REFUSALS["excused"]
    return REFUSALS["both"] if excused and present else None
