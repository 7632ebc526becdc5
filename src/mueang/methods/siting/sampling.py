"""Many points foretold from a few: where to start when a table is large."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mueang.methods.siting.nearness import Floats

LANDMARKS = 6
NEIGHBOURS = 4


def drawn(weight: Floats, *, how_many: int) -> tuple[NDArray[np.intp], Floats]:
    """Points drawn with chances by weight, without lot: every so-many-th person is asked where they live.

    Returns
    -------
    points in rising order, and the weight that each then stands for

    Examples
    --------
    >>> points, weights = drawn(np.array([1.0, 0.0, 2.0, 1.0]), how_many=4)
    >>> points.tolist(), weights.tolist()
    ([0, 2, 3], [1.0, 2.0, 1.0])
    """
    people = np.cumsum(weight, dtype=np.float64)
    asked = (np.arange(how_many) + 0.5) * people[-1] / how_many
    points, times = np.unique(np.searchsorted(people, asked, side="right"), return_counts=True)
    return points, (times * (people[-1] / how_many)).astype(weight.dtype)


def lifted(cost: Floats, *, points: NDArray[np.intp], value: Floats) -> Floats:
    """A value known at some points, foretold for all: from points that see a few landmark sites equally far.

    Parameters
    ----------
    cost : array, shape (n_points, n_sites)
    points, value : arrays, shape (n_known,)

    Returns
    -------
    array, shape (n_points,); a mean of the nearest known, nearer ones counting more

    Examples
    --------
    >>> cost = np.array([[0.0, 3.0], [1.0, 2.0], [3.0, 0.0]])
    >>> lifted(cost, points=np.array([0, 2]), value=np.array([10.0, 40.0])).round(3).tolist()
    [10.015, 20.005, 39.985]
    """
    from scipy.spatial import cKDTree  # loaded where used: most callers have small tables

    seen = cost[points]
    landmarks = [int(seen.sum(axis=0).argmax())]
    few = seen[:: max(1, len(seen) // 500)]
    apart = np.full(cost.shape[1], np.inf)
    for _ in range(min(LANDMARKS, cost.shape[1]) - 1):
        apart = np.minimum(apart, np.abs(few - few[:, [landmarks[-1]]]).mean(axis=0))
        landmarks.append(int(apart.argmax()))
    where = cost[:, landmarks]
    distance, nearest = cKDTree(where[points]).query(where, k=min(NEIGHBOURS, len(points)))
    distance, nearest = distance.reshape(len(cost), -1), nearest.reshape(len(cost), -1)
    counts = 1.0 / (distance + 1e-3 * distance.mean() + np.finfo(np.float32).tiny)
    foretold: Floats = ((value[nearest] * counts).sum(axis=1) / counts.sum(axis=1)).astype(cost.dtype)
    return foretold
