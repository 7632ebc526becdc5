"""Who may need help: additive rules with reasons, a glass box as a second opinion, and an honest judgement of both."""

from mueang.methods.risk.calibrating import Band, ErrorParts, calibration_bands, error_by_chance, error_parts
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
from mueang.methods.risk.visits import found_by_visits, visited

__all__ = [
    "Band",
    "Comparison",
    "ErrorParts",
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
    "calibration_bands",
    "error_by_chance",
    "error_parts",
    "errors_by_group",
    "evaluate",
    "fit",
    "found_by_visits",
    "glass_box_from",
    "is_forbidden",
    "judge",
    "rule_from",
    "score",
    "visited",
]
