"""How far chances must be held back, because children of another year or school are not quite like those known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mueang.methods.risk.binning import Bins, Codes
from mueang.methods.risk.columns import Column
from mueang.methods.risk.smoothing import Smooth, Vector, fit_smooth

MOST_FOLDS = 10
MOST_ROWS_HELD = 40_000
LEAST_SLOPE = 0.3
ROUNDS = 30


def slope_elsewhere(
    codes: Sequence[Codes],
    *,
    bins: Sequence[Bins],
    label: Vector,
    contexts: Column,
    start: Sequence[Sequence[float]],
) -> float:
    """By what the log-odds must be multiplied to be true of contexts that nothing was learned from.

    Each context (a school, a course, a year) is left out once, together with others where there are more than ten; the
    same terms are fitted on the rest, and the outcome left out is regressed on what was foretold of it.

    Parameters
    ----------
    codes : bins of each term, shape (n,) each
    bins, start : of each term, and the strengths its smoothness was held with
    label : array, shape (n,), 0 or 1
    contexts : array, shape (n,): which context a child belongs to

    Returns
    -------
    0.3 to 1: 1 where chances hold elsewhere as they are, or where there is one context only

    Source
    ------
    Internal-external validation: Steyerberg and Harrell (2016), Journal of Clinical Epidemiology 69; the slope as a
    shrinkage factor: Van Houwelingen and Le Cessie (1990), Statistics in Medicine 9.
    """
    thinned = slice(None, None, max(1, -(-len(label) // MOST_ROWS_HELD)))
    label, fold = label[thinned], _folds(contexts[thinned])
    thin = [own[thinned] for own in codes]
    if fold.max() == 0:
        return 1.0
    foretold = np.zeros(len(label))
    for number in range(int(fold.max()) + 1):
        out = fold == number
        if not 0 < label[~out].mean() < 1:
            return 1.0
        there = fit_smooth([own[~out] for own in thin], bins=bins, label=label[~out], start=start)
        # Without its own level: leaving out a place where many leave lowers the level of what foretells it.
        foretold[out] = log_odds_of(there, [own[out] for own in thin]) - there.intercept
    if np.ptp(foretold) == 0:
        return 1.0
    return float(np.clip(regressed(foretold, label=label)[1], LEAST_SLOPE, 1.0))


def log_odds_of(smooth: Smooth, codes: Sequence[Codes]) -> Vector:
    """What a fit says of rows, shape (n,)."""
    total = np.full(len(codes[0]) if codes else 0, smooth.intercept)
    for own, log_odds in zip(codes, smooth.log_odds, strict=True):
        total += log_odds.take(own)
    return total


def _folds(contexts: Column) -> NDArray[np.intp]:
    """A number for each row: contexts stay whole, the largest first into the fold with the fewest rows."""
    _names, place, sizes = np.unique(contexts.astype(str), return_inverse=True, return_counts=True)
    fold_of, filled = np.zeros(len(sizes), np.intp), np.zeros(min(MOST_FOLDS, len(sizes)))
    for context in np.argsort(-sizes, kind="stable"):
        fold_of[context] = int(np.argmin(filled))
        filled[fold_of[context]] += sizes[context]
    return fold_of[place]


def regressed(foretold: Vector, *, label: Vector, slope: bool = True) -> tuple[float, float]:
    """(level, slope) of a logistic regression of `label` on log-odds, by damped Newton steps; slope 1 if it stands."""
    found = np.array([0.0, 1.0])
    columns = np.column_stack([np.ones(len(foretold)), foretold])
    free = columns if slope else columns[:, :1]
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(columns @ found, -30, 30)))
        curvature = (free * np.maximum(chance * (1 - chance), 1e-9)[:, None]).T @ free
        step = np.linalg.solve(curvature + 1e-9 * np.eye(len(curvature)), free.T @ (label - chance))
        found[: len(step)] += step * min(1.0, 1.0 / max(float(np.abs(step).max()), 1e-12))
    return float(found[0]), float(found[1])
