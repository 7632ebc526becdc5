"""Changes of what can be learned; each checks the rule, locks, changes, tells the page cache and the audit record."""

from mueang.apps.catalog.actions.copying import copy_offering
from mueang.apps.catalog.actions.freshness import ask_about_place, confirm_by_link, hand_over_offering, step_offering
from mueang.apps.catalog.actions.instructors import add_instructor, remove_instructor
from mueang.apps.catalog.actions.interests import load_interests
from mueang.apps.catalog.actions.lessons import Lesson, draft_lesson
from mueang.apps.catalog.actions.meetings import cancel_session, change_session, plan_sessions, reinstate_session
from mueang.apps.catalog.actions.offerings import (
    cancel_offering,
    change_offering,
    discard_offering,
    finish_offering,
    open_offering,
    publish_offering,
    reinstate_offering,
    verify_offering,
)
from mueang.apps.catalog.actions.partners import choose, confirm_calendar, discard_calendar, stage_calendar
from mueang.apps.catalog.actions.photos import add_photo, describe_photo, remove_photo
from mueang.apps.catalog.actions.programs import change_program, open_program, program_from_heritage
from mueang.apps.catalog.actions.quick import NewProgram, SimpleOffering, offer
from mueang.apps.catalog.actions.searches import note_failed_search
from mueang.apps.catalog.actions.sheets import confirm_sheet, correct_line, discard_sheet, skip_line, stage_sheet
from mueang.apps.catalog.actions.templates import discard_template, save_template
from mueang.apps.catalog.actions.timetables import close_days, open_days, set_timetable
from mueang.apps.catalog.queries import PlannedSession

__all__ = [
    "Lesson",
    "NewProgram",
    "PlannedSession",
    "SimpleOffering",
    "add_instructor",
    "add_photo",
    "ask_about_place",
    "cancel_offering",
    "cancel_session",
    "change_offering",
    "change_program",
    "change_session",
    "choose",
    "close_days",
    "confirm_by_link",
    "confirm_calendar",
    "confirm_sheet",
    "copy_offering",
    "correct_line",
    "describe_photo",
    "discard_calendar",
    "discard_offering",
    "discard_sheet",
    "discard_template",
    "draft_lesson",
    "finish_offering",
    "hand_over_offering",
    "load_interests",
    "note_failed_search",
    "offer",
    "open_days",
    "open_offering",
    "open_program",
    "plan_sessions",
    "program_from_heritage",
    "publish_offering",
    "reinstate_offering",
    "reinstate_session",
    "remove_instructor",
    "remove_photo",
    "save_template",
    "set_timetable",
    "skip_line",
    "stage_calendar",
    "stage_sheet",
    "step_offering",
    "verify_offering",
]
