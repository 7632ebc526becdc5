"""Any measure of inequality with an interval, and a word where few people stand behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mueang.methods.inequality.checking import numbers, same_length
from mueang.methods.inequality.errors import InequalityRefused
from mueang.methods.inequality.gaps import FEW

N_DRAWS = 1_000


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure of `n_rows` rows; the interval is None for a single row, or where no draw could be measured.

    `is_few` under 30 rows: the measure leans towards equality then, and its interval is not sure.
    """

    value: float
    interval: tuple[float, float] | None
    n_rows: int
    is_few: bool


def with_interval(
    *,
    measure: Callable[..., float],
    values: ArrayLike,
    weights: ArrayLike | None = None,
    by: ArrayLike | None = None,
    seed: int = 0,
    level: float = 0.95,
    n_draws: int = N_DRAWS,
) -> Measured:
    """A measure of rows that are a sample, drawn again with replacement.

    Parameters
    ----------
    measure : of keywords `values`, `weights` and, where given, `by`: `gini`, `palma`, `concentration_index`, `fgt` with
        its line bound
    values, weights, by : array, shape (n,), as the measure takes them
    seed : of the draws; the same seed gives the same interval
    level : share of the interval, above 0 and below 1
    n_draws : times the rows are drawn again

    Returns
    -------
    Measured; percentile interval over the draws that could be measured

    Raises
    ------
    InequalityRefused
        As the measure; if `level` or `n_draws` cannot be.

    Source
    ------
    Mills and Zandvakili (1997), J. Applied Econometrics 12; Efron and Tibshirani (1993), chapter 13.

    Examples
    --------
    >>> from mueang.methods.inequality.spread import gini
    >>> with_interval(measure=gini, values=[4.0, 4.0])
    Measured(value=0.0, interval=(0.0, 0.0), n_rows=2, is_few=True)
    """
    if not 0 < level < 1 or n_draws < 1:
        raise InequalityRefused(f"level, n_draws: {level:g} and {n_draws} cannot be; 0 < level < 1, n_draws at least 1")
    found = numbers(values, name="values")
    columns = {"values": found, "weights": np.ones(len(found)) if weights is None else np.asarray(weights, np.float64)}
    if by is not None:
        columns["by"] = np.asarray(by, np.float64)
    same_length(**columns)
    value, rng, drawn = measure(**columns), np.random.default_rng(seed), []
    for _draw in range(n_draws if len(found) > 1 else 0):
        rows = rng.integers(0, len(found), len(found))
        try:
            drawn.append(measure(**{name: column[rows] for name, column in columns.items()}))
        except InequalityRefused:  # a draw of people who have nothing: no measure, as the source does
            continue
    known = np.array(drawn)[np.isfinite(drawn)] if drawn else np.empty(0)
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2]) if len(known) else (0.0, 0.0)
    return Measured(value, (float(low), float(high)) if len(known) else None, len(found), len(found) < FEW)
