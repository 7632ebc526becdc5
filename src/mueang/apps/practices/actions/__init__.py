"""Changes of practices."""

from mueang.apps.practices.actions.sharing import (
    adopt_practice,
    agree_to_twin,
    answer_question,
    ask_question,
    ask_to_be_twins,
    link_visit,
    report_adoption,
)
from mueang.apps.practices.actions.writing import (
    PracticeWords,
    change_practice,
    publish_practice,
    return_practice,
    send_practice,
    withdraw_practice,
    write_practice,
)

__all__ = [
    "PracticeWords",
    "adopt_practice",
    "agree_to_twin",
    "answer_question",
    "ask_question",
    "ask_to_be_twins",
    "change_practice",
    "link_visit",
    "publish_practice",
    "report_adoption",
    "return_practice",
    "send_practice",
    "withdraw_practice",
    "write_practice",
]
