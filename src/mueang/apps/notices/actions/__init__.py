"""Queue words for somebody, deliver them once or visibly not, and let people work the outbox."""

from mueang.apps.notices.actions.devices import join_device, leave_device
from mueang.apps.notices.actions.queueing import new_notice, queue_many, queue_notice
from mueang.apps.notices.actions.sending import KEY_TRUSTED, RECLAIM_AFTER, reclaim, send_due
from mueang.apps.notices.actions.settling import LONGEST_PAUSE, MOST_ATTEMPTS, pause_before
from mueang.apps.notices.actions.wishing import (
    CODE_STANDS,
    ask_line_code,
    hear_line,
    leave_line,
    opt_in_by_notice,
    opt_out_by_notice,
    set_quiet_hours,
    set_wishes,
)
from mueang.apps.notices.actions.working import (
    confirm_arrived,
    mark_all_read,
    mark_copied,
    mark_posted,
    mark_read,
    retry_notice,
    stop_part,
)

__all__ = [
    "CODE_STANDS",
    "KEY_TRUSTED",
    "LONGEST_PAUSE",
    "MOST_ATTEMPTS",
    "RECLAIM_AFTER",
    "ask_line_code",
    "confirm_arrived",
    "hear_line",
    "join_device",
    "leave_device",
    "leave_line",
    "mark_all_read",
    "mark_copied",
    "mark_posted",
    "mark_read",
    "new_notice",
    "opt_in_by_notice",
    "opt_out_by_notice",
    "pause_before",
    "queue_many",
    "queue_notice",
    "reclaim",
    "retry_notice",
    "send_due",
    "set_quiet_hours",
    "set_wishes",
    "stop_part",
]
