"""Units set beside each other two by two: the more indicators one is better in, the higher it stands."""

from __future__ import annotations

import numpy as np

from mueang.methods.indicators.columns import Matrix


def outranking(*, values: Matrix, weights: Matrix) -> Matrix:
    """How much of the weight says that a unit is better than another.

    Parameters
    ----------
    values : array, shape (n_units, n_indicators), more is better, nan where not measured
    weights : array, shape (n_indicators,), zero or more, not all zero

    Returns
    -------
    array, shape (n_units, n_units): 0 to 1, row better than column; equal values give half; indicators in which one
    of the two was not measured do not count; 0.5 where none is left, 0 on the diagonal

    Source
    ------
    OECD/JRC (2008), Handbook, step 6: non-compensatory multi-criteria analysis; Munda and Nardo (2009), Applied
    Economics 41.

    Examples
    --------
    >>> outranking(values=np.array([[3.0, 1.0], [2.0, 1.0]]), weights=np.array([3.0, 1.0])).tolist()
    [[0.0, 0.875], [0.125, 0.0]]
    """
    n = len(values)
    better, counted = np.zeros((n, n)), np.zeros((n, n))
    for column, weight in zip(values.T, weights, strict=True):
        known = ~np.isnan(column)
        both = known[:, None] & known[None, :]
        counted += weight * both
        better += weight * ((column[:, None] > column[None, :]) + 0.5 * (both & (column[:, None] == column[None, :])))
    found: Matrix = np.divide(better, counted, out=np.full((n, n), 0.5), where=counted > 0)
    np.fill_diagonal(found, 0.0)
    return found


def copeland(*, values: Matrix, weights: Matrix) -> Matrix:
    """Units beaten less units that beat, by the majority of the weight.

    Parameters
    ----------
    values, weights : as of `outranking`

    Returns
    -------
    array, shape (n_units,): whole numbers from -(n-1) to n-1 that add up to zero

    Source
    ------
    Copeland (1951); as in Becker et al. (2022), COINr.

    Examples
    --------
    >>> copeland(values=np.array([[3.0, 1.0], [2.0, 1.0], [1.0, 0.0]]), weights=np.ones(2)).tolist()
    [2.0, 0.0, -2.0]
    """
    share = outranking(values=values, weights=weights)
    # Sums of weights in another order differ in the last bit; a tie must stay one.
    margin = np.where(np.abs(share - share.T) < 1e-12, 0.0, share - share.T)
    found: Matrix = np.sign(margin).sum(1)
    return found
