"""Who may need help: additive rules with reasons, a glass box as a second opinion, and an honest judgement of both."""

from mueang.methods.risk.errors import ForbiddenPredictor, RiskRefused, TooLittleHistory
from mueang.methods.risk.fitting import fit
from mueang.methods.risk.forbidden import is_forbidden
from mueang.methods.risk.glass_box import GlassBox, Term, glass_box_from
from mueang.methods.risk.rules import Comparison, Rule, rule_from
from mueang.methods.risk.scored import Reason, Scored
from mueang.methods.risk.scoring import score

__all__ = [
    "Comparison",
    "ForbiddenPredictor",
    "GlassBox",
    "Reason",
    "RiskRefused",
    "Rule",
    "Scored",
    "Term",
    "TooLittleHistory",
    "fit",
    "glass_box_from",
    "is_forbidden",
    "rule_from",
    "score",
]
