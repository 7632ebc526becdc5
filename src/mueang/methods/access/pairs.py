"""Who is within reach of what: only the pairs that count, point by point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mueang.methods.access.checking import Floats
from mueang.methods.access.errors import AccessRefused

Places = NDArray[np.intp]
BLOCK_CELLS = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Travel times of the pairs within reach, sorted by point; a pair that is not there is out of reach.

    Attributes
    ----------
    starts : shape (n_points + 1,); the pairs of point i are those from starts[i] up to starts[i + 1]
    sites : shape (n_pairs,), the number of each pair's site
    minutes : shape (n_pairs,), minutes one way
    n_sites : how many sites there are, reached or not
    """

    starts: Places
    sites: Places
    minutes: Floats
    n_sites: int

    @property
    def n_points(self) -> int:
        return len(self.starts) - 1

    def of_points(self, values: Floats) -> Floats:
        """One value a point, shape (n_points,), given to each of its pairs: shape (n_pairs,)."""
        return np.repeat(values, np.diff(self.starts))

    def sum_by_point(self, values: Floats) -> Floats:
        """Values of pairs added up for each point: shape (n_points,); 0 where it has none."""
        found = np.zeros(self.n_points)
        # reduceat gives a point without pairs its neighbour's value, so only those that have some are asked.
        some = np.flatnonzero(np.diff(self.starts))
        if len(some):
            found[some] = np.add.reduceat(values, self.starts[some])
        return found

    def sum_by_site(self, values: Floats) -> Floats:
        """Values of pairs added up for each site: shape (n_sites,); 0 where it has none."""
        return np.bincount(self.sites, weights=values, minlength=self.n_sites).astype(np.float64, copy=False)

    def within(self, most_minutes: float) -> Pairs:
        """The pairs at most so far apart; one at exactly this distance is inside."""
        if not len(self.minutes) or self.minutes.max() <= most_minutes:
            return self
        inside = self.minutes <= most_minutes
        before = np.concatenate(([0], np.cumsum(inside)))
        return Pairs(before[self.starts], self.sites[inside], self.minutes[inside], self.n_sites)

    def reversed(self) -> Pairs:
        """The same pairs seen from the sites: which points reach each of them."""
        order = np.argsort(self.sites, kind="stable")
        points = np.repeat(np.arange(self.n_points), np.diff(self.starts))
        counts = np.bincount(self.sites, minlength=self.n_sites)
        return Pairs(np.concatenate(([0], np.cumsum(counts))), points[order], self.minutes[order], self.n_points)


Minutes = ArrayLike | Pairs
"""Travel times: an array (n_points, n_sites) with infinity where there is no way, `Pairs`, or a SciPy sparse array."""


def listed_pairs(*, points: ArrayLike, sites: ArrayLike, minutes: ArrayLike, n_points: int, n_sites: int) -> Pairs:
    """Pairs from a list of them, as a routing program writes it.

    Parameters
    ----------
    points, sites : shape (n_pairs,), numbers from 0 of the point and the site of each pair, in any order
    minutes : shape (n_pairs,), minutes one way; infinity means that there is no way
    n_points, n_sites : how many there are, with or without pairs

    Returns
    -------
    Pairs. A pair that is not listed is out of reach.

    Raises
    ------
    AccessRefused
        If lengths differ, a number names no point or site, a time is negative or not a number, or a pair comes twice.

    Source
    ------
    Compressed sparse rows: Saad (2003), Iterative Methods for Sparse Linear Systems, section 3.4.

    Examples
    --------
    >>> found = listed_pairs(points=[2, 0], sites=[0, 1], minutes=[7, 4], n_points=3, n_sites=2)
    >>> found.starts.tolist(), found.sites.tolist(), found.minutes.tolist()
    ([0, 1, 1, 2], [1, 0], [4.0, 7.0])
    """
    of_point, of_site = _numbers(points, n=n_points, name="points"), _numbers(sites, n=n_sites, name="sites")
    taken = np.asarray(minutes, dtype=np.float64)
    if not of_point.shape == of_site.shape == taken.shape:
        raise AccessRefused(f"pairs are uneven: {of_point.shape} points, {of_site.shape} sites, {taken.shape} minutes")
    key = of_point * n_sites + of_site
    if len(key) and not (key[1:] > key[:-1]).all():
        order = np.argsort(key, kind="stable")
        key, of_site, taken = key[order], of_site[order], taken[order]
        twice = np.flatnonzero(key[1:] == key[:-1])
        if len(twice):
            point, site = divmod(int(key[twice[0]]), n_sites)
            raise AccessRefused(f"point {point} and site {site} are listed twice")
        of_point = of_point[order]
    _look_over(taken)
    starts = np.concatenate(([0], np.cumsum(np.bincount(of_point, minlength=n_points))))
    return Pairs(starts, of_site, taken, n_sites).within(np.finfo(np.float64).max)


