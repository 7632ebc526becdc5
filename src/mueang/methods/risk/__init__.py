"""Who may need help: additive rules with reasons, a glass box as a second opinion, and an honest judgement of both."""

from mueang.methods.risk.errors import ForbiddenPredictor, RiskRefused, TooLittleHistory
from mueang.methods.risk.evaluating import Evaluation, evaluate
from mueang.methods.risk.fitting import fit
from mueang.methods.risk.forbidden import is_forbidden
from mueang.methods.risk.glass_box import GlassBox, Term, glass_box_from
from mueang.methods.risk.groups import GroupErrors, errors_by_group
from mueang.methods.risk.judging import Judged, judge
from mueang.methods.risk.rules import Comparison, Rule, rule_from
from mueang.methods.risk.scored import Reason, Scored
from mueang.methods.risk.scoring import score

__all__ = [
    "Comparison",
    "Evaluation",
    "ForbiddenPredictor",
    "GlassBox",
    "GroupErrors",
    "Judged",
    "Reason",
    "RiskRefused",
    "Rule",
    "Scored",
    "Term",
    "TooLittleHistory",
    "errors_by_group",
    "evaluate",
    "fit",
    "glass_box_from",
    "is_forbidden",
    "judge",
    "rule_from",
    "score",
]
