"""One new day written into the packed child-years of everyone."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from mueang.methods.register.child_years import ChildYears, as_many
from mueang.methods.register.errors import PageRefused
from mueang.methods.register.pages import BITS_OF, Mark
from mueang.methods.register.planes import CHUNK
from mueang.methods.register.school_year import SchoolYear

# A day's marks as small numbers: 0 is no mark, then in the order of Mark.
CODES = (None, *Mark)
CODE_OF = {mark: code for code, mark in enumerate(CODES) if mark is not None}


def mark_day(packed: ChildYears, *, day: date, year: SchoolYear, codes: NDArray[np.uint8]) -> None:
    """Write one day's marks into many child-years, in place, over what stood there.

    Parameters
    ----------
    packed : array, shape (n_children, 12, 4), uint32, changed
    day : the day, in `year`
    year : the school year of `packed`
    codes : array, shape (n_children,), uint8: 0 no mark, 1 present, 2 late, 3 excused, 4 absent

    Raises
    ------
    PageRefused
        If the day lies outside the year, a code is unknown (says whose) or the shapes disagree.

    Source
    ------
    Ours.

    Examples
    --------
    >>> packed = np.zeros((2, 12, 4), np.uint32)
    >>> mark_day(packed, day=date(2026, 6, 4), year=SchoolYear(2026), codes=np.array([3, 0], np.uint8))
    >>> packed[:, 1].tolist()
    [[8, 0, 0, 8], [0, 0, 0, 0]]
    """
    if as_many(packed).shape != packed.shape or codes.shape != (len(packed),) or codes.dtype != np.uint8:
        raise PageRefused(f"child-years {packed.shape} and codes {codes.dtype} {codes.shape} do not fit together")
    if len(codes) and codes.max() >= len(CODES):
        child = int(np.argmax(codes >= len(CODES)))
        raise PageRefused(f"no mark has the code {codes[child]}", day=day, child=child)
    month_place, bit = year.place(day)
    bits = np.array([BITS_OF[mark] if mark else (0, 0, 0, 0) for mark in CODES], np.uint32) << np.uint32(bit)
    others = ~np.uint32(1 << bit)
    for start in range(0, len(packed), CHUNK):
        cells = packed[start : start + CHUNK, month_place]
        cells[...] = cells & others | bits.take(codes[start : start + CHUNK], axis=0)
