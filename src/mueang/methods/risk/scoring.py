"""One door to points, by rules or by a glass box."""

from __future__ import annotations

from collections.abc import Sequence

from mueang.methods.risk.columns import Features
from mueang.methods.risk.glass_box import GlassBox, score_glass_box
from mueang.methods.risk.rules import Rule, score_rules
from mueang.methods.risk.scored import Scored


def score(judge: Sequence[Rule] | GlassBox, features: Features) -> Scored:
    """Points of each child, what they are made of, and who has to be visited because something is not known.

    Parameters
    ----------
    judge : rules a city has set, or a glass box learned from its past
    features : column name -> array, shape (n,): numbers (not a number where unknown) or words ("" where unknown).
        A column that is left out is unknown of everybody

    Returns
    -------
    Scored; points by term are additive: their sum is the child's points. What is unknown adds no points of a rule, and
    of a glass box those that the past gave to the unknown; either way it asks for a visit: `missing` is no low risk

    Raises
    ------
    RiskRefused
        If columns have different lengths or hold another kind of value than the rule or term compares.

    Source
    ------
    Additive risk points as in OpenEMIS and the EEF screening form; points of a glass box as in clinical scorecards
    (Sullivan, Massaro and D'Agostino 2004, Statistics in Medicine 23).

    Examples
    --------
    >>> import numpy as np
    >>> rules = [Rule("absence_rate", ">=", 0.1, 2, "a tenth missed"), Rule("run", ">=", 3, 3, "three in a row")]
    >>> found = score(rules, {"absence_rate": np.array([0.25, 0.05, np.nan]), "run": np.array([4, 0, 0])})
    >>> found.points.tolist(), found.missing.tolist()
    ([5, 0, 0], [False, False, True])
    >>> [(reason.sentence, reason.points) for reason in found.reasons(0)]
    [('three in a row', 3), ('a tenth missed', 2)]
    """
    return score_glass_box(judge, features) if isinstance(judge, GlassBox) else score_rules(judge, features)
