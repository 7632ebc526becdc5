"""Everything that changes rules and flags."""

from mueang.apps.flags.actions.rule_sets import Levels, change_draft, discard_draft, draft_rules, put_live

__all__ = ["Levels", "change_draft", "discard_draft", "draft_rules", "put_live"]
