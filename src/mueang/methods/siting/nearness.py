"""For each site the points it is near to: all that a choice of many places needs of a large table of costs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
ROWS_AT_ONCE = 2_000


@dataclass(slots=True)
class Lists:
    """Weighted costs below a point's `cut`, site by site; what is not listed costs the cut or more.

    Attributes
    ----------
    point, cost : arrays, shape (n_listed,), site by site
    site : array, shape (n_listed,)
    start : array, shape (n_sites + 1,), where each site's part begins
    cut : array, shape (n_points,), weighted
    """

    point: NDArray[np.int32]
    cost: Floats
    site: NDArray[np.signedinteger]
    start: NDArray[np.intp]
    cut: Floats

    @property
    def n_sites(self) -> int:
        return len(self.start) - 1

    @property
    def n_points(self) -> int:
        return len(self.cut)

    def savings(self, prices: Floats) -> NDArray[np.float64]:
        """What each site saves all points together, if each pays its price otherwise; shape (n_sites,)."""
        saved = prices.take(self.point, mode="clip")  # twice as fast as with a check of numbers that are right
        saved -= self.cost
        np.maximum(saved, 0, out=saved)
        return self._sums(saved)

    def exact_savings(self, prices: Floats) -> NDArray[np.float64]:
        """`savings` in double precision, for a bound that is promised."""
        saved = prices.astype(np.float64).take(self.point)
        saved -= self.cost
        np.maximum(saved, 0, out=saved)
        return self._sums(saved)

    def _sums(self, values: Floats) -> NDArray[np.float64]:
        sums = np.zeros(self.n_sites)
        filled = np.flatnonzero(np.diff(self.start))
        if len(filled):
            sums[filled] = np.add.reduceat(values, self.start[filled])
        return sums

    def part(self, site: int) -> slice:
        return slice(int(self.start[site]), int(self.start[site + 1]))

    def served(self, prices: Floats, sites: NDArray[np.intp]) -> NDArray[np.intp]:
        """How many of `sites` serve each point below its price; shape (n_points,)."""
        parts = [self.part(int(site)) for site in sites]
        points = np.concatenate([self.point[part] for part in parts])
        costs = np.concatenate([self.cost[part] for part in parts])
        return np.bincount(points[costs < prices[points]], minlength=self.n_points)

    def of(self, sites: NDArray[np.bool_]) -> Lists:
        """The same with only the parts of some sites; the numbers of sites stay."""
        keep = sites[self.site]
        counts = np.where(sites, np.diff(self.start), 0)
        start = np.concatenate([[0], np.cumsum(counts)])
        return Lists(self.point[keep], self.cost[keep], self.site[keep], start, self.cut)


def lists_below(cost: Floats, weight: Floats, cut: Floats) -> Lists:
    """All costs below `cut` (not weighted), weighted, rounded down so that a bound made of them is one.

    Parameters
    ----------
    cost : array, shape (n_points, n_sites)
    weight, cut : arrays, shape (n_points,)

    Returns
    -------
    Lists, its costs of the precision of `cost`

    Examples
    --------
    >>> near = lists_below(np.array([[1.0, 5.0], [4.0, 2.0]]), np.array([1.0, 10.0]), np.array([3.0, 5.0]))
    >>> near.point.tolist(), near.cost.tolist(), near.start.tolist(), near.cut.tolist()
    ([0, 1, 1], [1.0, 40.0, 20.0], [0, 2, 3], [3.0, 50.0])
    """
    n_points, n_sites = cost.shape
    found = []
    for first in range(0, n_points, ROWS_AT_ONCE):
        rows = slice(first, first + ROWS_AT_ONCE)
        found.append(np.flatnonzero(cost[rows] < cut[rows, None]) + first * n_sites)
    where = np.concatenate(found)
    point, site = np.divmod(where, n_sites)
    listed = _down(cost.reshape(-1)[where] * weight[point], cost)
    # Sixteen bits are sorted by digits, ten times as fast.
    site = site.astype(np.int16 if n_sites <= np.iinfo(np.int16).max else np.int32)
    order = np.argsort(site, kind="stable")
    site = site[order]
    return Lists(
        point=point[order].astype(np.int32),
        cost=listed[order],
        site=site,
        start=np.searchsorted(site, np.arange(n_sites + 1)),
        cut=_down(cut * weight, cost),
    )


def _down(values: Floats, like: Floats) -> Floats:
    """The precision of `like`, never more than it was."""
    if like.dtype == np.float64:
        return values
    return np.nextafter(values.astype(np.float32), np.float32(0))


def nearest(cost: Floats, how_many: int) -> Floats:
    """For each point a cut (not weighted) that leaves about its `how_many` nearest sites below it."""
    n_points, n_sites = cost.shape
    if how_many >= n_sites:
        return np.full(n_points, np.nextafter(cost.max(), np.inf, dtype=cost.dtype), dtype=cost.dtype)
    cuts = np.empty(n_points, dtype=cost.dtype)
    for first in range(0, n_points, ROWS_AT_ONCE):
        rows = slice(first, first + ROWS_AT_ONCE)
        cuts[rows] = np.partition(cost[rows], how_many, axis=1)[:, how_many]
    return cuts
