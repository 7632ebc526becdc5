"""Shares of groups whose people were counted: gaps and measures with intervals, without a row a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from mueang.methods.inequality.checking import Values, numbers, same_length
from mueang.methods.inequality.errors import InequalityRefused
from mueang.methods.inequality.gaps import FEW, Gap
from mueang.methods.inequality.intervals import Measured

N_DRAWS, N_MEASURED = 2_000, 200


def gaps_of_rates(
    *,
    rates: ArrayLike,
    people: ArrayLike,
    groups: Sequence[str],
    reference: str,
    seed: int = 0,
    level: float = 0.95,
    n_draws: int = N_DRAWS,
) -> tuple[Gap, ...]:
    """Every group's rate less the reference's, with a bootstrap interval, as `gaps` on a row a person would give.

    Drawing `n` people who have it or not again with replacement is one binomial draw, so nobody's row is needed.

    Parameters
    ----------
    rates : array, shape (n_groups,), 0 to 1: the share who have it
    people : array, shape (n_groups,): how many were counted or asked, at least 1
    groups : shape (n_groups,), names, all different
    reference : name of the group the others are set beside
    seed, level, n_draws : as of `gaps`

    Returns
    -------
    a Gap for each group but the reference, in the order given; None for the interval where a group has one person

    Raises
    ------
    InequalityRefused
        If a rate is not from 0 to 1, a group has nobody or is named twice, or the reference is not there.

    Source
    ------
    Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.

    Examples
    --------
    >>> found, = gaps_of_rates(rates=[1.0, 0.0], people=[40, 40], groups=["here", "there"], reference="here")
    >>> found.difference, found.interval, found.is_few
    (-1.0, (-1.0, -1.0), False)
    """
    shares, counted = _read(rates, people)
    same_length(rates=shares, groups=list(groups))
    names = list(groups)
    if len(set(names)) < len(names) or reference not in names:
        raise InequalityRefused(f"groups: each once, and {reference!r} among them")
    if not 0 < level < 1 or n_draws < 1:
        raise InequalityRefused(f"level, n_draws: {level:g} and {n_draws} cannot be; 0 < level < 1, n_draws at least 1")
    drawn = [
        np.random.default_rng([seed, place]).binomial(int(n), share, n_draws) / n
        for place, (share, n) in enumerate(zip(shares, counted, strict=True))
    ]
    at = names.index(reference)
    return tuple(
        Gap(
            group=name,
            n_rows=int(counted[place]),
            mean=float(shares[place]),
            difference=float(shares[place] - shares[at]),
            ratio=float(shares[place] / shares[at]) if shares[at] else float("nan"),
            interval=_ends(drawn[place] - drawn[at], level=level) if min(counted[place], counted[at]) > 1 else None,
            is_few=bool(min(counted[place], counted[at]) < FEW),
        )
        for place, name in enumerate(names)
        if place != at
    )


def rates_with_interval(
    *,
    measure: Callable[..., float],
    rates: ArrayLike,
    people: ArrayLike,
    seed: int = 0,
    level: float = 0.95,
    n_draws: int = N_MEASURED,
) -> Measured:
    """A measure of groups' rates with the interval chance alone would give groups of this size.

    Parameters
    ----------
    measure : of keywords `values` and `weights`: `gini`, `palma`, or another with its arguments bound
    rates, people : as of `gaps_of_rates`
    seed, level, n_draws : as of `with_interval`

    Returns
    -------
    Measured; `n_rows` is the number of people, `is_few` where the smallest group has fewer than 30. The interval is
    how far draws lie from their own mean, laid around the value, and not below zero where the value is not: chance
    alone makes small groups look more unequal than they are, and that lean is not taken out

    Raises
    ------
    InequalityRefused
        As the measure; if a rate is not from 0 to 1 or a group has nobody.

    Source
    ------
    Parametric bootstrap: Efron and Tibshirani (1993), chapter 6.5.

    Examples
    --------
    >>> from mueang.methods.inequality.spread import gini
    >>> rates_with_interval(measure=gini, rates=[1.0, 1.0], people=[30, 30])
    Measured(value=0.0, interval=(0.0, 0.0), n_rows=60, is_few=False)
    """
    shares, counted = _read(rates, people)
    rng, drawn = np.random.default_rng(seed), []
    for again in rng.binomial(counted.astype(np.int64), shares, (n_draws, len(shares))) / counted:
        try:
            drawn.append(measure(values=again, weights=counted))
        except InequalityRefused:  # a draw in which nobody has it: no measure
            continue
    known = np.array(drawn)[np.isfinite(drawn)] if drawn else np.empty(0)
    value = float(measure(values=shares, weights=counted))
    return Measured(
        value=value,
        interval=_around(value, known, level=level) if len(known) else None,
        n_rows=int(counted.sum()),
        is_few=bool(counted.min() < FEW),
    )


def _read(rates: ArrayLike, people: ArrayLike) -> tuple[Values, Values]:
    shares, counted = numbers(rates, name="rates", least=0.0), numbers(people, name="people", least=1.0)
    same_length(rates=shares, people=counted)
    if shares.max() > 1:
        raise InequalityRefused(f"rates: row {int(shares.argmax()) + 1} is {shares.max():g}, and a share is at most 1")
    return shares, np.rint(counted)


def _around(value: float, drawn: Values, *, level: float) -> tuple[float, float]:
    low, high = _ends(drawn - drawn.mean(), level=level)
    return max(value + low, 0.0) if value >= 0 and drawn.min() >= 0 else value + low, value + high


def _ends(drawn: Values, *, level: float) -> tuple[float, float]:
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
