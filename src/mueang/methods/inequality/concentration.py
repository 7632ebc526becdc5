"""Whether something good or bad gathers among the rich or the poor: the concentration index and its corrections."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from mueang.methods.inequality.checking import Values, mean_above_zero, numbers, present, same_length, weighted
from mueang.methods.inequality.errors import InequalityRefused

Correction = Literal["standard", "erreygers", "wagstaff"]
CORRECTIONS = ("standard", "erreygers", "wagstaff")


def concentration_index(
    *,
    values: ArrayLike,
    by: ArrayLike,
    weights: ArrayLike | None = None,
    correction: Correction = "standard",
    bounds: tuple[float, float] | None = None,
) -> float:
    """How far `values` gather among those who stand high in `by`.

    Parameters
    ----------
    values : array, shape (n,), zero or more: participation, access, absence
    by : array, shape (n,): standing, such as income; higher is better off. Equal standing counts as one rank; not
        looked at where weights are zero
    weights : array, shape (n,), persons; one each if left out
    correction : "standard" (relative; of a bounded value it depends on the mean), "erreygers" (absolute, same for
        having and lacking but for the sign), "wagstaff" (relative to what is possible at this mean)
    bounds : (lowest, highest) value there can be, for the corrections; those found here if left out. Of yes and no:
        (0, 1)

    Returns
    -------
    -1 to 1: below zero it gathers among the poor, above among the rich, 0 has no slope

    Raises
    ------
    InequalityRefused
        If a value is not allowed or outside the bounds, lengths differ, or there is nothing to share out.

    Source
    ------
    Kakwani, Wagstaff and van Doorslaer (1997), J. Econometrics 77, with fractional ranks; Wagstaff (2005), Health
    Economics 14; Erreygers (2009), J. Health Economics 28, equation 27.

    Examples
    --------
    >>> concentration_index(values=[0.0, 1.0], by=[10.0, 20.0]), concentration_index(values=[1.0, 0.0], by=[10.0, 20.0])
    (0.5, -0.5)
    >>> concentration_index(values=[0.0, 1.0], by=[1.0, 2.0], correction="erreygers", bounds=(0, 1))
    1.0
    """
    if correction not in CORRECTIONS:
        raise InequalityRefused(f"correction: {correction!r} is not known; there are {', '.join(CORRECTIONS)}")
    found, share = weighted(values, weights)
    same_length(values=np.atleast_1d(values), by=np.atleast_1d(by))
    there = present(weights, n=len(np.atleast_1d(by)))
    standing = numbers(np.asarray(by, np.float64)[there], name="by")
    mean = mean_above_zero(found, share, measure="the concentration index")
    standard = float(2.0 * (found - mean) @ (share * (_ranks(standing, share) - 0.5)) / mean)
    if correction == "standard":
        return standard
    low, high = _bounds(found, bounds)
    if correction == "erreygers":
        return standard * 4.0 * mean / (high - low)
    room = (high - mean) * (mean - low)
    return standard * mean * (high - low) / room if room > 0 else 0.0


def _ranks(standing: Values, share: Values) -> Values:
    """The share of people below, plus half of those on the same rank."""
    levels, place = np.unique(standing, return_inverse=True)
    sizes = np.bincount(place, weights=share, minlength=len(levels))
    middle: Values = (np.cumsum(sizes) - sizes / 2.0)[place]
    return middle


def _bounds(values: Values, bounds: tuple[float, float] | None) -> tuple[float, float]:
    low, high = bounds if bounds is not None else (float(values.min()), float(values.max()))
    if low >= high:
        raise InequalityRefused(
            f"bounds: {low:g} to {high:g} leaves no room; a correction needs values that may differ"
        )
    if values.min() < low or values.max() > high:
        raise InequalityRefused(
            f"values: {values.min():g} to {values.max():g} lie outside the bounds {low:g} to {high:g}"
        )
    return low, high
