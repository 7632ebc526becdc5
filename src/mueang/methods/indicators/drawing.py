"""Every plausible choice drawn at random: how far a ranking can be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mueang.methods.indicators.aggregating import Tree, carry_to_top
from mueang.methods.indicators.choices import (
    Aggregation,
    Choices,
    Doubts,
    Imputation,
    Normalisation,
    Treatment,
    Weighing,
    read_choices,
    read_doubts,
)
from mueang.methods.indicators.columns import Matrix, Table
from mueang.methods.indicators.composing import Index, index_of, normalise_table, plant_for, treat_table
from mueang.methods.indicators.denominating import denominate
from mueang.methods.indicators.errors import IndexRefused
from mueang.methods.indicators.framework import read_framework, read_sheet
from mueang.methods.indicators.imputing import impute
from mueang.methods.indicators.ranking import Ranks, rank_quantiles, ranks
from mueang.methods.indicators.treating import Treated
from mueang.methods.indicators.weighing import weights_of

STEPS = ("impute", "treat", "normalise", "weigh", "aggregate")
ABOVE_ZERO = (1.0, 100.0)
Picks = Mapping[str, NDArray[np.int64]]


@dataclass(frozen=True)
class Drawn:
    """What each draw chose: the place of its alternative at every step, and the factor on every element's weight."""

    picks: Picks
    factors: Matrix


@dataclass(frozen=True)
class Uncertainty:
    """Where each unit stands over all draws; arrays of shape (n_units,). `ranks` has one row a draw.

    `low` to `high` holds `level` of the draws; `nominal` is the rank as the index itself is made, 0 without a score.
    """

    index: Index
    doubts: Doubts
    alternatives: Mapping[str, tuple[Any, ...]]
    nominal: Ranks
    low: Matrix
    median: Matrix
    high: Matrix
    mean: Matrix
    ranks: Ranks
    drawn: Drawn


def uncertainty(*, data: Table, meta: Table, config: Mapping[str, Any] | None = None) -> Uncertainty:
    """Rank intervals when every choice somebody sensible could have made is drawn.

    Parameters
    ----------
    data, meta, config : as of `composite`; config["uncertainty"] says how many draws, the seed, the level of the
        intervals, how far weights may move (`weights_spread`, a share up or down; `weights_levels`, of these levels
        alone) and the alternatives for impute, treat, normalise, weigh and aggregate. Without alternatives: gaps left
        or filled by mean or median, outliers left or winsorised, min-max, z-score or rank, arithmetic or geometric
        mean at the top

    Returns
    -------
    Uncertainty

    Raises
    ------
    IndexRefused
        As `composite`; if two alternatives cannot go together, such as z-scores and a geometric mean.

    Source
    ------
    Saisana, Saltelli and Tarantola (2005), J. Royal Statistical Society A 168(2); OECD/JRC (2008), Handbook, step 8.

    Examples
    --------
    >>> found = uncertainty(
    ...     data={"uCode": "ABC", "x": [1, 2, 9], "y": [1, 5, 9]}, meta={"iCode": ["x", "y"]},
    ...     config={"uncertainty": {"draws": 100}},
    ... )
    >>> found.nominal.tolist(), found.low.tolist(), found.high.tolist()
    ([3, 2, 1], [3.0, 2.0, 1.0], [3.0, 2.0, 1.0])
    """
    framework = read_framework(meta)
    index = index_of(framework=framework, sheet=read_sheet(data, framework), choices=read_choices(config))
    return uncertainty_of(index, doubts=read_doubts(config))


def uncertainty_of(index: Index, *, doubts: Doubts) -> Uncertainty:
    """The uncertainty of an index that was made already."""
    bench = Bench(index, doubts)
    rng = np.random.default_rng(doubts.seed)
    picks = {step: rng.integers(0, len(bench.alternatives[step]), doubts.draws) for step in STEPS}
    drawn = Drawn(picks, bench.factors(rng.random((doubts.draws, len(bench.movable)))))
    found = ranks(bench.scores(drawn))
    tail = (1 - doubts.level) / 2
    low, median, high = rank_quantiles(found, shares=(tail, 0.5, 1 - tail), most=found.shape[1])
    placed = (found > 0).sum(0)
    mean = np.divide(found.sum(0), placed, out=np.full(len(placed), np.nan), where=placed > 0)
    return Uncertainty(
        index=index,
        doubts=doubts,
        alternatives=bench.alternatives,
        nominal=index.rank,
        low=low,
        median=median,
        high=high,
        mean=mean,
        ranks=found,
        drawn=drawn,
    )