def as_pairs(minutes: Minutes, *, within_minutes: float) -> Pairs:
    """Travel times in any form as the pairs within a limit; AccessRefused for a negative time or none at all."""
    if isinstance(minutes, Pairs):
        _look_over(minutes.minutes)
        return minutes.within(within_minutes)
    rows: Any = minutes
    if hasattr(rows, "tocsr"):
        rows = rows.tocsr()
        taken = np.asarray(rows.data, dtype=np.float64)
        _look_over(taken)
        found = Pairs(rows.indptr.astype(np.intp), rows.indices.astype(np.intp), taken, int(rows.shape[1]))
        return found.within(within_minutes)
    table = np.asarray(minutes, dtype=np.float64)
    if table.ndim != 2:
        raise AccessRefused(f"minutes has the shape {table.shape}, (n_points, n_sites) was expected")
    return _pairs_of_table(table, within_minutes)


def joined(parts: list[tuple[Places, Places, Floats]], *, n_sites: int) -> Pairs:
    """Pairs from blocks of points: how many pairs each point has, their sites and their minutes."""
    if not parts:
        return Pairs(np.zeros(1, np.intp), np.zeros(0, np.intp), np.zeros(0), n_sites)
    counts, sites, minutes = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Pairs(np.concatenate(([0], np.cumsum(counts))), sites, minutes, n_sites)


def block_rows(n_sites: int) -> int:
    """How many points are looked at together, so that no array of all points by all sites is ever needed."""
    return max(1, BLOCK_CELLS // max(1, n_sites))


def _pairs_of_table(table: Floats, within_minutes: float) -> Pairs:
    n_points, n_sites = table.shape
    most = min(within_minutes, np.finfo(np.float64).max)
    step, parts = block_rows(n_sites), []
    for first in range(0, n_points, step):
        block = table[first : first + step]
        _look_over(block)
        counts, sites, places = marked(block <= most)
        parts.append((counts, sites, block.ravel()[places]))
    return joined(parts, n_sites=n_sites)


def marked(cells: NDArray[np.bool_]) -> tuple[Places, Places, Places]:
    """Of a block of points by sites: how many are marked of each point, their sites, and their places in the block."""
    n_points, n_sites = cells.shape
    places, rows = np.flatnonzero(cells), np.arange(n_points + 1) * n_sites
    counts = np.diff(np.searchsorted(places, rows))
    return counts, places - np.repeat(rows[:-1], counts), places


def _look_over(minutes: Floats) -> None:
    """One pass tells both: the least of numbers among which one is not a number is none either."""
    if minutes.size and not minutes.min() >= 0:
        place = np.argwhere(~(minutes >= 0))[0].tolist()
        raise AccessRefused(f"minutes{place} is {minutes[tuple(place)]}: it must be a number that is not negative")


def _numbers(values: ArrayLike, *, n: int, name: str) -> Places:
    found = np.asarray(values)
    if found.size == 0:
        found = found.astype(np.intp)
    if found.ndim != 1 or found.dtype.kind not in "iu":
        raise AccessRefused(f"{name} must be a list of whole numbers")
    if len(found) and not (found.min() >= 0 and found.max() < n):
        raise AccessRefused(f"{name} must be numbers from 0 to {n - 1}")
    return found.astype(np.intp)
