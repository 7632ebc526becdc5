"""What a team finds with the visits it can make: how many with the outcome are among the first k."""

from __future__ import annotations

import numpy as np

from mueang.methods.risk.errors import RiskRefused
from mueang.methods.risk.judging import Labels, Scores


def visited(chance: Scores, *, visits: int) -> Scores:
    """The chance that each child is among the `visits` highest: shares where equal chances meet the limit.

    Parameters
    ----------
    chance : array, shape (n,)
    visits : children; 0 or more

    Returns
    -------
    array, shape (n,), 0 to 1, whose sum is `visits`, or n where there are fewer children

    Raises
    ------
    RiskRefused
        If there are fewer than no visits.

    Source
    ------
    Drawing lots among equals, as in `top_share`.

    Examples
    --------
    >>> visited(np.array([0.9, 0.5, 0.5, 0.1]), visits=2).tolist()
    [1.0, 0.5, 0.5, 0.0]
    """
    if visits < 0:
        raise RiskRefused(f"{visits} visits: there are none or more")
    if not len(chance):
        return np.zeros(0)
    _values, place, sizes = np.unique(-chance, return_inverse=True, return_counts=True)
    shares: Scores = (np.clip(visits - (np.cumsum(sizes) - sizes), 0, sizes) / sizes)[place]
    return shares


def found_by_visits(*, label: Labels, chance: Scores, most: int) -> Scores:
    """How many with the outcome are expected among the first 1, 2, ... `most` children.

    Parameters
    ----------
    label : array, shape (n,), bool
    chance : array, shape (n,)
    most : visits; the length of what is returned

    Returns
    -------
    array, shape (most,), children: divided by the number of visits it is precision, by all with the outcome recall

    Source
    ------
    Precision at k with k what the team can visit: Lakkaraju et al. (2015), KDD.

    Examples
    --------
    >>> label, chance = np.array([True, False, True, False]), np.array([0.9, 0.5, 0.5, 0.1])
    >>> found_by_visits(label=label, chance=chance, most=5).tolist()
    [1.0, 1.5, 2.0, 2.0, 2.0]
    """
    _values, place, sizes = np.unique(-chance, return_inverse=True, return_counts=True)
    share = np.bincount(place, weights=label.astype(np.float64)) / sizes if len(chance) else np.zeros(0)
    one_by_one = np.repeat(share, sizes)[:most]
    found: Scores = np.cumsum(np.concatenate([one_by_one, np.zeros(most - len(one_by_one))]))
    return found
