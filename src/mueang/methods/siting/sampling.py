"""Many points foretold from a few: where to start when a table is large."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mueang.methods.siting.nearness import Floats

LANDMARKS = 6
NEIGHBOURS = 4
REGIONS = 64
POINTS_AT_ONCE = 1_000


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
    seen = cost[points]
    landmarks = [int(seen.sum(axis=0).argmax())]
    few = seen[:: max(1, len(seen) // 500)]
    apart = np.full(cost.shape[1], np.inf)
    for _ in range(min(LANDMARKS, cost.shape[1]) - 1):
        apart = np.minimum(apart, np.abs(few - few[:, [landmarks[-1]]]).mean(axis=0))
        landmarks.append(int(apart.argmax()))
    where = cost[:, landmarks]
    distance, nearest = _nearest(where[points], where, regions=_regions(cost), known=points)
    counts = 1.0 / (distance + 1e-3 * distance.mean() + np.finfo(np.float32).tiny)
    foretold: Floats = ((value[nearest] * counts).sum(axis=1) / counts.sum(axis=1)).astype(cost.dtype)
    return foretold


def _regions(cost: Floats) -> NDArray[np.intp]:
    """Which of some sites, evenly picked, is nearest to each point: whoever shares one is not far apart."""
    picked = np.linspace(0, cost.shape[1] - 1, min(REGIONS, cost.shape[1])).astype(np.intp)
    nearest: NDArray[np.intp] = cost[:, picked].argmin(axis=1)
    return nearest


def _nearest(
    seen: Floats, where: Floats, *, regions: NDArray[np.intp], known: NDArray[np.intp]
) -> tuple[Floats, NDArray[np.intp]]:
    """For each point the nearest few known ones of its region, of all regions where it has too few.

    Returns
    -------
    distances and numbers among the known, arrays, shape (n_points, n_neighbours)
    """
    n_neighbours = min(NEIGHBOURS, len(known))
    distance = np.empty((len(where), n_neighbours), dtype=where.dtype)
    nearest = np.empty((len(where), n_neighbours), dtype=np.intp)
    for region in range(int(regions.max()) + 1):
        among = np.flatnonzero(regions[known] == region)
        among = among if len(among) >= n_neighbours else np.arange(len(known))
        here = np.flatnonzero(regions == region)
        for first in range(0, len(here), POINTS_AT_ONCE):
            some = here[first : first + POINTS_AT_ONCE]
            square = sum((where[some, axis, None] - seen[among, axis]) ** 2 for axis in range(where.shape[1]))
            best = np.argpartition(square, n_neighbours - 1, axis=1)[:, :n_neighbours]
            nearest[some] = among[best]
            distance[some] = np.sqrt(np.take_along_axis(square, best, axis=1))
    return distance, nearest
