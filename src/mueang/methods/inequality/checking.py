"""Values, weights and groups as arrays of one length; what cannot be measured is refused with its row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mueang.methods.inequality.errors import InequalityRefused

Values = NDArray[np.float64]
Places = NDArray[np.int64]


def numbers(given: ArrayLike, *, name: str, least: float | None = None, above: bool = False) -> Values:
    """`given` as floats, shape (n,); each finite, and at least (or `above`) `least`. Rows count from 1.

    Raises InequalityRefused where it is empty, not one row of numbers, or a number is not allowed.
    """
    try:
        array = np.asarray(given, np.float64)
    except (TypeError, ValueError) as wrong:
        raise InequalityRefused(f"{name}: {wrong}") from wrong
    if array.ndim != 1 or not len(array):
        raise InequalityRefused(f"{name}: one row of numbers is needed, shape (n,), not {array.shape}")
    if (bad := np.flatnonzero(~np.isfinite(array))).size:
        raise InequalityRefused(f"{name}: row {bad[0] + 1} is not a number; leave out who was not measured, and say so")
    if least is not None:
        wrong_rows = np.flatnonzero(array <= least if above else array < least)
        if wrong_rows.size:
            row = wrong_rows[0]
            rule = "must be above" if above else "must not be below"
            raise InequalityRefused(f"{name}: row {row + 1} is {array[row]:g}, and {rule} {least:g}")
    return array


def weighted(
    values: ArrayLike, weights: ArrayLike | None, *, least: float | None = 0.0, above: bool = False
) -> tuple[Values, Values]:
    """(values, shares of the population that add up to one); who weighs nothing is left out.

    Raises InequalityRefused as `numbers` does, where the lengths differ or nobody weighs anything.
    """
    found = numbers(values, name="values")
    share = np.ones(len(found)) if weights is None else numbers(weights, name="weights", least=0.0)
    same_length(values=found, weights=share)
    if share.sum() <= 0:
        raise InequalityRefused("weights: they add up to zero, so there is nobody to compare")
    numbers(np.where(share > 0, found, 0.0 if not above else 1.0), name="values", least=least, above=above)
    counts = share > 0
    return found[counts], share[counts] / share.sum()


def present(weights: ArrayLike | None, *, n: int) -> NDArray[np.bool_]:
    """Rows that weigh something, shape (n,)."""
    return np.ones(n, bool) if weights is None else np.asarray(weights, np.float64) > 0


def same_length(**arrays: Sequence[Any] | NDArray[Any]) -> None:
    lengths = {name: len(array) for name, array in arrays.items()}
    if len(set(lengths.values())) > 1:
        raise InequalityRefused("lengths differ: " + ", ".join(f"{name} {n}" for name, n in lengths.items()))


def placed(groups: Sequence[object] | NDArray[Any], *, name: str = "groups") -> tuple[list[str], Places]:
    """(names of the groups in order, each row's place among them); raises InequalityRefused for a nameless row."""
    words = [_word(group) for group in groups]
    if "" in words:
        raise InequalityRefused(
            f"{name}: row {words.index('') + 1} belongs to no group; give it one, such as 'not known'"
        )
    names, place = np.unique(np.array(words), return_inverse=True)
    return [str(one) for one in names], place.astype(np.int64)


def _word(group: object) -> str:
    if group is None or (isinstance(group, float) and np.isnan(group)):
        return ""
    return str(group).strip()


def mean_above_zero(values: Values, share: Values, *, measure: str) -> float:
    """The weighted mean; raises InequalityRefused where it is zero, because shares of nothing are not defined."""
    mean = float(values @ share)
    if mean <= 0:
        raise InequalityRefused(f"values: their mean is {mean:g}; {measure} needs something to share out")
    return mean
