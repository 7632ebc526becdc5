"""What the bound leaves open, decided exactly: every choice that could still be better, given to HiGHS."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mueang.methods.linear import Rows, cheapest
from mueang.methods.siting.answer import Places
from mueang.methods.siting.multipliers import Prices
from mueang.methods.siting.nearness import Floats

MOST_ENTRIES = 600_000
MOST_LEVELS = 150_000
HEADROOM = 1e-9


@dataclass(frozen=True, slots=True)
class Left:
    """What a better choice could still be made of.

    Attributes
    ----------
    sites : array, shape (n_left,), sites that it could open
    opened : array of bool, shape (n_left,), those that it must open
    listed : array of bool, shape (n_points, n_left), where a point could go in it
    """

    sites: Places
    opened: NDArray[np.bool_]
    listed: NDArray[np.bool_]

    @property
    def is_small(self) -> bool:
        return int(self.listed.sum()) <= MOST_ENTRIES


@dataclass(frozen=True, slots=True)
class Decided:
    """The best of what was left: `sites` is None where nothing better was found; `bound` holds for all choices."""

    sites: Places | None
    bound: float


def may_open(prices: Prices, *, total: float, n_open: int, fixed: Places) -> NDArray[np.bool_]:
    """Sites that a choice below `total` could open; shape (n_sites,).

    Opening one that saves less than the last of the best costs the difference on top of the bound.
    """
    could = _free(prices.saved, fixed)
    if n_open - len(fixed) < 1:
        could[:] = False
        could[fixed] = True
        return could
    ranked = np.where(could, prices.saved, -np.inf)
    last = np.partition(ranked, -(n_open - len(fixed)))[-(n_open - len(fixed))]
    could &= prices.bound + (last - prices.saved) <= total + HEADROOM * abs(total)
    could[fixed] = True
    return could


def must_open(prices: Prices, *, total: float, n_open: int, fixed: Places) -> NDArray[np.bool_]:
    """Sites without which no choice is below `total`; shape (n_sites,)."""
    must = np.zeros(len(prices.saved), dtype=bool)
    n_free = n_open - len(fixed)
    ranked = np.where(_free(prices.saved, fixed), prices.saved, -np.inf)
    if 0 < n_free < len(ranked) - len(fixed):
        next_best = np.partition(ranked, -(n_free + 1))[-(n_free + 1)]
        must = prices.bound + (ranked - next_best) > total + HEADROOM * abs(total)
    must[fixed] = True
    return must


def _free(saved: NDArray[np.float64], fixed: Places) -> NDArray[np.bool_]:
    free = np.ones(len(saved), dtype=bool)
    free[fixed] = False
    return free


def left_over(cost: Floats, weight: Floats, prices: Prices, *, total: float, n_open: int, fixed: Places) -> Left:
    """Sites and ways that a choice below `total` could use: all others cost more than the gap on top of the bound.

    Source
    ------
    Reduced-cost tests on the Lagrangian: Beasley (1993), European Journal of Operational Research 65(3).
    """
    sites = np.flatnonzero(may_open(prices, total=total, n_open=n_open, fixed=fixed))
    opened = must_open(prices, total=total, n_open=n_open, fixed=fixed)[sites]
    most = prices.price.astype(np.float64) + (total - prices.bound) + HEADROOM * abs(total)
    listed = np.empty((len(weight), len(sites)), dtype=bool)
    for first in range(0, len(weight), 2_000):
        rows = slice(first, first + 2_000)
        listed[rows] = cost[rows][:, sites] * weight[rows, None] <= most[rows, None]
    return Left(sites, opened, listed)


def decide(
    cost: Floats, weight: Floats, left: Left, *, n_open: int, total: float, bound: float, seconds: float
) -> Decided:
    """The best choice among what is left, by branch and bound, or what is proved when the seconds are over.

    For each point its ways are put in order of cost; a variable says that no site of the first k is open, and costs
    the way to the next one.

    Source
    ------
    Cornuéjols, Nemhauser & Wolsey (1980), Mathematical Programming 19; García, Labbé & Marín (2011), INFORMS Journal
    on Computing 23(4).
    """
    if not bool(left.listed.any(axis=1).all()) or len(left.sites) < n_open:
        return Decided(None, total)
    model = _model(cost, weight, left)
    if model.n_columns > MOST_LEVELS:
        return Decided(None, bound)
    n_sites = len(left.sites)
    lower = np.zeros(model.n_columns)
    lower[:n_sites] = left.opened
    is_site = np.arange(model.n_columns) < n_sites
    how_many = Rows.full(is_site, least=n_open, most=n_open)
    found = cheapest(model.costs, [model.rows, how_many], lower=lower, whole=is_site, seconds=seconds)
    if found.is_impossible:
        return Decided(None, total)
    sites = None if found.values is None else left.sites[found.values[:n_sites] > 0.5]
    return Decided(sites, min(total, max(bound, found.bound + model.always)))


@dataclass(frozen=True, slots=True)
class _Model:
    costs: NDArray[np.float64]
    rows: Rows
    always: float

    @property
    def n_columns(self) -> int:
        return len(self.costs)


def _model(cost: Floats, weight: Floats, left: Left) -> _Model:
    """Rows "site of this level open, or the point goes on": sum(y at level k) + z_k - z_(k-1) >= 0, z_0 = 1."""
    point, column = np.nonzero(left.listed)
    way = cost[point, left.sites[column]].astype(np.float64) * weight[point]
    order = np.lexsort((way, point))
    point, column, way = point[order], column[order], way[order]
    is_first = np.concatenate([[True], point[1:] != point[:-1]])
    is_new = is_first | np.concatenate([[True], way[1:] > way[:-1]])
    row = np.cumsum(is_new) - 1
    heads = np.flatnonzero(is_new)
    n_rows, n_sites = len(heads), len(left.sites)
    head_is_first = is_first[heads]
    head_is_last = np.concatenate([head_is_first[1:], [True]])
    goes_on = np.flatnonzero(~head_is_last)
    number = np.full(n_rows, -1)
    number[goes_on] = n_sites + np.arange(len(goes_on))
    follows = np.flatnonzero(~head_is_first)
    level = way[heads]
    costs = np.concatenate([np.zeros(n_sites), level[goes_on + 1] - level[goes_on]])
    entries = np.concatenate([np.ones(len(row)), np.ones(len(goes_on)), -np.ones(len(follows))])
    rows = np.concatenate([row, goes_on, follows])
    columns = np.concatenate([column, number[goes_on], number[follows - 1]])
    return _Model(
        costs=costs,
        rows=Rows.of(rows, columns, entries, n_rows=n_rows, least=head_is_first, most=np.inf),
        always=float(level[head_is_first].sum()),
    )
