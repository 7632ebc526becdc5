"""Everything that changes outcomes and proposals."""

from mueang.apps.outcomes.actions.exporting import note_export
from mueang.apps.outcomes.actions.following import (
    answer_by_link,
    ask_due,
    ask_no_more,
    check_outcome,
    record_outcome,
)
from mueang.apps.outcomes.actions.proposals import (
    Wish,
    decline,
    draft_offering,
    note_published,
    propose,
    publish_proposal,
    talk_over,
)

__all__ = [
    "Wish",
    "answer_by_link",
    "ask_due",
    "ask_no_more",
    "check_outcome",
    "decline",
    "draft_offering",
    "note_export",
    "note_published",
    "propose",
    "publish_proposal",
    "record_outcome",
    "talk_over",
]
