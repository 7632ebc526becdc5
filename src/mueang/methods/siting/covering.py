"""Set cover: the fewest places that leave nobody out of reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mueang.methods.linear import Rows, cheapest
from mueang.methods.siting.answer import Places, Siting, least
from mueang.methods.siting.checking import sites_of, table_of
from mueang.methods.siting.errors import SitingRefused
from mueang.methods.siting.median import assigned_to
from mueang.methods.siting.watch import Watch


def set_cover(
    *,
    cost: ArrayLike,
    within: float,
    fixed: Iterable[int] = (),
    forbidden: Iterable[int] = (),
    seconds: float = 30.0,
) -> Siting:
    """The fewest sites such that every point has one within `within`.

    Parameters
    ----------
    cost : array, shape (n_points, n_sites), 0 or more, any unit; inf where there is no way
    within : in the unit of cost; a site at exactly this cost is within reach
    fixed, forbidden, seconds : as in `p_median`; the fixed sites count

    Returns
    -------
    Siting; `total` and `bound` are numbers of sites

    Raises
    ------
    SitingRefused
        If a point is within reach of no site that may open, or numbers cannot be used.

    Source
    ------
    Toregas, Swain, ReVelle & Bergman (1971), Operations Research 19(6).

    Examples
    --------
    >>> minutes = np.array([[0.0, 10, 20], [10, 0, 10], [20, 10, 0]])
    >>> set_cover(cost=minutes, within=10).open_sites.tolist(), set_cover(cost=minutes, within=5).total
    ([1], 3.0)
    """
    watch = Watch(seconds=seconds)
    if not within >= 0:
        raise SitingRefused(f"within must be a number, 0 or more, not {within}")
    table = table_of(cost)
    sure = sites_of(fixed, n_sites=table.shape[1], name="fixed")
    shut = sites_of(forbidden, n_sites=table.shape[1], name="forbidden")
    if len(np.intersect1d(sure, shut)):
        raise SitingRefused(f"site {int(np.intersect1d(sure, shut)[0])} is both fixed and forbidden")
    covers = table <= within
    covers[:, shut] = False
    alone = np.flatnonzero(~covers.any(axis=1))
    if len(alone):
        raise SitingRefused(
            f"{len(alone)} points (the first is {int(alone[0])}) are within reach of no site that may open"
        )
    cover = fewest(covers, fixed=sure, seconds=watch.left())
    return least(cover.sites, assigned_to(table, cover.sites), float(len(cover.sites)), float(cover.at_least))


@dataclass(frozen=True, slots=True)
class Cover:
    """Sites that cover all, and how many it takes at least."""

    sites: Places
    at_least: int


def fewest(covers: NDArray[np.bool_], *, fixed: Places, seconds: float) -> Cover:
    """The fewest columns that hold every row, the fixed ones among them.

    Rows that hold another row come for free, and columns that another column holds are never needed.

    Parameters
    ----------
    covers : array of bool, shape (n_points, n_sites); each row has a site
    fixed : sites
    seconds : for HiGHS

    Examples
    --------
    >>> covers = np.array([[True, True, False], [False, True, False], [False, True, True], [False, False, True]])
    >>> found = fewest(covers, fixed=np.array([], dtype=int), seconds=1.0)
    >>> found.sites.tolist(), found.at_least
    ([1, 2], 2)
    """
    open_rows = covers[~covers[:, fixed].any(axis=1)]
    if len(open_rows) == 0:
        sites = fixed if len(fixed) else np.zeros(1, dtype=np.intp)
        return Cover(sites, len(sites))
    columns = _needed(open_rows)
    rows = np.unique(open_rows[:, columns], axis=0)
    quick = _greedy(rows)
    each = np.ones(len(columns))
    found = cheapest(each, [Rows.full(rows, least=1, most=np.inf)], whole=each > 0, seconds=seconds)
    chosen = quick
    if found.values is not None and int((found.values > 0.5).sum()) < len(quick):
        chosen = np.flatnonzero(found.values > 0.5)
    sites = np.union1d(fixed, columns[chosen])
    return Cover(sites, min(len(sites), len(fixed) + max(1, int(np.ceil(max(found.bound, 0.0) - 1e-6)))))


def _needed(rows: NDArray[np.bool_]) -> Places:
    """Columns that no other holds; of equal ones the first. Many columns are left as they are."""
    n_columns = rows.shape[1]
    sizes = rows.sum(axis=0)
    if n_columns > 2_000:
        return np.flatnonzero(sizes)
    counts = rows.astype(np.float32)
    shared = counts.T @ counts
    is_held = shared == sizes[:, None]
    number = np.arange(n_columns)
    earlier = number[:, None] > number[None, :]
    is_held &= (sizes[None, :] > sizes[:, None]) | ((sizes[None, :] == sizes[:, None]) & earlier)
    return np.flatnonzero((sizes > 0) & ~is_held.any(axis=1))


def _greedy(rows: NDArray[np.bool_]) -> Places:
    chosen: list[int] = []
    missed = np.ones(len(rows), dtype=bool)
    while missed.any():
        site = int(rows[missed].sum(axis=0).argmax())
        chosen.append(site)
        missed &= ~rows[:, site]
    return np.array(sorted(chosen), dtype=np.intp)
