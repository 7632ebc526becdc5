"""How far each group is from a reference, with an interval and a word where few were asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mueang.methods.inequality.checking import Values, numbers, placed, same_length
from mueang.methods.inequality.errors import InequalityRefused

FEW = 30
N_DRAWS = 2_000
MOST_CELLS = 4_000_000  # of one block of resampled rows, 32 MB


@dataclass(frozen=True, slots=True)
class Gap:
    """A group beside the reference, in the unit of the values; `interval` is of `difference`, None where it cannot be.

    `is_few` where the group or the reference has fewer than 30 rows: then the interval itself is not sure.
    """

    group: str
    n_rows: int
    mean: float
    difference: float
    ratio: float
    interval: tuple[float, float] | None
    is_few: bool


def gaps(
    *,
    values: ArrayLike,
    groups: Sequence[object] | NDArray[Any],
    reference: str,
    weights: ArrayLike | None = None,
    seed: int = 0,
    level: float = 0.95,
    n_draws: int = N_DRAWS,
) -> tuple[Gap, ...]:
    """Every group's mean less the reference's, with a bootstrap interval.

    Parameters
    ----------
    values : array, shape (n,), any unit
    groups : shape (n,): to which group each row belongs
    reference : name of the group the others are set beside
    weights : array, shape (n,), persons a row stands for; one each if left out
    seed : of the draws; the same seed gives the same interval
    level : share of the interval, above 0 and below 1
    n_draws : times each group is drawn again, with replacement

    Returns
    -------
    a Gap for each group but the reference, in the order of their names; percentile interval, None where a group or
    the reference has a single row

    Raises
    ------
    InequalityRefused
        If a value is not a number, a group weighs nothing, or nobody is in the reference.

    Source
    ------
    Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.

    Examples
    --------
    >>> found, = gaps(values=[1.0, 1.0, 4.0, 4.0], groups=["here", "here", "there", "there"], reference="here")
    >>> found.difference, found.interval, found.is_few
    (3.0, (3.0, 3.0), True)
    """
    found = numbers(values, name="values")
    share = np.ones(len(found)) if weights is None else numbers(weights, name="weights", least=0.0)
    same_length(values=found, weights=share, groups=groups)
    if not 0 < level < 1 or n_draws < 1:
        raise InequalityRefused(f"level, n_draws: {level:g} and {n_draws} cannot be; 0 < level < 1, n_draws at least 1")
    names, place = placed(groups)
    if reference not in names:
        raise InequalityRefused(f"reference: nobody is in {reference!r}; there are {', '.join(names)}")
    means = []
    for number, name in enumerate(names):
        if share[place == number].sum() <= 0:
            raise InequalityRefused(f"weights: group {name!r} weighs nothing")
        means.append(float(np.average(found[place == number], weights=share[place == number])))
    # A stream of its own for each group: another group more does not change an interval.
    drawn = [
        _resampled(found[place == number], share[place == number], rng=np.random.default_rng([seed, number]), n=n_draws)
        for number in range(len(names))
    ]
    at = names.index(reference)
    sizes = np.bincount(place)
    return tuple(
        Gap(
            group=name,
            n_rows=int(sizes[number]),
            mean=means[number],
            difference=means[number] - means[at],
            ratio=means[number] / means[at] if means[at] else float("nan"),
            interval=_interval(drawn[number] - drawn[at], level=level) if min(sizes[number], sizes[at]) > 1 else None,
            is_few=bool(min(sizes[number], sizes[at]) < FEW),
        )
        for number, name in enumerate(names)
        if number != at
    )


def _resampled(values: Values, weights: Values, *, rng: np.random.Generator, n: int) -> Values:
    """Weighted means of `n` samples with replacement, shape (n,)."""
    size, means = len(values), np.empty(n)
    # Rows of weight zero may be all that is drawn; they are no part of the sample.
    kept = weights > 0
    values, weights, size = values[kept], weights[kept], int(kept.sum())
    block = max(1, MOST_CELLS // size)
    for start in range(0, n, block):
        rows = rng.integers(0, size, (min(block, n - start), size))
        means[start : start + len(rows)] = (values * weights)[rows].sum(1) / weights[rows].sum(1)
    return means


def _interval(drawn: Values, *, level: float) -> tuple[float, float]:
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
