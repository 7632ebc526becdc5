"""Doors of the catalog desk."""

from mueang.apps.catalog.views.freshness import freshness, freshness_confirm, freshness_hand_over, still_true
from mueang.apps.catalog.views.instructors import instructor_add, instructor_remove, instructors
from mueang.apps.catalog.views.lessons import lesson_draft
from mueang.apps.catalog.views.meetings import session_cancel, session_change, session_reinstate, sessions_add
from mueang.apps.catalog.views.offerings import (
    offering,
    offering_add,
    offering_cancel,
    offering_change,
    offering_conditions,
    offering_copy,
    offering_reinstate,
    offering_step,
    offerings,
)
from mueang.apps.catalog.views.partners import (
    calendar,
    calendar_activity,
    calendar_add,
    calendar_blank,
    calendar_choices,
    calendar_confirm,
    calendar_discard,
    calendar_skip,
)
from mueang.apps.catalog.views.photos import photo_describe, photo_file, photo_remove, photos
from mueang.apps.catalog.views.programs import (
    lesson_from_heritage,
    lessons,
    program,
    program_add,
    program_change,
    programs,
)
from mueang.apps.catalog.views.searches import searches
from mueang.apps.catalog.views.sheets import (
    sheet,
    sheet_add,
    sheet_blank,
    sheet_confirm,
    sheet_discard,
    sheet_line,
    sheet_skip,
)
from mueang.apps.catalog.views.templates import template_discard, templates
from mueang.apps.catalog.views.timetables import closed_days, closed_days_remove, timetable

__all__ = [
    "calendar",
    "calendar_activity",
    "calendar_add",
    "calendar_blank",
    "calendar_choices",
    "calendar_confirm",
    "calendar_discard",
    "calendar_skip",
    "closed_days",
    "closed_days_remove",
    "freshness",
    "freshness_confirm",
    "freshness_hand_over",
    "instructor_add",
    "instructor_remove",
    "instructors",
    "lesson_draft",
    "lesson_from_heritage",
    "lessons",
    "offering",
    "offering_add",
    "offering_cancel",
    "offering_change",
    "offering_conditions",
    "offering_copy",
    "offering_reinstate",
    "offering_step",
    "offerings",
    "photo_describe",
    "photo_file",
    "photo_remove",
    "photos",
    "program",
    "program_add",
    "program_change",
    "programs",
    "searches",
    "session_cancel",
    "session_change",
    "session_reinstate",
    "sessions_add",
    "sheet",
    "sheet_add",
    "sheet_blank",
    "sheet_confirm",
    "sheet_discard",
    "sheet_line",
    "sheet_skip",
    "still_true",
    "template_discard",
    "templates",
    "timetable",
]
