"""Everything that changes rules and flags."""

from mueang.apps.flags.actions.decisions import decide, record_finding, take_up, undo_decision
from mueang.apps.flags.actions.facts import add_fact, confirm_facts, discard_facts, stage_facts, withdraw_fact
from mueang.apps.flags.actions.opinions import ask_for_opinion, judge_asked, turn_off, turn_on
from mueang.apps.flags.actions.reading import note_flag_read, note_queue_read, note_sheet_read
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
    "add_fact",
    "ask_for_opinion",
    "ask_for_run",
    "change_draft",
    "check_rule",
    "confirm_facts",
    "decide",
    "discard_draft",
    "discard_facts",
    "draft_rules",
    "judge_asked",
    "note_flag_read",
    "note_queue_read",
    "note_sheet_read",
    "put_live",
    "record_finding",
    "run_flags",
    "stage_facts",
    "take_up",
    "turn_off",
    "turn_on",
    "undo_decision",
    "withdraw_fact",
]
