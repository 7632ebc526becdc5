"""Attendance kept as bits: a page of one month, a packed child-year, and what is read from them by counting bits."""

from mueang.methods.register.child_years import BLOB_BYTES, child_year, from_bytes, to_bytes
from mueang.methods.register.days import mark_day
from mueang.methods.register.errors import PageRefused
from mueang.methods.register.features import features
from mueang.methods.register.following import follow_day
from mueang.methods.register.measures import Measures
from mueang.methods.register.pages import (
    EXCUSED,
    LATE,
    MASKS,
    OPEN,
    PRESENT,
    Mark,
    pack_marks,
    pack_month,
    unpack_month,
)
from mueang.methods.register.school_year import SchoolYear

__all__ = [
    "BLOB_BYTES",
    "EXCUSED",
    "LATE",
    "MASKS",
    "OPEN",
    "PRESENT",
    "Mark",
    "Measures",
    "PageRefused",
    "SchoolYear",
    "child_year",
    "features",
    "follow_day",
    "from_bytes",
    "mark_day",
    "pack_marks",
    "pack_month",
    "to_bytes",
    "unpack_month",
]
