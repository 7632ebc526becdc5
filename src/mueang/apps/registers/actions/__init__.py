"""Changes to schools, pupils and the pages of the register."""

from mueang.apps.registers.actions.class_months import Saved, save_class_month
from mueang.apps.registers.actions.merging import merge_pupils, undo_merge
from mueang.apps.registers.actions.pages import Laid, PageMarks, lay_pages, lock_schools
from mueang.apps.registers.actions.pupils import (
    NewPupil,
    add_pupil,
    leave_school,
    link_person,
    new_pupils,
    new_schoolings,
)
from mueang.apps.registers.actions.runs import (
    answer_question,
    confirm_run,
    discard_run,
    set_signs,
    stage_run,
)
from mueang.apps.registers.actions.schools import (
    add_school,
    add_section,
    appoint_teacher,
    change_school,
    dismiss_teacher,
    invite_teacher,
    section_of,
    set_calendar,
)
from mueang.apps.registers.actions.waiting import purge_abandoned, read_waiting, write_waiting

__all__ = [
    "Laid",
    "NewPupil",
    "PageMarks",
    "Saved",
    "add_pupil",
    "add_school",
    "add_section",
    "answer_question",
    "appoint_teacher",
    "change_school",
    "confirm_run",
    "discard_run",
    "dismiss_teacher",
    "invite_teacher",
    "lay_pages",
    "leave_school",
    "link_person",
    "lock_schools",
    "merge_pupils",
    "new_pupils",
    "new_schoolings",
    "purge_abandoned",
    "read_waiting",
    "save_class_month",
    "section_of",
    "set_calendar",
    "set_signs",
    "stage_run",
    "undo_merge",
    "write_waiting",
]
