"""Places from the best down, ties sharing the better one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mueang.methods.indicators.columns import Matrix

Ranks = NDArray[np.int32]


def ranks(scores: Matrix) -> Ranks:
    """Each unit's place in each row of scores.

    Parameters
    ----------
    scores : array, shape (n_draws, n_units) or (n_units,); nan where there is no score

    Returns
    -------
    int array of the same shape: 1 is the best; equal scores share the better place and the next ones are skipped; 0
    where there is no score

    Examples
    --------
    >>> ranks(np.array([5.0, 9.0, 5.0, np.nan, 1.0])).tolist()
    [2, 1, 2, 0, 4]
    """
    table = np.atleast_2d(scores)
    n_draws, n_units = table.shape
    order = np.argsort(-table, axis=1)
    ordered = np.take_along_axis(table, order, 1)
    places = np.arange(1, n_units + 1, dtype=np.int32)
    spread = np.broadcast_to(places, (n_draws, n_units))
    tied = ordered[:, 1:] == ordered[:, :-1]
    if tied.any():
        fresh = np.hstack([np.ones((n_draws, 1), bool), ~tied])
        spread = np.maximum.accumulate(np.where(fresh, places, 0), axis=1).astype(np.int32)
    found = np.empty((n_draws, n_units), np.int32)
    np.put_along_axis(found, order, spread, 1)
    if np.isnan(ordered[:, -1]).any():
        found[np.isnan(table)] = 0
    return found.reshape(np.shape(scores))


def rank_quantiles(drawn: Ranks, *, shares: tuple[float, ...], most: int) -> Matrix:
    """Quantiles of each unit's place over the draws, by counting; linear between places as numpy's.

    Parameters
    ----------
    drawn : int array, shape (n_draws, n_units), 0 to `most`; 0 counts as no place and is left out
    shares : each 0 to 1
    most : the last place there is

    Returns
    -------
    array, shape (len(shares), n_units); nan for a unit that never had a place

    Examples
    --------
    >>> rank_quantiles(np.array([[1, 2], [2, 1], [2, 1]]), shares=(0.25, 0.5), most=2).tolist()
    [[1.5, 1.0], [2.0, 1.0]]
    """
    n_units = drawn.shape[1]
    flat = (drawn + np.arange(n_units, dtype=np.int32) * (most + 1)).ravel()
    counts = np.bincount(flat, minlength=n_units * (most + 1)).reshape(n_units, most + 1)[:, 1:]
    reached = counts.cumsum(1)
    total = reached[:, -1:] if most else np.zeros((n_units, 1), int)
    found = np.full((len(shares), n_units), np.nan)
    there = total[:, 0] > 0
    for number, share in enumerate(shares):
        position = np.round((total - 1) * share, 9)
        low = np.floor(position)
        at_low = (reached > low).argmax(1) + 1.0
        at_high = (reached > np.minimum(low + 1, total - 1)).argmax(1) + 1.0
        part = (position - low)[:, 0]
        found[number, there] = (at_low + part * (at_high - at_low))[there]
    return found
