"""An honest judgement: learned on the past, judged on what came later, beside what is simpler."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mueang.methods.risk.baselines import best_rule, place_shares
from mueang.methods.risk.binning import MOST_WORDS
from mueang.methods.risk.columns import Column, Features, is_words, rows_of
from mueang.methods.risk.errors import RiskRefused, TooLittleHistory
from mueang.methods.risk.fitting import LEAST_OUTCOMES, fit
from mueang.methods.risk.forbidden import refuse_forbidden
from mueang.methods.risk.glass_box import MOST_TERMS, GlassBox
from mueang.methods.risk.groups import CAPACITY_PERCENT, GroupErrors, errors_by_group
from mueang.methods.risk.judging import PERCENTS, Judged, Labels, Scores, judge
from mueang.methods.risk.scoring import score

GLASS_BOX, BEST_RULE, PLACE_ONLY, BASE_RATE = "glass box", "best single rule", "school or area only", "base rate"
LEAST_JUDGED = 20
# Fewer contexts say little about another one.
LEAST_CONTEXTS = 5
TOO_GOOD = 0.97

Split = tuple[NDArray[np.intp], NDArray[np.intp]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a table can tell of its label, beside what is simpler; `box` and `rule` were learned on all of the past."""

    split: str  # how past and judged rows were parted
    n_learned: int
    n_judged: int
    base_rate: float  # among those judged
    base_rate_learned: float
    judged: Mapping[str, Judged]
    groups: tuple[GroupErrors, ...]
    capacity_percent: int
    box: GlassBox
    rule: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Folds:
    n: int = 5
    repeats: int = 2
    seed: int = 0


DEFAULT_FOLDS = Folds()


@dataclass(slots=True)
class _Chances:
    """Chances of the judged rows by judge, a sum over repeats where rows are judged more than once."""

    by_judge: dict[str, Scores] = field(default_factory=dict)
    folds: dict[str, list[Judged]] = field(default_factory=dict)

    def add(self, name: str, rows: NDArray[np.intp], *, chance: Scores, label: Labels) -> None:
        total = self.by_judge.setdefault(name, np.zeros(len(label)))
        total[rows] += chance
        self.folds.setdefault(name, []).append(judge(label=label[rows], chance=chance))


def evaluate(
    features: Features,
    *,
    label: NDArray[np.bool_],
    is_later: NDArray[np.bool_] | None = None,
    groups: Mapping[str, Column] | None = None,
    places: Column | None = None,
    most_terms: int = MOST_TERMS,
    least_outcomes: int = LEAST_OUTCOMES,
    folds: Folds = DEFAULT_FOLDS,
) -> Evaluation:
    """Learn a glass box and judge it on rows it never saw, beside the best single rule, the school and the base rate.

    Parameters
    ----------
    features : column name -> array, shape (n,): numbers (not a number where unknown) or words ("" where unknown)
    label : array, shape (n,), bool: what came to pass
    is_later : array, shape (n,), bool: rows to judge by, the others are the past. Without it rows are judged by
        cross-validation, several times over `folds` that keep the share of the outcome
    groups : name -> array, shape (n,): whose errors are compared; they predict only if they are also features
    places : array, shape (n,): school or area, for the judgement by place alone. Where rows are parted by time, places
        and words of a few kinds are also the contexts by which chances are held back (see `fit`)
    most_terms, least_outcomes : as of `fit`
    folds : Folds; how many, how often, drawn from which seed

    Returns
    -------
    Evaluation. In cross-validation AUC, average precision and shares at the top are means over the folds; Brier and
    calibration are of the mean chance of each row

    Raises
    ------
    TooLittleHistory
        If too few of those learned from (50) or judged (20) have, or have not, the outcome.
    ForbiddenPredictor, RiskRefused
        As of `fit`.

    Source
    ------
    Judging by what came later: Bowers et al. (2013); school-only baseline: Perdomo et al. (2023); random folds flatter:
    Hyndman and Athanasopoulos (2021), chapter 5.10.

    Examples
    --------
    >>> days = np.tile(np.arange(40.0), 50)
    >>> left = np.tile(np.arange(40) >= 30, 50)
    >>> found = evaluate({"days_absent": days}, label=left, is_later=np.arange(2000) >= 1000)
    >>> found.judged["glass box"].auc, found.base_rate, found.rule
    (1.0, 0.25, 'days_absent >= 30')
    """
    n = rows_of(features)
    refuse_forbidden(features)
    _check_label(label, n=n)
    by_time = is_later is not None
    splits = [_by_time(is_later, n=n)] if is_later is not None else list(_folds(label, folds))

    contexts = _contexts(features, places) if by_time else []

    taught = partial(fit, most_terms=most_terms, for_later=by_time, least_outcomes=least_outcomes)

    def learned(rows: NDArray[np.intp]) -> GlassBox:
        return taught(_taken(features, rows), label=label[rows], contexts=[one[rows] for one in contexts])

    chances = _Chances()
    for past, later in splits:
        _check_enough(label[later], least=LEAST_JUDGED if by_time else 1)
        box = learned(past)
        _judge_split(chances, (past, later), box=box, features=features, label=label, places=places)
    past, rows = splits[0] if by_time else (np.arange(n), np.arange(n))
    mean_chance = {name: total[rows] / (1 if by_time else folds.repeats) for name, total in chances.by_judge.items()}
    table = _table(chances, mean_chance, label=label[rows])
    rule = best_rule(_taken(features, past), label=label[past]).in_words()
    return Evaluation(
        split="out of time" if by_time else f"{folds.n} folds, {folds.repeats} times",
        n_learned=len(past),
        n_judged=len(rows),
        base_rate=float(label[rows].mean()),
        base_rate_learned=float(label[past].mean()),
        judged=table,
        groups=errors_by_group(_taken(groups or {}, rows), label=label[rows], chance=mean_chance[GLASS_BOX]),
        capacity_percent=CAPACITY_PERCENT,
        box=box if by_time else learned(rows),
        rule=rule,
        warnings=_warnings(table, by_time=by_time, rule=rule),
    )


