"""Changes of quizzes, attempts, assignments, hand-ins, judgements and appeals."""

from mueang.apps.assessments.actions.appeals import decide_appeal, lodge_appeal
from mueang.apps.assessments.actions.assigning import (
    appoint_assessor,
    change_assignment,
    end_assessor,
    open_assignment,
)
from mueang.apps.assessments.actions.attempts import begin_attempt, close_overdue, hand_in_attempt, save_answers
from mueang.apps.assessments.actions.hand_ins import (
    add_file,
    begin_hand_in,
    hand_in_work,
    point_at_rows,
    take_off,
    write_hand_in,
)
from mueang.apps.assessments.actions.judging import (
    ask_third,
    confirm_settlement,
    give_judgement,
    propose_settlement,
    release_hand_in,
    take_hand_in,
    write_judgement,
)
from mueang.apps.assessments.actions.preparing import prepare_course
from mueang.apps.assessments.actions.setting import (
    change_quiz,
    note_results,
    open_quiz,
    retire_item,
    take_items,
    write_item,
)

__all__ = [
    "add_file",
    "appoint_assessor",
    "ask_third",
    "begin_attempt",
    "begin_hand_in",
    "change_assignment",
    "change_quiz",
    "close_overdue",
    "confirm_settlement",
    "decide_appeal",
    "end_assessor",
    "give_judgement",
    "hand_in_attempt",
    "hand_in_work",
    "lodge_appeal",
    "note_results",
    "open_assignment",
    "open_quiz",
    "point_at_rows",
    "prepare_course",
    "propose_settlement",
    "release_hand_in",
    "retire_item",
    "save_answers",
    "take_hand_in",
    "take_items",
    "take_off",
    "write_hand_in",
    "write_item",
    "write_judgement",
]
