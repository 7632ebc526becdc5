"""The same terms learned in two more ways; the mean of several additive fits is again one table of points a term."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mueang.methods.risk.binning import Bins, Codes
from mueang.methods.risk.columns import Column, is_missing

# What holds a standardised column: 1 / C of the usual logistic regression, with the C = 0.3 of the peers.
RIDGE = 10 / 3
ROUNDS, CLOSE_ENOUGH, BOLDEST = 30, 1e-6, 4.0
CUTS, RATE, FEWEST_BESIDE_A_CUT, HELD = 100, 0.1, 15, 1.0
MOST_ROWS_CUT = 20_000

Vector = NDArray[np.float64]


def straight(columns: Sequence[Column], *, codes: Sequence[Codes], bins: Sequence[Bins], label: Vector) -> list[Vector]:
    """Log-odds of every bin by ridge logistic regression: a straight line through a number, a step for each word.

    Parameters
    ----------
    columns : the values of each term, shape (n,) each
    codes, bins : their bins
    label : array, shape (n,), 0 or 1

    Returns
    -------
    list of arrays, shape (bins,), each with mean 0 over the rows

    Source
    ------
    Le Cessie and Van Houwelingen (1992), Applied Statistics 41.

    Examples
    --------
    >>> days, left = np.repeat([0.0, 1.0, 3.0], 90), np.tile([0.0, 1.0, 0.0], 90)
    >>> cut = Bins(edges=(1.0, 3.0))
    >>> [found] = straight([days], codes=[cut.codes(days)], bins=[cut], label=left)
    >>> bool(np.abs(found).max() < 1e-9)
    True
    """
    shapes = [_shape(values, codes=own, bins=cut) for values, own, cut in zip(columns, codes, bins, strict=True)]
    rows = np.column_stack([np.ones(len(label)), *(shape[own] for shape, own in zip(shapes, codes, strict=True))])
    held = np.diag([1e-9, *[RIDGE] * (rows.shape[1] - 1)])
    beta = np.zeros(rows.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-(rows @ beta)))
        information = (rows * (chance * (1 - chance))[:, None]).T @ rows + held
        step = np.linalg.solve(information, rows.T @ (label - chance) - held @ beta)
        largest = float(np.abs(step).max())
        beta += step * min(1.0, BOLDEST / max(largest, CLOSE_ENOUGH))
        if largest < CLOSE_ENOUGH:
            break
    parts = np.split(beta[1:], np.cumsum([shape.shape[1] for shape in shapes])[:-1])
    return [_centred(shape @ own, codes=code) for shape, own, code in zip(shapes, parts, codes, strict=True)]


def _shape(values: Column, *, codes: Codes, bins: Bins) -> Vector:
    """What each bin stands for: its word, or its mean in standard deviations; the unknown apart."""
    n = bins.unknown + 1
    if bins.words:
        return np.eye(n)
    known = ~is_missing(values)
    sizes = np.maximum(np.bincount(codes[known], minlength=n), 1)
    spread = float(np.std(values[known].astype(np.float64))) if known.any() else 0.0
    means = np.bincount(codes[known], weights=values[known].astype(np.float64), minlength=n) / sizes
    shape = np.zeros((n, 2))
    shape[:-1, 0] = (means[:-1] - values[known].mean()) / spread if spread > 0 else 0.0
    shape[-1, 1] = 1.0
    return shape


def cut_by_cut(codes: Sequence[Codes], *, bins: Sequence[Bins], label: Vector) -> list[Vector]:
    """Log-odds of every bin by boosted cuts: a hundred times the one cut that helps most, each taken by a tenth.

    Parameters
    ----------
    codes, bins : of each term
    label : array, shape (n,), 0 or 1

    Returns
    -------
    list of arrays, shape (bins,), each with mean 0 over the rows

    Source
    ------
    Boosted stumps are additive: Friedman, Hastie and Tibshirani (2000), Annals of Statistics 28.

    Examples
    --------
    >>> days, left = np.repeat([0.0, 1.0, 3.0], 90), np.repeat([0.0, 0.0, 1.0], 90)
    >>> cut = Bins(edges=(1.0, 3.0))
    >>> low, middle, high, unknown = cut_by_cut([cut.codes(days)], bins=[cut], label=left)[0]
    >>> bool(low == middle < 0 < high)
    True
    """
    thinned = slice(None, None, max(1, -(-len(label) // MOST_ROWS_CUT)))
    thin, label = [own[thinned] for own in codes], label[thinned]
    found = [np.zeros(cut.unknown + 1) for cut in bins]
    share = float(np.clip(label.mean(), 1e-6, 1 - 1e-6))
    total = np.full(len(label), np.log(share / (1 - share)))
    for _ in range(CUTS):
        chance = 1 / (1 + np.exp(-total))
        pull, weight = label - chance, chance * (1 - chance)
        gains = [_best_cut(own, bins=cut, pull=pull, weight=weight) for own, cut in zip(thin, bins, strict=True)]
        place = int(np.argmax([gain for gain, _step in gains]))
        gain, step = gains[place]
        if gain <= 0:
            break
        found[place] += RATE * step
        total += RATE * step.take(thin[place])
    return [_centred(own, codes=code) for own, code in zip(found, codes, strict=True)]


def _best_cut(codes: Codes, *, bins: Bins, pull: Vector, weight: Vector) -> tuple[float, Vector]:
    """(gain, step of each bin) of the best of a term's cuts: below and above an edge, or one word and the others."""
    n = bins.unknown + 1
    sums = np.array([np.bincount(codes, weights=by, minlength=n) for by in (pull, weight, None)])
    whole = sums.sum(axis=1, keepdims=True)
    here = sums if bins.words else np.cumsum(sums[:, :-1], axis=1)
    there = whole - here
    steps = np.array([side[0] / (side[1] + HELD) for side in (here, there)])
    gain = here[0] * steps[0] + there[0] * steps[1] - whole[0] ** 2 / (whole[1] + HELD)
    gain[np.minimum(here[2], there[2]) < FEWEST_BESIDE_A_CUT] = 0.0
    best = int(np.argmax(gain))
    codes_here = np.arange(n) == best if bins.words else np.arange(n) <= best
    return float(gain[best]), np.where(codes_here, steps[0][best], steps[1][best])


def _centred(log_odds: Vector, *, codes: Codes) -> Vector:
    centred: Vector = log_odds - log_odds.take(codes).mean()
    return centred
