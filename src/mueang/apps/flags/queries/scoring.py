"""What a set of rules says of every pupil: points, points that ask for a visit, and the reasons of those it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mueang.apps.flags.enums import RANK_OF, Comparison, Level
from mueang.apps.flags.models import Rule, RuleSet
from mueang.apps.flags.queries.features import OF_REGISTER, Features

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Points = NDArray[np.int64] | NDArray[np.int32]

SIGN = {Comparison.AT_LEAST.value: ">=", Comparison.AT_MOST.value: "<="}


@dataclass(frozen=True, slots=True)
class Scores:
    """One entry a pupil; `hits[i]` says whom the i-th rule holds for, `levels` is "" where nobody need look."""

    rules: Sequence[Rule]
    hits: list[Mask]
    points: Points
    visit_points: Points
    levels: NDArray[np.str_]
    features: Features

    def named(self) -> list[int]:
        """Places of the pupils that somebody should look at."""
        return [int(place) for place in self.levels.nonzero()[0]]

    def rank(self, place: int) -> int:
        return RANK_OF[Level(self.levels[place])] * 1000 + min(999, int(self.points[place] + self.visit_points[place]))

    def reasons(self, place: int) -> list[dict[str, Any]]:
        """Keys and numbers of the rules that hold, in their order: nothing that says who it is."""
        return [self._reason(rule, place) for rule, hit in zip(self.rules, self.hits, strict=True) if hit[place]]

    def unknown_to(self, place: int, keys: frozenset[str]) -> bool:
        """Whether what any of these rules look at is not known of the pupil now."""
        columns = self.features.columns
        known = {rule.key: columns[rule.variable][place] for rule in self.rules if not rule.asks_for_visit}
        return any(key in known and known[key] != known[key] for key in keys)

    def _reason(self, rule: Rule, place: int) -> dict[str, Any]:
        reason: dict[str, Any] = {"rule": rule.key, "points": rule.points}
        if rule.asks_for_visit:
            return reason
        reason["value"] = round(float(self.features.columns[rule.variable][place]), 1)
        counts = self.features.counts.get(rule.variable)
        if counts:
            reason |= {"days": int(counts[0][place]), "of": int(counts[1][place])}
        return reason


def score(rule_set: RuleSet, rules: Sequence[Rule], features: Features) -> Scores:
    """Additive: each rule that holds adds its points. What is not known fulfils no rule but one that asks for it."""
    import numpy as np

    from mueang.methods import risk

    asking = [place for place, rule in enumerate(rules) if not rule.asks_for_visit]
    judges = [
        risk.Rule(
            rule.variable,
            risk.Comparison(SIGN[rule.comparison]),
            float(rule.threshold),
            rule.points,
            rule.key,
            needs_visit=False,
        )
        for rule in (rules[place] for place in asking)
    ]
    scored = risk.score(judges, features.columns)
    held = dict(zip(asking, scored.contributions != 0, strict=True))
    hits = [held[place] if place in held else _is_unknown(rule, features) for place, rule in enumerate(rules)]
    visits = np.zeros(len(features), np.int64)
    for rule, hit in zip(rules, hits, strict=True):
        if rule.asks_for_visit:
            visits[hit] += rule.points
    levels = np.full(len(features), "", "U6")
    levels[visits >= rule_set.visit_from] = Level.VISIT.value
    levels[scored.points >= rule_set.look_from] = Level.LOOK.value
    levels[scored.points >= rule_set.urgent_from] = Level.URGENT.value
    return Scores(rules=rules, hits=hits, points=scored.points, visit_points=visits, levels=levels, features=features)


def _is_unknown(rule: Rule, features: Features) -> Mask:
    """A school that recorded nothing is asked as a school: its children are not each visited for it."""
    import numpy as np

    missing: Mask = np.isnan(features.columns[rule.variable])
    return missing & ~features.silent if rule.variable in OF_REGISTER else missing
