"""How far raters agree on categories beyond what chance would give: the kappas."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mueang.methods.agreement.errors import AgreementRefused

Weighting = Literal["none", "linear", "quadratic"]


def cohen_kappa(
    *, one: Sequence[Hashable], other: Sequence[Hashable], order: Sequence[Hashable] = (), weighting: Weighting = "none"
) -> float:
    """Agreement of two raters beyond chance.

    Parameters
    ----------
    one, other : the category each gave to the same things, shape (n,)
    order : all categories from low to high; needed for weights
    weighting : "none" counts only the same category; "linear" and "quadratic" count near ones in part

    Returns
    -------
    1 agreed on all, 0 as by chance, below 0 less; not a number where both gave one and the same category to all

    Raises
    ------
    AgreementRefused
        If there is nothing to compare, lengths differ, or a category is not in `order`.

    Source
    ------
    Cohen (1960), Educational and Psychological Measurement 20; weighted: Cohen (1968), Psychological Bulletin 70.

    Examples
    --------
    >>> cohen_kappa(one="aabb", other="aaba"), cohen_kappa(one="aabb", other="bbaa")
    (0.5, -1.0)
    """
    if not len(one) or len(one) != len(other):
        raise AgreementRefused(f"judgements: {len(one)} of one and {len(other)} of the other rater; as many are needed")
    if weighting != "none" and not order:
        raise AgreementRefused("order: weights need the categories from low to high")
    names = list(order) or list(dict.fromkeys([*one, *other]))
    strangers = [category for category in [*one, *other] if category not in names]
    if strangers:
        raise AgreementRefused(f"order: {strangers[0]!r} is not among the categories")
    places = {category: place for place, category in enumerate(names)}
    table = np.zeros((len(names), len(names)))
    for first, second in zip(one, other, strict=True):
        table[places[first], places[second]] += 1
    apart = np.abs(np.subtract.outer(np.arange(len(names)), np.arange(len(names)))).astype(np.float64)
    cost = {"none": (apart > 0).astype(np.float64), "linear": apart, "quadratic": apart**2}[weighting]
    expected = np.outer(table.sum(1), table.sum(0)) / table.sum()
    by_chance = float((cost * expected).sum())
    return 1.0 - float((cost * table).sum()) / by_chance if by_chance else float("nan")


def fleiss_kappa(*, counts: ArrayLike) -> float:
    """Agreement of several raters beyond chance, who need not be the same for each thing.

    Parameters
    ----------
    counts : array, shape (n_things, n_categories): how many raters gave the category; as many raters for each thing

    Returns
    -------
    1 agreed on all, 0 as by chance; not a number where all gave one and the same category to all

    Raises
    ------
    AgreementRefused
        If rows do not have the same number of raters, at least two.

    Source
    ------
    Fleiss (1971), Psychological Bulletin 76, 378-382.

    Examples
    --------
    >>> fleiss_kappa(counts=[[2, 0], [0, 2]]), fleiss_kappa(counts=[[1, 1], [1, 1]])
    (1.0, -1.0)
    """
    table: NDArray[np.float64] = np.asarray(counts, np.float64)
    if table.ndim != 2 or not table.size or (table < 0).any():
        raise AgreementRefused("counts: one row a thing, one column a category, zero or more raters")
    raters = table.sum(1)
    if raters[0] < 2 or (raters != raters[0]).any():
        row = int(np.flatnonzero(raters != raters[0])[0]) + 1 if (raters != raters[0]).any() else 1
        raise AgreementRefused(f"counts: row {row} has {raters[row - 1]:g} raters; as many for each, at least two")
    agreed = ((table**2).sum(1) - raters) / (raters * (raters - 1))
    by_chance = float(((table.sum(0) / table.sum()) ** 2).sum())
    return (float(agreed.mean()) - by_chance) / (1 - by_chance) if by_chance < 1 else float("nan")
