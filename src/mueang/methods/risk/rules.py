"""Additive rules: each true one adds its points and says why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from mueang.methods.risk.columns import Features, is_missing, rows_of
from mueang.methods.risk.errors import RiskRefused
from mueang.methods.risk.scored import Reason, Scored


class Comparison(StrEnum):
    AT_LEAST = ">="
    ABOVE = ">"
    AT_MOST = "<="
    BELOW = "<"
    IS = "=="
    IS_NOT = "!="
    ONE_OF = "in"


Threshold = float | str | tuple[float, ...] | tuple[str, ...]
ORDERED = {Comparison.AT_LEAST, Comparison.ABOVE, Comparison.AT_MOST, Comparison.BELOW}
COMPARE = {
    Comparison.AT_LEAST: np.greater_equal,
    Comparison.ABOVE: np.greater,
    Comparison.AT_MOST: np.less_equal,
    Comparison.BELOW: np.less,
    Comparison.IS: np.equal,
    Comparison.IS_NOT: np.not_equal,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """`variable` `comparison` `threshold` adds `points` and says `sentence` (the key of a sentence, or the sentence).

    Where nothing is known of the variable the rule asks for a visit, unless `needs_visit` is False.
    """

    variable: str
    comparison: Comparison
    threshold: Threshold
    points: int
    sentence: str = ""
    needs_visit: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "comparison", Comparison(self.comparison))
        if isinstance(self.points, bool) or not isinstance(self.points, int) or not -1000 <= self.points <= 1000:
            raise RiskRefused(f"{self.variable}: points are a whole number from -1000 to 1000, not {self.points!r}")
        several = isinstance(self.threshold, tuple)
        if several != (self.comparison is Comparison.ONE_OF):
            raise RiskRefused(f"{self.variable}: '{self.comparison}' cannot be compared with {self.threshold!r}")
        values = self.threshold if isinstance(self.threshold, tuple) else (self.threshold,)
        if any(isinstance(value, float) and not np.isfinite(value) for value in values):
            raise RiskRefused(f"{self.variable}: the threshold is not a number")
        if self.comparison in ORDERED and isinstance(self.threshold, str):
            raise RiskRefused(f"{self.variable}: '{self.comparison}' needs a number, not {self.threshold!r}")

    def holds(self, values: NDArray[np.generic]) -> NDArray[np.bool_]:
        """Where the rule is true; nowhere where nothing is known."""
        if isinstance(self.threshold, tuple):
            return np.isin(values, np.array(self.threshold)) & ~is_missing(values)
        if (values.dtype.kind in "UO") != isinstance(self.threshold, str):
            raise RiskRefused(f"{self.variable}: {self.threshold!r} is not the kind of value the column holds")
        held: NDArray[np.bool_] = COMPARE[self.comparison](values, self.threshold)
        return held if self.comparison in ORDERED else held & ~is_missing(values)


def score_rules(rules: Sequence[Rule], features: Features) -> Scored:
    """Points by rules: see `mueang.methods.risk.score`."""
    n = rows_of(features)
    contributions = np.zeros((len(rules), n), np.int16)
    missing: dict[str, NDArray[np.bool_]] = {}
    for place, rule in enumerate(rules):
        values = features.get(rule.variable)
        if values is not None:
            contributions[place] = rule.holds(values) * np.int16(rule.points)
        if rule.needs_visit and rule.variable not in missing:
            missing[rule.variable] = np.ones(n, bool) if values is None else is_missing(values)

    def reason(term: int, child: int) -> Reason:
        rule = rules[term]
        return Reason(rule.variable, rule.sentence, rule.points, features[rule.variable][child].item())

    asks = np.logical_or.reduce(list(missing.values())) if missing else np.zeros(n, bool)
    return Scored(
        terms=tuple(rule.variable for rule in rules),
        points=contributions.sum(axis=0, dtype=np.int32),
        contributions=contributions,
        missing=asks,
        probability=None,
        _reason=reason,
        _unasked=lambda child: [variable for variable, unknown in missing.items() if unknown[child]],
    )


def rule_from(words: Mapping[str, object]) -> Rule:
    """A rule from plain words, as a page or a file holds it; raises RiskRefused with what is wrong."""
    known = {"variable", "comparison", "threshold", "points", "sentence", "needs_visit"}
    unknown = sorted(set(words) - known)
    if unknown or not {"variable", "comparison", "threshold", "points"} <= set(words):
        raise RiskRefused(f"a rule has variable, comparison, threshold and points; not {', '.join(unknown) or words}")
    try:
        threshold = words["threshold"]
        settled = tuple(threshold) if isinstance(threshold, list) else threshold
        return Rule(**{**words, "threshold": settled})  # type: ignore[arg-type]  # checked by Rule itself
    except ValueError as refused:
        raise RiskRefused(f"{words['variable']}: {refused}") from refused
