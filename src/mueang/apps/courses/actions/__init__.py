"""Changes of courses."""

from mueang.apps.courses.actions.accounts import give_account
from mueang.apps.courses.actions.completing import award_cohort, award_strands_too, settle_course
from mueang.apps.courses.actions.hours import make_up
from mueang.apps.courses.actions.practising import take_practice_seat
from mueang.apps.courses.actions.progress import Mark, choose_city, mark_progress, take_back_reading
from mueang.apps.courses.actions.runs import open_course, set_strands
from mueang.apps.courses.actions.staff import STAFF, appoint, dismiss
from mueang.apps.courses.actions.telling import announce

__all__ = [
    "STAFF",
    "Mark",
    "announce",
    "appoint",
    "award_cohort",
    "award_strands_too",
    "choose_city",
    "dismiss",
    "give_account",
    "make_up",
    "mark_progress",
    "open_course",
    "set_strands",
    "settle_course",
    "take_back_reading",
    "take_practice_seat",
]
