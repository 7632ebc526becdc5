"""Everything that changes reports and releases."""

from mueang.apps.reports.actions.documents import (
    ask_review,
    attach_figures,
    begin_report,
    check_question,
    detach_figure,
    save_answer,
    send_back,
    sign_report,
)
from mueang.apps.reports.actions.releases import publish_release, withdraw_release

__all__ = [
    "ask_review",
    "attach_figures",
    "begin_report",
    "check_question",
    "detach_figure",
    "publish_release",
    "save_answer",
    "send_back",
    "sign_report",
    "withdraw_release",
]
