"""Questions about schools, pupils and who was there."""

from mueang.apps.registers.queries.calendars import calendar_of, calendars_of, terms_of, usual_masks
from mueang.apps.registers.queries.class_months import (
    Cell,
    ClassMonth,
    PupilRow,
    class_month,
    mark_on,
    sign_of,
    with_mark,
)
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
from mueang.apps.registers.queries.pupil_pages import PupilPage, pupil_page, pupils_at
from mueang.apps.registers.queries.pupils import PupilFacts, pupil_facts
from mueang.apps.registers.queries.runs import QuestionView, RunPage, questions_of, run_page, runs_table, signs_of
from mueang.apps.registers.queries.schools import SchoolLine, SchoolPage, school_page, schools_of

__all__ = [
    "Cell",
    "ClassMonth",
    "PackedYears",
    "PupilFacts",
    "PupilPage",
    "PupilRow",
    "QuestionView",
    "RunPage",
    "SchoolLine",
    "SchoolPage",
    "calendar_of",
    "calendars_of",
    "class_month",
    "days_of",
    "mark_on",
    "mask_of",
    "months_of",
    "pack_year",
    "packed_years",
    "pupil_facts",
    "pupil_page",
    "pupils_at",
    "questions_of",
    "run_page",
    "runs_table",
    "school_page",
    "school_year_of",
    "schools_of",
    "sign_of",
    "signs_of",
    "terms_of",
    "totals",
    "unpack_year",
    "usual_masks",
    "with_mark",
    "year_of",
]
