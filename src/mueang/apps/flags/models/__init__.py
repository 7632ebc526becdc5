"""What flags keep."""

from mueang.apps.flags.models.facts import FactSheet, PupilFact
from mueang.apps.flags.models.flags import Flag, FlagDecision, FlagQuerySet, FlagRun
from mueang.apps.flags.models.opinions import Opinion, SecondOpinion, SecondOpinionQuerySet
from mueang.apps.flags.models.rule_sets import Rule, RuleSet, RuleSetQuerySet

__all__ = [
    "FactSheet",
    "Flag",
    "FlagDecision",
    "FlagQuerySet",
    "FlagRun",
    "Opinion",
    "PupilFact",
    "Rule",
    "RuleSet",
    "RuleSetQuerySet",
    "SecondOpinion",
    "SecondOpinionQuerySet",
]
