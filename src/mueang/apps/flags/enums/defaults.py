"""The rules a city begins with: each threshold with where it comes from, to be changed by the city on its own page."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from mueang.apps.flags.enums.variables import Variable
from mueang.apps.flags.enums.words import Comparison

LOOK_FROM, URGENT_FROM, VISIT_FROM, LIFE_DAYS = 3, 6, 2, 14


class DefaultRule(NamedTuple):
    key: str
    variable: str
    comparison: str
    threshold: float
    points: int
    says_th: str
    says_en: str
    source: str


_LOCAL = _("starting value of Mueang, no study behind it: please set it by what the city knows")
_AT_LEAST, _AT_MOST, _UNKNOWN = Comparison.AT_LEAST.value, Comparison.AT_MOST.value, Comparison.UNKNOWN.value

DEFAULT_RULES = (
    DefaultRule(
        "absence-10",
        Variable.ABSENCE_4_WEEKS.value,
        _AT_LEAST,
        10,
        2,
        "ขาดเรียน {days} วันใน {of} วันเรียนล่าสุด: {value}%",
        "absent {days} of the last {of} school days: {value} %",
        _("Chronic absence: 10 % of school days or more, for any reason (Attendance Works)"),
    ),
    DefaultRule(
        "absence-20",
        Variable.ABSENCE_4_WEEKS.value,
        _AT_LEAST,
        20,
        2,
        "ขาดเรียนตั้งแต่ {threshold}% ขึ้นไปใน {of} วันเรียนล่าสุด",
        "absent {threshold} % or more of the last {of} school days",
        _("EEF conditional transfer asks for 80 % attendance; Balfanz, Philadelphia: below 80 %"),
    ),
    DefaultRule(
        "row-3",
        Variable.DAYS_IN_A_ROW.value,
        _AT_LEAST,
        3,
        3,
        "ขาดเรียนติดต่อกัน {value} วัน",
        "absent {value} school days in a row",
        _("Teachers ask Moodle's attendance tool for alerts on days in a row; three days is a starting value"),
    ),
    DefaultRule(
        "row-10",
        Variable.DAYS_IN_A_ROW.value,
        _AT_LEAST,
        10,
        3,
        "ขาดเรียนติดต่อกันตั้งแต่ {threshold} วันขึ้นไป",
        "absent {threshold} school days in a row or more",
        _LOCAL,
    ),
    DefaultRule(
        "failing-1",
        Variable.FAILING_SUBJECTS.value,
        _AT_LEAST,
        1,
        1,
        "ไม่ผ่าน {value} วิชา",
        "failed {value} subjects",
        _("Balfanz, Philadelphia: failing mathematics or English in grade 6"),
    ),
    DefaultRule(
        "failing-3",
        Variable.FAILING_SUBJECTS.value,
        _AT_LEAST,
        3,
        1,
        "ไม่ผ่านตั้งแต่ {threshold} วิชาขึ้นไป",
        "failed {threshold} subjects or more",
        _LOCAL,
    ),
    DefaultRule(
        "over-age",
        Variable.OVER_AGE_YEARS.value,
        _AT_LEAST,
        2,
        2,
        "อายุมากกว่าเกณฑ์ของชั้น {value} ปี",
        "{value} years older than the class",
        _("El Salvador, DSSG: over-age for grade"),
    ),
    DefaultRule(
        "repeated",
        Variable.REPEATED_GRADE.value,
        _AT_LEAST,
        1,
        1,
        "เคยเรียนซ้ำชั้น",
        "repeated a class",
        _("El Salvador, DSSG: repetition"),
    ),
    DefaultRule(
        "moved-school",
        Variable.SCHOOL_CHANGES.value,
        _AT_LEAST,
        1,
        1,
        "ย้ายโรงเรียน {value} ครั้งในหนึ่งปี",
        "changed school {value} times in a year",
        _("El Salvador, DSSG: school changes"),
    ),
    DefaultRule(
        "transition",
        Variable.TRANSITION.value,
        _AT_LEAST,
        1,
        1,
        "อยู่ในปีที่จะเปลี่ยนช่วงชั้น",
        "in a year before changing school level",
        _("Thai practice: P6 to M1 and M3 to M4"),
    ),
    DefaultRule(
        "low-income",
        Variable.INCOME_PER_HEAD.value,
        _AT_MOST,
        3000,
        1,
        "รายได้ครัวเรือน {value} บาทต่อคนต่อเดือน",
        "household income of {value} baht a head and month",
        _("EEF form NR.01: 3,000 baht a person and month or less"),
    ),
    DefaultRule(
        "household",
        Variable.HOUSEHOLD_SIGNS.value,
        _AT_LEAST,
        4,
        1,
        "แบบสำรวจครัวเรือนพบความยากลำบาก {value} จาก 8 ด้าน",
        "{value} of 8 signs of hardship on the household form",
        _("EEF form NR.01 asks about eight aspects; how many count is a starting value"),
    ),
    DefaultRule(
        "care",
        Variable.CARE_BURDEN.value,
        _AT_LEAST,
        1,
        1,
        "ต้องดูแลคนในครอบครัว",
        "cares for somebody at home",
        _("EEF and MOE tracing: burden of care, family necessity"),
    ),
    DefaultRule(
        "far",
        Variable.DISTANCE_KM.value,
        _AT_LEAST,
        6,
        1,
        "บ้านห่างโรงเรียน {value} กม.",
        "lives {value} km from school",
        _("MOE tracing names transport; the distance is a starting value"),
    ),
    DefaultRule(
        "no-register",
        Variable.ABSENCE_4_WEEKS.value,
        _UNKNOWN,
        0,
        2,
        "ไม่มีข้อมูลการมาเรียนในช่วงล่าสุด",
        "no attendance was recorded lately",
        _("El Salvador, DSSG: what is missing predicts by itself; a gap asks for a visit"),
    ),
    DefaultRule(
        "no-household-form",
        Variable.INCOME_PER_HEAD.value,
        _UNKNOWN,
        0,
        1,
        "ยังไม่มีข้อมูลครัวเรือน",
        "nothing is known about the household",
        _("El Salvador, DSSG: what is missing predicts by itself"),
    ),
)

# Sources that Mueang brings are shown in the reader's language; what a city types stays as it was typed.
SOURCES = tuple(dict.fromkeys(rule.source for rule in DEFAULT_RULES))
