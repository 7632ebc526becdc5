"""Learn a second opinion on earlier years, judge it on the latest: plain words of counts and shares, ready to keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from mueang.apps.flags.enums import Shortfall
from mueang.apps.flags.enums.opinions import (
    LEAST_AUC_PERCENT,
    LEAST_LEFT_BEFORE,
    LEAST_LEFT_LATER,
    LEAST_STAYED,
    LEAST_YEARS,
    MOST_ERROR_PERCENT,
    MOST_VISITS,
    PREDICTORS,
)
from mueang.apps.flags.queries.history import Look
from mueang.methods.small_cells import LEAST_SHOWN

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mueang.methods.risk import GlassBox

    Chances = NDArray[np.float64]
    Groups = dict[str, NDArray[np.str_]]

OURS, RULE, SCHOOL, NOTHING = "glass_box", "rule", "school", "base_rate"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Either shortfalls, or a box with its report; a box that was judged and found wanting has both."""

    shortfalls: list[dict[str, Any]]
    box: dict[str, Any] = field(default_factory=dict)
    report: dict[str, Any] = field(default_factory=dict)


def shortfall(code: Shortfall, *, found: int, needed: int) -> dict[str, Any]:
    return {"code": code.value, "found": found, "needed": needed}


def too_little(years: Sequence[int], past: Sequence[Look], later: Sequence[Look]) -> list[dict[str, Any]]:
    """What the history lacks: each with how much there is and how much it takes; children, not rows, are counted."""
    said = [(Shortfall.YEARS, len(years), LEAST_YEARS)]
    said += [
        (Shortfall.LEFT_BEFORE, _children(past, left=True), LEAST_LEFT_BEFORE),
        (Shortfall.STAYED_BEFORE, _children(past, left=False), LEAST_STAYED),
        (Shortfall.LEFT_LATER, _children(later, left=True), LEAST_LEFT_LATER),
    ]
    return [shortfall(code, found=found, needed=needed) for code, found, needed in said if found < needed]


def _children(looks: Sequence[Look], *, left: bool) -> int:
    return len({(one.school_year, one.pupils[place]) for one in looks for place in (one.left == left).nonzero()[0]})


def judged(past: Sequence[Look], later: Sequence[Look], *, groups: Groups) -> Judgement:
    """Learned on `past`, judged on `later`, whose rows `groups` belong to in their order."""
    import numpy as np

    from mueang.methods import risk
    from mueang.methods.risk.baselines import best_rule, place_shares

    known, label, schools = _joined(past)
    box = risk.fit(known, label=label, contexts=[schools])
    ahead, came, later_schools = _joined(later)
    rule = best_rule(known, label=label)
    chances = {
        OURS: _chance(box, ahead),
        RULE: rule.chance(ahead),
        SCHOOL: place_shares(schools, label=label).chance(later_schools),
        NOTHING: np.full(len(came), label.mean()),
    }
    parts = np.cumsum([0, *(len(one.left) for one in later)])
    looks = [slice(int(start), int(stop)) for start, stop in pairwise(parts)]
    table = {name: _judge(came, chance, looks) for name, chance in chances.items()}
    ours, by_chance = table[OURS], risk.error_by_chance(chances[OURS])
    report = {
        "learned_years": sorted({one.school_year for one in past}),
        "judged_year": later[0].school_year,
        "days": [one.as_of.isoformat() for one in later],
        "n_learned": _children(past, left=True) + _children(past, left=False),
        "n_children": round(len(came) / len(looks), 1),
        "n_left": round(float(came.sum()) / len(looks), 1),
        "base_rate": float(came.mean()),
        "base_rate_before": float(label.mean()),
        "judges": table,
        "by_chance": by_chance,
        "rule": {"variable": rule.rule.variable, "comparison": str(rule.rule.comparison), "at": rule.rule.threshold},
        "bands": [
            {"n": band.n, "foretold": band.foretold, "came_true": band.came_true}
            for band in risk.calibration_bands(label=came, chance=chances[OURS])
        ],
        "groups": _groups(groups, came, chances[OURS], looks),
    }
    return Judgement(_unconvincing(ours, by_chance), box.as_words(), report)


def _joined(looks: Sequence[Look]) -> tuple[dict[str, Any], Any, Any]:
    import numpy as np

    columns = {name: np.concatenate([one.columns[name] for one in looks]) for name in PREDICTORS}
    return (
        columns,
        np.concatenate([one.left for one in looks]),
        np.concatenate([one.schools for one in looks]).astype(str),
    )


def _chance(box: GlassBox, columns: dict[str, Any]) -> Chances:
    import numpy as np

    from mueang.methods import risk

    return box.probability(risk.score(box, columns).points).astype(np.float64)


def _judge(came: Any, chance: Chances, looks: Sequence[slice]) -> dict[str, Any]:
    """Measures over all looks; of one look on average, how many who left are among the first 1, 2, 3 ... children."""
    import numpy as np

    from mueang.methods import risk

    whole = risk.judge(label=came, chance=chance)
    most = min(MOST_VISITS, *(look.stop - look.start for look in looks))
    found = [risk.found_by_visits(label=came[look], chance=chance[look], most=most) for look in looks]
    return {
        "auc": whole.auc,
        "brier": whole.brier,
        "calibration_error": whole.calibration_error,
        "found": [round(float(n), 2) for n in np.mean(found, axis=0)],
    }


def _groups(groups: Groups, came: Any, chance: Chances, looks: Sequence[slice]) -> list[dict[str, Any]]:
    """Of each group, for one look on average: how many there are, left, and are visited and found by k visits."""
    import numpy as np

    from mueang.methods import risk

    most = min(MOST_VISITS, *(look.stop - look.start for look in looks))

    def among_first(counted: Any) -> list[float]:
        found = [risk.found_by_visits(label=counted[look], chance=chance[look], most=most) for look in looks]
        return [round(float(n), 2) for n in np.mean(found, axis=0)]

    said: list[dict[str, Any]] = []
    for name, words in groups.items():
        for word in np.unique(words):
            inside, n_looks = words == word, len(looks)
            if inside.sum() < LEAST_SHOWN * n_looks:
                said.append({"group": name, "value": str(word), "n": None})
                continue
            said.append(
                {
                    "group": name,
                    "value": str(word),
                    "n": round(float(inside.sum()) / n_looks, 1),
                    "n_left": round(float(came[inside].sum()) / n_looks, 1),
                    "foretold": float(chance[inside].mean()),
                    "came_true": float(came[inside].mean()),
                    "visited": among_first(inside),
                    "found": among_first(inside & came),
                }
            )
    return said


def _unconvincing(ours: dict[str, Any], by_chance: float) -> list[dict[str, Any]]:
    """A box that hardly sorts, or whose chances are far from true by more than so few children explain."""
    sorts, error = int(100 * ours["auc"]), round(100 * (ours["calibration_error"] - by_chance))
    said = []
    if sorts < LEAST_AUC_PERCENT:
        said.append(shortfall(Shortfall.SORTS, found=sorts, needed=LEAST_AUC_PERCENT))
    if error > MOST_ERROR_PERCENT:
        said.append(shortfall(Shortfall.TRUE, found=error, needed=MOST_ERROR_PERCENT))
    return said
