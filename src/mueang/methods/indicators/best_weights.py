"""The benefit of the doubt: each unit weighed as suits it best, in front of all the others."""

from __future__ import annotations

import numpy as np

from mueang.methods.indicators.columns import Matrix
from mueang.methods.indicators.errors import IndexRefused
from mueang.methods.linear import Rows, cheapest


def benefit_of_the_doubt(*, values: Matrix, least_share: float = 0.0, most_share: float = 1.0) -> tuple[Matrix, Matrix]:
    """Each unit's score with the weights that show it at its best, such that no unit scores above one with them.

    Parameters
    ----------
    values : array, shape (n_units, n_indicators), zero or more, more is better, all measured
    least_share, most_share : of a unit's own score that any one indicator may make up; 0 and 1 leave it free

    Returns
    -------
    (scores, shape (n_units,), above 0 to 1; weights, shape (n_units, n_indicators)). Whoever is best in one indicator
    scores 1 if shares are free

    Raises
    ------
    IndexRefused
        If a value is negative or not measured, an indicator is zero everywhere, or the shares cannot add up to one.

    Source
    ------
    Cherchye, Moesen, Rogge and Van Puyenbroeck (2007), Social Indicators Research 82; shares: Wong and Beasley (1990).

    Examples
    --------
    >>> scores, weights = benefit_of_the_doubt(values=np.array([[4.0, 1.0], [2.0, 2.0], [1.0, 1.0]]))
    >>> scores.round(9).tolist()
    [1.0, 1.0, 0.5]
    """
    n_units, n_indicators = values.shape
    if np.isnan(values).any() or (values < 0).any():
        row, column = np.argwhere(~(values >= 0))[0]
        why = f"{values[row, column]:g}: the benefit of the doubt needs measured values of zero or more"
        raise IndexRefused(why, table="data", row=int(row) + 1, column=str(int(column) + 1))
    if (values.max(0) <= 0).any():
        at = int(np.flatnonzero(values.max(0) <= 0)[0])
        raise IndexRefused("every unit has 0; leave the indicator out", table="data", column=str(at + 1))
    if not (0 <= least_share * n_indicators <= 1 <= most_share * n_indicators):
        raise IndexRefused(f"shares of {least_share:g} to {most_share:g} cannot add up to one", table="config")
    stretch = values.max(0)
    scaled = values / stretch
    scores, weights = np.empty(n_units), np.empty((n_units, n_indicators))
    for unit in range(n_units):
        own = scaled[unit]
        limits = [scaled]
        if least_share > 0:
            limits.append(least_share * own[None, :] - np.diag(own))
        if most_share < 1:
            limits.append(np.diag(own) - most_share * own[None, :])
        bounds = np.concatenate([np.ones(n_units), np.zeros(sum(len(part) for part in limits[1:]))])
        scores[unit], weights[unit] = _maximise(own, np.vstack(limits), bounds)
    return scores, weights / stretch


def _maximise(gain: Matrix, limits: Matrix, bounds: Matrix) -> tuple[float, Matrix]:
    """max gain·x with limits·x <= bounds and x >= 0."""
    solved = cheapest(-gain, [Rows.full(limits, least=-np.inf, most=bounds)], upper=np.inf)
    assert solved.values is not None  # noqa: S101 -- all zeros keep the limits, and each unit's own row keeps it finite
    return -solved.bound, solved.values
