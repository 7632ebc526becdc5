"""Which choice moves the ranking most: first and total order by variance, and what each pillar changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from mueang.methods.indicators.aggregating import carry_to_top
from mueang.methods.indicators.choices import Doubts, read_choices, read_doubts
from mueang.methods.indicators.columns import Matrix, Table
from mueang.methods.indicators.composing import Index, index_of
from mueang.methods.indicators.drawing import STEPS, Bench, Drawn
from mueang.methods.indicators.errors import IndexRefused
from mueang.methods.indicators.framework import read_framework, read_sheet
from mueang.methods.indicators.ranking import ranks

N_BASE, LEAST_BASE = 1_000, 16
N_RESAMPLED = 200


@dataclass(frozen=True)
class Effect:
    """What one uncertain choice does to the mean shift in rank; intervals hold 90 % of bootstrap draws.

    `first` is the share of variance it makes alone, `total` with all others; `units` holds (first, total) of each
    unit's own rank, shape (2, n_units), nan for a unit whose rank never moves.
    """

    factor: str
    first: float
    total: float
    first_interval: tuple[float, float]
    total_interval: tuple[float, float]
    units: Matrix


@dataclass(frozen=True)
class Sensitivity:
    """`shift_mean` and `shift_variance` are of the mean absolute shift in rank from the index itself."""

    index: Index
    n_draws: int
    shift_mean: float
    shift_variance: float
    effects: tuple[Effect, ...]


def sensitivity(*, data: Table, meta: Table, config: Mapping[str, Any] | None = None) -> Sensitivity:
    """How much of the doubt in a ranking each choice is responsible for.

    Parameters
    ----------
    data, meta, config : as of `uncertainty`; config["sensitivity"]["base"] rows are drawn twice and mixed, (factors +
        2) times as many draws in all

    Returns
    -------
    Sensitivity; factors are the steps with more than one alternative, and "weights" where they may move

    Raises
    ------
    IndexRefused
        As `uncertainty`; if nothing is uncertain.

    Source
    ------
    First order: Saltelli et al. (2010), Computer Physics Communications 181, table 2 b; total order: Jansen (1999), the
    same 117; of ranks: Saisana, Saltelli and Tarantola (2005), JRSS A 168(2).

    Examples
    --------
    >>> found = sensitivity(
    ...     data={"uCode": "ABC", "x": [1, 2, 9], "y": [9, 8, 1]}, meta={"iCode": ["x", "y"], "Weight": [2, 1]},
    ...     config={"uncertainty": {"weights_spread": 0.5, "alternatives": {}}},
    ... )
    >>> [(effect.factor, round(effect.total, 1)) for effect in found.effects]
    [('weights', 1.0)]
    """
    framework = read_framework(meta)
    index = index_of(framework=framework, sheet=read_sheet(data, framework), choices=read_choices(config))
    return sensitivity_of(index, doubts=read_doubts(config), base=_base(config))


def sensitivity_of(index: Index, *, doubts: Doubts, base: int = N_BASE) -> Sensitivity:
    """The sensitivity of an index that was made already."""
    bench = Bench(index, doubts)
    factors = [step for step in STEPS if len(bench.alternatives[step]) > 1]
    factors += ["weights"] if doubts.weights_spread and bench.movable else []
    if not factors:
        raise IndexRefused("uncertainty: nothing is uncertain; give alternatives or let weights move", table="config")
    rng = np.random.default_rng(doubts.seed)
    sets = bench.factors(rng.random((base, len(bench.movable))))
    one, other = rng.random((2, base, len(factors)))
    mixed = np.repeat(one[None], len(factors), axis=0)
    for place in range(len(factors)):
        mixed[place, :, place] = other[:, place]
    every = np.concatenate([one[None], other[None], mixed]).reshape(-1, len(factors))
    picks = {step: np.zeros(len(every), np.int64) for step in STEPS}
    moved = np.ones((len(every), sets.shape[1]))
    for place, factor in enumerate(factors):
        if factor == "weights":
            moved = sets[(every[:, place] * base).astype(np.int64)]
        else:
            picks[factor] = (every[:, place] * len(bench.alternatives[factor])).astype(np.int64)
    placed = ranks(bench.scores(Drawn(picks, moved))).astype(np.float64)
    shift = np.abs(placed - index.rank).mean(1).reshape(len(factors) + 2, base)
    by_unit = placed.reshape(len(factors) + 2, base, -1)
    return Sensitivity(
        index=index,
        n_draws=len(every),
        shift_mean=float(shift[:2].mean()),
        shift_variance=float(shift[:2].var()),
        effects=tuple(
            _effect(factor, shift=shift, by_unit=by_unit, place=place, rng=rng) for place, factor in enumerate(factors)
        ),
    )


def first_and_total(*, one: Matrix, other: Matrix, mixed: Matrix) -> tuple[Matrix, Matrix]:
    """First and total order effects of one factor.

    Parameters
    ----------
    one, other : array, shape (n, ...): outcomes of two independent samples of the factors
    mixed : the same shape: outcomes of the first sample with this factor taken from the other

    Returns
    -------
    (first, total), each of the trailing shape; shares of the variance, nan where nothing varies. By chance a first
    order may come out a little below zero

    Source
    ------
    Saltelli et al. (2010), table 2 b; Jansen (1999).

    Examples
    --------
    >>> one, other = np.array([0.0, 1.0, 0.0, 1.0]), np.array([0.0, 0.0, 1.0, 1.0])
    >>> [round(float(share), 6) for share in first_and_total(one=one, other=other, mixed=other)]
    [1.0, 1.0]
    """
    variance = np.concatenate([one, other]).var(0)
    with np.errstate(divide="ignore", invalid="ignore"):
        middle = np.concatenate([one, other]).mean(0)
        first = ((other - middle) * (mixed - one)).mean(0) / variance
        total = ((one - mixed) ** 2).mean(0) / (2 * variance)
    still = variance == 0
    return np.where(still, np.nan, first), np.where(still, np.nan, total)


def dropped(index: Index, *, level: int = 2) -> dict[str, float]:
    """How far ranks move on the mean when one element of a level is left out.

    Parameters
    ----------
    index : as made by `composite`
    level : 2 for the first aggregates (pillars), 1 for indicators

    Returns
    -------
    code -> mean absolute shift in rank, over units with a score; an element without sisters is not left out

    Raises
    ------
    IndexRefused
        If nothing is of this level.

    Source
    ------
    Becker et al. (2022), COINr, remove_elements.

    Examples
    --------
    >>> from mueang.methods.indicators.composing import composite
    >>> index = composite(data={"uCode": "AB", "x": [1, 2], "y": [9, 0]}, meta={"iCode": ["x", "y"], "Weight": [1, 2]})
    >>> dropped(index, level=1)
    {'x': 0.0, 'y': 1.0}
    """
    elements = index.framework.elements
    places = [
        place
        for place, element in enumerate(elements)
        if element.level == level and len(index.framework.children(element.parent)) > 1
    ]
    if not places:
        raise IndexRefused(f"nothing that has sisters is of level {level}", table="meta", column="Level")
    weights = np.repeat(index.weights[None, :], len(places), axis=0)
    weights[np.arange(len(places)), places] = 0.0
    moved = ranks(carry_to_top(index.tree, table=index.stages.normalised, weights=weights))
    scored = index.rank > 0
    shift = np.abs(moved[:, scored] - index.rank[scored]).mean(1)
    return {elements[place].code: float(mean) for place, mean in zip(places, shift, strict=True)}


def _effect(factor: str, *, shift: Matrix, by_unit: Matrix, place: int, rng: np.random.Generator) -> Effect:
    first, total = first_and_total(one=shift[0], other=shift[1], mixed=shift[place + 2])
    rows = rng.integers(0, shift.shape[1], (shift.shape[1], N_RESAMPLED))
    again = first_and_total(one=shift[0][rows], other=shift[1][rows], mixed=shift[place + 2][rows])
    low, high = np.quantile(np.stack(again), [0.05, 0.95], axis=1)
    return Effect(
        factor=factor,
        first=float(first),
        total=float(total),
        first_interval=(float(low[0]), float(high[0])),
        total_interval=(float(low[1]), float(high[1])),
        units=np.stack(first_and_total(one=by_unit[0], other=by_unit[1], mixed=by_unit[place + 2])),
    )


def _base(config: Mapping[str, Any] | None) -> int:
    given = (config or {}).get("sensitivity", {})
    if not isinstance(given, Mapping) or set(given) - {"base"}:
        raise IndexRefused("sensitivity: it knows `base` alone, the number of rows drawn twice", table="config")
    base = given.get("base", N_BASE)
    if not isinstance(base, int) or base < LEAST_BASE:
        raise IndexRefused(f"sensitivity.base: a whole number of at least {LEAST_BASE}", table="config")
    return base
