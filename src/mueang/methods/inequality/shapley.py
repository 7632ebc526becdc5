"""What each factor contributes to an inequality, shared out fairly whichever comes first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import factorial
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mueang.methods.inequality.checking import numbers, same_length, weighted
from mueang.methods.inequality.entropy import theil
from mueang.methods.inequality.errors import InequalityRefused
from mueang.methods.inequality.spread import gini

MOST_FACTORS = 12
Worth = Callable[[frozenset[str]], float]


def shapley(*, factors: Sequence[str], worth: Worth) -> dict[str, float]:
    """Each factor's mean contribution over all orders in which factors can be added.

    Parameters
    ----------
    factors : names, one to twelve, all different
    worth : what a set of factors explains; asked once for each of the 2^n sets

    Returns
    -------
    name -> contribution, in the unit of `worth`; they add up to worth(all) - worth(none)

    Raises
    ------
    InequalityRefused
        If there are no factors, more than twelve, or two of one name.

    Source
    ------
    Shapley (1953); Shorrocks (2013), J. Economic Inequality 11, 99-126.

    Examples
    --------
    >>> shapley(factors=["a", "b"], worth=lambda chosen: {0: 0.0, 1: 1.0, 2: 4.0}[len(chosen)])
    {'a': 2.0, 'b': 2.0}
    """
    names = list(factors)
    if not 1 <= len(names) <= MOST_FACTORS or len(set(names)) < len(names):
        raise InequalityRefused(
            f"factors: {len(names)} given; one to {MOST_FACTORS} of different names can be shared out"
        )
    worths = {
        frozenset(chosen): worth(frozenset(chosen))
        for size in range(len(names) + 1)
        for chosen in combinations(names, size)
    }
    shares = dict.fromkeys(names, 0.0)
    for chosen, before in worths.items():
        chance = (
            factorial(len(chosen)) * factorial(len(names) - len(chosen) - 1) / factorial(len(names))
            if len(chosen) < len(names)
            else 0.0
        )
        for name in names:
            if name not in chosen:
                shares[name] += chance * (worths[chosen | {name}] - before)
    return shares


def shapley_by_source(
    *, sources: Mapping[str, ArrayLike], weights: ArrayLike | None = None, measure: Literal["gini", "theil"] = "gini"
) -> dict[str, float]:
    """What each source contributes to the inequality of their sum: hours by mode, income by kind.

    Parameters
    ----------
    sources : name -> array, shape (n,), each the part of every person that comes from it
    weights : array, shape (n,), persons; one each if left out
    measure : "gini" or "theil" (T)

    Returns
    -------
    name -> contribution; they add up to the index of the sum. A source left out is given to all alike (its mean), so
    one that all have alike contributes what it evens out: nothing or less

    Raises
    ------
    InequalityRefused
        If a source or the sum cannot be measured.

    Source
    ------
    Shorrocks (2013), equalized income version; Sastre and Trannoy (2002).

    Examples
    --------
    >>> shapley_by_source(sources={"class": [0.0, 4.0], "home": [0.0, 0.0]})
    {'class': 0.5, 'home': 0.0}
    """
    parts = {name: numbers(values, name=f"sources: {name}") for name, values in sources.items()}
    same_length(**parts)
    if not parts:
        raise InequalityRefused("sources: none is given")
    n_rows = len(next(iter(parts.values())))
    share = weighted(np.ones(n_rows), weights)[1] if weights is None else np.asarray(weights, np.float64)
    means = {name: float(np.average(values, weights=share)) for name, values in parts.items()}

    def worth(chosen: frozenset[str]) -> float:
        together = sum(
            (parts[name] if name in chosen else np.full(n_rows, means[name]) for name in parts), np.zeros(n_rows)
        )
        if measure == "gini":
            return gini(values=together, weights=weights)
        return theil(values=together, weights=weights).total

    return shapley(factors=list(parts), worth=worth)


def shapley_by_group(
    *,
    values: ArrayLike,
    factors: Mapping[str, Sequence[object] | NDArray[Any]],
    weights: ArrayLike | None = None,
    kind: Literal["T", "L"] = "T",
) -> dict[str, float]:
    """How much of an inequality goes with each grouping: neighbourhood, age, sex, income band, language of home.

    Parameters
    ----------
    values : array, shape (n,), as of `theil`
    factors : name -> groups, shape (n,)
    weights : array, shape (n,), persons; one each if left out
    kind : Theil's "T" or "L"

    Returns
    -------
    name -> contribution in nats; they add up to the between part when people are grouped by all factors crossed. What
    is left of the total lies between people alike in all of them. Contributions say what goes together, not what causes

    Raises
    ------
    InequalityRefused
        As `theil`.

    Source
    ------
    Shorrocks (2013); between-group part of Theil (1967).

    Examples
    --------
    >>> found = shapley_by_group(values=[1.0, 1.0, 3.0, 3.0], factors={"sex": "fmfm", "place": "aabb"})
    >>> round(found["sex"], 9), round(found["place"], 6)
    (0.0, 0.130812)
    """
    rows = len(np.atleast_1d(values))
    same_length(values=np.atleast_1d(values), **factors)

    def worth(chosen: frozenset[str]) -> float:
        # A separator that no name holds, so that two crossings never read the same.
        crossed = ["\x1f".join(f"{factors[name][row]}" for name in sorted(chosen)) or "all" for row in range(rows)]
        return theil(values=values, weights=weights, groups=crossed, kind=kind).between

    return shapley(factors=list(factors), worth=worth)
