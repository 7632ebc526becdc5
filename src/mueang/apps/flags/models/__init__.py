"""What flags keep."""

from mueang.apps.flags.models.rule_sets import Rule, RuleSet, RuleSetQuerySet

__all__ = ["Rule", "RuleSet", "RuleSetQuerySet"]
