"""Those below a line: how many, how far, and how far the furthest."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from mueang.methods.inequality.checking import weighted
from mueang.methods.inequality.errors import InequalityRefused


def fgt(*, values: ArrayLike, line: float, weights: ArrayLike | None = None, alpha: float = 0.0) -> float:
    """The Foster-Greer-Thorbecke measure of what is lacking below a line.

    Parameters
    ----------
    values : array, shape (n,), zero or more: income, hours of learning, places within reach
    line : the least that is enough, above zero, in the unit of `values`; who is at it lacks nothing
    weights : array, shape (n,), persons; one each if left out
    alpha : 0 counts who is below, 1 adds up how far (as a share of the line), 2 weighs the furthest most

    Returns
    -------
    0 (nobody below) to 1

    Raises
    ------
    InequalityRefused
        If a value is negative or not a number, the line not above zero, or alpha negative.

    Source
    ------
    Foster, Greer and Thorbecke (1984), Econometrica 52(3), 761-766.

    Examples
    --------
    >>> [fgt(values=[5.0, 10.0, 20.0, 0.0], line=10.0, alpha=alpha) for alpha in (0, 1, 2)]
    [0.5, 0.375, 0.3125]
    """
    if not line > 0 or not np.isfinite(line):
        raise InequalityRefused(f"line: {line:g} is not above zero")
    if not alpha >= 0:
        raise InequalityRefused(f"alpha: {alpha:g} is negative")
    found, share = weighted(values, weights)
    below = found < line
    lacking = (line - found[below]) / line
    return float(lacking**alpha @ share[below])
