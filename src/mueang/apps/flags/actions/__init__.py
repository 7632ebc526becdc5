"""Everything that changes rules and flags."""

from mueang.apps.flags.actions.decisions import decide, record_finding, take_up, undo_decision
from mueang.apps.flags.actions.reading import note_flag_read, note_queue_read
from mueang.apps.flags.actions.rule_sets import (
    Levels,
    change_draft,
    check_rule,
    discard_draft,
    draft_rules,
    put_live,
)
from mueang.apps.flags.actions.runs import ask_for_run, run_flags

__all__ = [
    "Levels",
    "ask_for_run",
    "change_draft",
    "check_rule",
    "decide",
    "discard_draft",
    "draft_rules",
    "note_flag_read",
    "note_queue_read",
    "put_live",
    "record_finding",
    "run_flags",
    "take_up",
    "undo_decision",
]