def _contexts(features: Features, places: Column | None) -> list[Column]:
    """What parts children into contexts: the place, and words that part them into a few kinds."""
    words = [values for values in features.values() if is_words(values)]
    given = words if places is None else [places, *words]
    return [values for values in given if LEAST_CONTEXTS <= len(np.unique(values.astype(str))) <= MOST_WORDS]


def _taken(columns: Mapping[str, Column], rows: NDArray[np.intp]) -> dict[str, Column]:
    return {name: values[rows] for name, values in columns.items()}


def _judge_split(
    chances: _Chances,
    split: Split,
    *,
    box: GlassBox,
    features: Features,
    label: Labels,
    places: Column | None,
) -> None:
    """Chances of the later rows, by everything that was learned on the past ones."""
    past, later = split
    judged = _taken(features, later)
    rule = best_rule(_taken(features, past), label=label[past])
    found = {GLASS_BOX: box.probability(score(box, judged).points).astype(np.float64), BEST_RULE: rule.chance(judged)}
    if places is not None:
        found[PLACE_ONLY] = place_shares(places[past], label=label[past]).chance(places[later])
    found[BASE_RATE] = np.full(len(later), label[past].mean())
    for name, chance in found.items():
        chances.add(name, later, chance=chance, label=label)


def _by_time(is_later: NDArray[np.bool_], *, n: int) -> Split:
    if is_later.shape != (n,) or is_later.dtype != np.bool_:
        raise RiskRefused(f"is_later is {is_later.dtype} {is_later.shape}; it must be bool, one a row of {n}")
    return np.flatnonzero(~is_later), np.flatnonzero(is_later)


def _folds(label: Labels, folds: Folds) -> Iterator[Split]:
    """Folds that keep the share of the outcome, drawn anew each time."""
    rng = np.random.default_rng(folds.seed)
    for _ in range(folds.repeats):
        fold = np.empty(len(label), np.int64)
        for rows in (np.flatnonzero(label), np.flatnonzero(~label)):
            fold[rng.permutation(rows)] = np.arange(len(rows)) % folds.n
        for number in range(folds.n):
            yield np.flatnonzero(fold != number), np.flatnonzero(fold == number)


def _check_enough(label: Labels, *, least: int) -> None:
    for found, what in ((int(label.sum()), "have the outcome"), (int((~label).sum()), "do not have the outcome")):
        if found < least:
            raise TooLittleHistory(where="judge by", what=what, found=found, needed=least)


def _check_label(label: NDArray[np.bool_], *, n: int) -> None:
    if label.shape != (n,) or label.dtype != np.bool_:
        raise RiskRefused(f"the label is {label.dtype} {label.shape}; it must be bool, one a row of {n}")


def _table(chances: _Chances, mean_chance: Mapping[str, Scores], *, label: Labels) -> dict[str, Judged]:
    return {
        name: _averaged(chances.folds[name], judge(label=label, chance=chance)) for name, chance in mean_chance.items()
    }


def _averaged(folds: list[Judged], together: Judged) -> Judged:
    return Judged(
        auc=float(np.mean([one.auc for one in folds])),
        average_precision=float(np.mean([one.average_precision for one in folds])),
        brier=together.brier,
        calibration_error=together.calibration_error,
        precision={percent: float(np.mean([one.precision[percent] for one in folds])) for percent in PERCENTS},
        recall={percent: float(np.mean([one.recall[percent] for one in folds])) for percent in PERCENTS},
    )


def _warnings(table: Mapping[str, Judged], *, by_time: bool, rule: str) -> tuple[str, ...]:
    said = []
    ours = table[GLASS_BOX]
    if not by_time:
        said.append("Rows were parted by lot, not by time: expect less of another year.")
    if PLACE_ONLY not in table:
        said.append("No column names a school or an area: whether aiming by place alone does as well is not known.")
    elif table[PLACE_ONLY].precision[10] >= ours.precision[10]:
        said.append("Aiming by school or area alone finds as many: help places before single children.")
    if table[BEST_RULE].precision[10] >= ours.precision[10]:
        said.append(f"One rule alone finds as many in the first tenth: {rule}.")
    if table[BEST_RULE].auc >= TOO_GOOD or ours.auc >= 0.995:
        said.append(f"Too good to be foreseen: is a column known only afterwards? Look at {rule.partition(' ')[0]}.")
    return tuple(said)
