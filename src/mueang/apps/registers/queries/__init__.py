"""Questions about schools, pupils and who was there."""

from mueang.apps.registers.queries.calendars import calendar_of, calendars_of, terms_of, usual_masks
from mueang.apps.registers.queries.months import (
    days_of,
    mask_of,
    months_of,
    pack_year,
    school_year_of,
    totals,
    unpack_year,
    year_of,
)
from mueang.apps.registers.queries.packed import PackedYears, packed_years
from mueang.apps.registers.queries.pupils import PupilFacts, pupil_facts

__all__ = [
    "PackedYears",
    "PupilFacts",
    "calendar_of",
    "calendars_of",
    "days_of",
    "mask_of",
    "months_of",
    "pack_year",
    "packed_years",
    "pupil_facts",
    "school_year_of",
    "terms_of",
    "totals",
    "unpack_year",
    "usual_masks",
    "year_of",
]
