"""How unequally something is spread over people: Gini, Palma, and the quantile they rest on."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from mueang.methods.inequality.checking import Values, mean_above_zero, numbers, present, same_length, weighted
from mueang.methods.inequality.errors import InequalityRefused

POOREST, RICHEST = 0.4, 0.9


def gini(*, values: ArrayLike, weights: ArrayLike | None = None) -> float:
    """Half the mean difference between two people, as a share of the mean.

    Parameters
    ----------
    values : array, shape (n,), zero or more, any unit; of a person or the mean of an area
    weights : array, shape (n,), persons; one each if left out

    Returns
    -------
    0 (everybody has the same) to below 1; without correction for small samples: of n persons at most 1 - 1/n

    Raises
    ------
    InequalityRefused
        If a value is negative or not a number, nobody weighs anything, or there is nothing to share.

    Source
    ------
    Lorenz curve by trapezoids: Gini (1912); Lerman and Yitzhaki (1989), J. Econometrics 42.

    Examples
    --------
    >>> gini(values=[0.0, 4.0]), gini(values=[1.0, 3.0], weights=[3, 1])
    (0.5, 0.25)
    """
    found, share = weighted(values, weights)
    mean = mean_above_zero(found, share, measure="the Gini index")
    order = np.argsort(found, kind="stable")
    had = np.cumsum(found[order] * share[order]) / mean
    below = np.concatenate([[0.0], had[:-1]])
    return max(0.0, float(1.0 - (had + below) @ share[order]))


def palma(
    *,
    values: ArrayLike,
    weights: ArrayLike | None = None,
    by: ArrayLike | None = None,
    limits: tuple[float, float] | None = None,
) -> float:
    """What the richest tenth has, over what the poorest four tenths have.

    Parameters
    ----------
    values : array, shape (n,), zero or more: what is had
    weights : array, shape (n,), persons; one each if left out
    by : array, shape (n,): who is rich, such as income; not looked at where weights are zero. If left out, by `values`
    limits : (at most this of `by` is poor, above this is rich); the 40th and 90th percentile of these people if left
        out. Give the whole city's where `values` are of a part of it

    Returns
    -------
    Without `by`: share of the total the top 10 % have over the share of the bottom 40 % (a person on the limit is
    parted); 0.25 if all have the same. With `by`: mean of the rich over mean of the poor; 1 if all have the same, not
    a number where nobody is rich or poor. Infinite where the poor have nothing.

    Raises
    ------
    InequalityRefused
        As `gini`; if `limits` come without `by`.

    Source
    ------
    Shares: Palma (2011), Development and Change 42(1). Means by income: Banister (2018), Inequality in Transport;
    Pereira, Schwanen and Banister (2017), Transport Reviews 37(2).

    Examples
    --------
    >>> round(palma(values=[1.0] * 4 + [2.0] * 5 + [8.0]), 9)
    2.0
    >>> palma(values=[6.0, 2.0], by=[100.0, 10.0], limits=(40.0, 90.0))
    3.0
    """
    found, share = weighted(values, weights)
    mean_above_zero(found, share, measure="the Palma ratio")
    if by is None:
        if limits is not None:
            raise InequalityRefused("limits: they are of `by`, which is left out")
        order = np.argsort(found, kind="stable")
        poor, rich = (
            _between(found[order], share[order], 0.0, POOREST),
            _between(found[order], share[order], RICHEST, 1.0),
        )
        return rich / poor if poor > 0 else float("inf")
    same_length(values=np.atleast_1d(values), by=np.atleast_1d(by))
    standing = numbers(np.asarray(by, np.float64)[present(weights, n=len(np.atleast_1d(by)))], name="by")
    if limits is None:
        kept = None if weights is None else np.asarray(weights, np.float64)[present(weights, n=len(np.atleast_1d(by)))]
        limits = (
            weighted_quantile(values=standing, weights=kept, share=POOREST),
            weighted_quantile(values=standing, weights=kept, share=RICHEST),
        )
    poor_mean, rich_mean = _mean(found, share, standing <= limits[0]), _mean(found, share, standing > limits[1])
    return rich_mean / poor_mean if poor_mean != 0 else float("inf")


def weighted_quantile(*, values: ArrayLike, share: float, weights: ArrayLike | None = None) -> float:
    """The value below which `share` of the people are, each weight being so many people with the same value.

    Parameters
    ----------
    values : array, shape (n,), any unit
    share : 0 to 1
    weights : array, shape (n,), persons; one each if left out

    Returns
    -------
    as numpy's linear quantile of every value written out `weight` times

    Raises
    ------
    InequalityRefused
        If a value is not a number, or the share is not between 0 and 1.

    Source
    ------
    Hyndman and Fan (1996), type 7; frequency weights as in Harrell's Hmisc.

    Examples
    --------
    >>> weighted_quantile(values=[10.0, 20.0], weights=[3, 1], share=0.9), float(np.quantile([10, 10, 10, 20], 0.9))
    (17.0, 17.0)
    """
    if not 0 <= share <= 1:
        raise InequalityRefused(f"share: {share:g} is not between 0 and 1")
    found = numbers(values, name="values")
    count = np.ones(len(found)) if weights is None else numbers(weights, name="weights", least=0.0)
    same_length(values=found, weights=count)
    order = np.argsort(found[count > 0], kind="stable")
    found, reached = found[count > 0][order], np.cumsum(count[count > 0][order])
    if not len(found):
        raise InequalityRefused("weights: they add up to zero, so there is nobody to compare")
    place = 1.0 + max(0.0, reached[-1] - 1.0) * share
    low = np.floor(round(float(place), 9))
    part = max(0.0, place - low)
    at = [found[min(int(np.searchsorted(reached, there, side="left")), len(found) - 1)] for there in (low, low + 1)]
    return float((1 - part) * at[0] + part * at[1])


def _between(values: Values, share: Values, start: float, end: float) -> float:
    """What people between two places of the sorted population have, together."""
    upper = np.cumsum(share)
    inside = np.clip(np.minimum(upper, end) - np.maximum(upper - share, start), 0.0, None)
    return float(inside @ values)


def _mean(values: Values, share: Values, among: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> float:
    return float(values[among] @ share[among] / share[among].sum()) if among.any() else float("nan")
