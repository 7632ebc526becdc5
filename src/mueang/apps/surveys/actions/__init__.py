"""Changes of surveys."""

from mueang.apps.surveys.actions.paper import choose_entry, type_sheet
from mueang.apps.surveys.actions.questionnaires import make_questionnaire, new_version, set_questions
from mueang.apps.surveys.actions.replies import Kept, answer_by_key, enter_replies, take_workbook
from mueang.apps.surveys.actions.surveys import (
    close_survey,
    draw_list,
    erase_old,
    note_export,
    open_survey,
    prepare_survey,
    set_strata,
    share_out,
)

__all__ = [
    "Kept",
    "answer_by_key",
    "choose_entry",
    "close_survey",
    "draw_list",
    "enter_replies",
    "erase_old",
    "make_questionnaire",
    "new_version",
    "note_export",
    "open_survey",
    "prepare_survey",
    "set_questions",
    "set_strata",
    "share_out",
    "take_workbook",
    "type_sheet",
]