class Bench:
    """The tables of every alternative, each made once, and the scores of any draw of them."""

    def __init__(self, index: Index, doubts: Doubts) -> None:
        self.index, self.framework, self.sheet = index, index.framework, index.sheet
        self.alternatives: dict[str, tuple[Any, ...]] = alternatives_of(index, doubts)
        self.spread = doubts.weights_spread
        there = {element.level for element in self.framework.elements}
        levels = set(doubts.weights_levels) or there
        if levels - there:
            raise IndexRefused(f"uncertainty.weights_levels: there are {sorted(there)}", table="config")
        self.movable = [
            place
            for place, element in enumerate(self.framework.elements)
            if element.level in levels and len(self.framework.children(element.parent)) > 1
        ]
        self._denominated = denominate(self.sheet, framework=self.framework, choices=index.choices)
        self._imputed: dict[int, Matrix] = {}
        self._treated: dict[tuple[int, int], tuple[Treated, ...]] = {}
        self._normalised: dict[tuple[int, int, int], Matrix] = {}
        self._weights: dict[tuple[int, ...], Matrix] = {}
        self._trees: dict[tuple[int, int], Tree] = {}

    def factors(self, shares: Matrix) -> Matrix:
        """Factors on the weights, shape (n, n_elements), from `shares` between 0 and 1 for what may move."""
        found = np.ones((len(shares), len(self.framework.elements)))
        found[:, self.movable] = 1.0 + self.spread * (2.0 * shares - 1.0)
        return found

    def scores(self, drawn: Drawn) -> Matrix:
        """Scores of the index, shape (n_draws, n_units); draws of one table and one tree are worked together."""
        sizes = [len(self.alternatives[step]) for step in STEPS]
        kind = np.ravel_multi_index([drawn.picks[step] for step in STEPS], sizes)
        found = np.empty((len(kind), len(self.sheet.units)))
        for one in np.unique(kind):
            draws = np.flatnonzero(kind == one)
            imputed, treated, normalised, weighed, aggregated = (int(place) for place in np.unravel_index(one, sizes))
            table = self.table(imputed, treated, normalised)
            base = self.weights(imputed, treated, normalised, weighed)
            try:
                found[draws] = carry_to_top(
                    self.tree(weighed, aggregated), table=table, weights=base * drawn.factors[draws]
                )
            except IndexRefused as refused:
                said = ", ".join(
                    f"{step} {self.alternatives[step][place].method}"
                    for step, place in zip(STEPS, np.unravel_index(one, sizes), strict=True)
                )
                why = f"uncertainty.alternatives: {said} cannot go together: {refused}"
                raise IndexRefused(why, table="config") from refused
        return found

    def table(self, imputed: int, treated: int, normalised: int) -> Matrix:
        """The normalised table of three alternatives."""
        if imputed not in self._imputed:
            rule = self.alternatives["impute"][imputed]
            self._imputed[imputed] = impute(values=self._denominated, rule=rule, groups=self.sheet.groups)
        if (imputed, treated) not in self._treated:
            choices = replace(self.index.choices, treat=self.alternatives["treat"][treated])
            self._treated[imputed, treated] = treat_table(
                self._imputed[imputed], framework=self.framework, choices=choices
            )
        if (imputed, treated, normalised) not in self._normalised:
            rule = self.alternatives["normalise"][normalised]
            self._normalised[imputed, treated, normalised] = normalise_table(
                self._treated[imputed, treated],
                framework=self.framework,
                sheet=self.sheet,
                choices=replace(self.index.choices, normalise=rule),
                # What was set for single indicators belongs to the way that was chosen; another way is one for all.
                is_for_all=rule.method != self.index.choices.normalise.method,
            )
        return self._normalised[imputed, treated, normalised]

    def weights(self, imputed: int, treated: int, normalised: int, weighed: int) -> Matrix:
        key = (imputed, treated, normalised, weighed)
        if key not in self._weights:
            rule = self.alternatives["weigh"][weighed]
            self._weights[key] = weights_of(self.framework, rule=rule, table=self.table(*key[:3]))[0]
        return self._weights[key]

    def tree(self, weighed: int, aggregated: int) -> Tree:
        if (weighed, aggregated) not in self._trees:
            rules = {
                "weigh": self.alternatives["weigh"][weighed],
                "aggregate": self.alternatives["aggregate"][aggregated],
            }
            self._trees[weighed, aggregated] = plant_for(self.framework, replace(self.index.choices, **rules))
        return self._trees[weighed, aggregated]


def alternatives_of(index: Index, doubts: Doubts) -> dict[str, tuple[Any, ...]]:
    """What is drawn at each step; the choice of the index itself where nothing else is given."""
    if doubts.is_default:
        return _plausible(index.choices, index=index)
    chosen = index.choices
    return {
        "impute": doubts.impute or (chosen.impute,),
        "treat": doubts.treat or (chosen.treat,),
        "normalise": doubts.normalise or (chosen.normalise,),
        "weigh": doubts.weigh or (chosen.weigh,),
        "aggregate": doubts.aggregate or (chosen.aggregate,),
    }


def _plausible(chosen: Choices, *, index: Index) -> dict[str, tuple[Any, ...]]:
    gaps = bool(np.isnan(index.sheet.values).any())
    skewed = any(treated.is_skewed or treated.low or treated.high for treated in index.stages.treated)
    top = str(index.framework.aggregates[-1].level)
    onto = replace(chosen.normalise, scale=ABOVE_ZERO, onto_scale=True)
    normal: tuple[Normalisation, ...] = (
        onto,
        Normalisation("z-score", scale=ABOVE_ZERO, onto_scale=True),
        Normalisation("rank", scale=ABOVE_ZERO),
    )
    geometric = replace(chosen.aggregate, levels={**chosen.aggregate.levels, top: "geometric"})
    fill = (Imputation("none"), Imputation("mean"), Imputation("median"))
    return {
        "impute": _with(chosen.impute, fill) if gaps else (chosen.impute,),
        "treat": _with(chosen.treat, (Treatment("none"), Treatment("winsorise"))) if skewed else (chosen.treat,),
        "normalise": _with(onto, normal),
        "weigh": (chosen.weigh,),
        "aggregate": _with(chosen.aggregate, (geometric,)),
    }


def _with(first: Any, others: tuple[Any, ...]) -> tuple[Any, ...]:
    """The chosen one first, then the others of a different method or shape."""
    known: list[Imputation | Treatment | Normalisation | Weighing | Aggregation] = [first]
    for other in others:
        if other not in known and (isinstance(other, Aggregation) or other.method not in {one.method for one in known}):
            known.append(other)
    return tuple(known)
