"""Times of day as people write them in one cell: 09.00-12.00 น."""

from __future__ import annotations

import re
from datetime import time

from mueang.methods.thai import arabic_digits, clean

_HOUR = r"\d{1,2}(?:[:.]\d{2})?(?::\d{2})?"
_O_CLOCK = r"\s*(?:น\.?|นาฬิกา)?"
_CLOCK = re.compile(rf"^(\d{{1,2}})(?:[:.](\d{{2}}))?(?::\d{{2}})?{_O_CLOCK}$")
_SPAN = re.compile(rf"^({_HOUR}){_O_CLOCK}\s*(?:[-–—]|ถึง|to)\s*({_HOUR}){_O_CLOCK}$")


def read_clock(text: str) -> time | None:
    """A time of day: 09:00, 9.00 น. or 9; None for what is none."""
    found = _CLOCK.match(arabic_digits(clean(text)))
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))


def read_span(text: str) -> tuple[time, time] | None:
    """Two times with a dash between; None for what is none."""
    found = _SPAN.match(arabic_digits(clean(text)))
    begin, end = (read_clock(found[1]), read_clock(found[2])) if found else (None, None)
    return (begin, end) if begin is not None and end is not None else None
