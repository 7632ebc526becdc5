"""The p-median: places from which all people together have the least way."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mueang.methods.siting.answer import Places, Siting, least, nowhere
from mueang.methods.siting.checking import Wish, finite, table_of, weights_of, wish_of
from mueang.methods.siting.errors import SitingRefused
from mueang.methods.siting.limits import MOST_WAYS, limited_median, limits_of
from mueang.methods.siting.nearness import Floats
from mueang.methods.siting.searching import Task, least_total
from mueang.methods.siting.watch import Progress, Watch


def p_median(  # noqa: PLR0913 -- one word a wish, all but three with a default
    *,
    cost: ArrayLike,
    weight: ArrayLike,
    n_open: int | None = None,
    fixed: Iterable[int] = (),
    forbidden: Iterable[int] = (),
    capacities: ArrayLike | None = None,
    opening_costs: ArrayLike | None = None,
    budget: float | None = None,
    unserved_cost: float | None = None,
    seconds: float = 30.0,
    progress: Callable[[Progress], None] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Siting:
    """Open `n_open` sites so that weight × cost to the nearest of them adds up to least.

    Parameters
    ----------
    cost : array, shape (n_points, n_sites), 0 or more, any unit (minutes, metres); inf where there is no way. Single
        precision is kept: half the memory
    weight : array, shape (n_points,), people (or another measure of demand), 0 or more
    n_open : sites to open, the fixed among them; with a budget it may be left out
    fixed, forbidden : sites that are open anyway, and that may not open
    capacities : array, shape (n_sites,), weight that each site can take; then a point may be divided among sites
    opening_costs, budget : array, shape (n_sites,), and what those of the opened may add up to (fixed ones count)
    unserved_cost : what it costs to serve somebody nowhere; None: all must be served
    seconds : to work at most; a small task ends sooner. What is found by then is told with its bound
    progress : is told how far things are
    cancel : asked now and then (not while HiGHS works); True ends the work with what is found by then

    Returns
    -------
    Siting; `total` and `bound` in unit of weight × unit of cost

    Raises
    ------
    SitingRefused
        If numbers are negative or not numbers, shapes disagree, more sites shall open than may, or someone can be
        served by no choice of sites.

    Source
    ------
    Hakimi (1964), Operations Research 12(3); ReVelle & Swain (1970), Geographical Analysis 2(1).

    Examples
    --------
    Three villages in a row, 10 minutes apart, 5, 1 and 4 people; one place: all go to the middle, or 1 and 4 to the
    first (1 × 10 + 4 × 20 = 90) or 5 and 1 to the last (5 × 20 + 1 × 10 = 110); the middle costs 5 × 10 + 4 × 10.

    >>> minutes = np.array([[0.0, 10, 20], [10, 0, 10], [20, 10, 0]])
    >>> best = p_median(cost=minutes, weight=[5, 1, 4], n_open=1)
    >>> best.open_sites.tolist(), best.total, best.statement
    ([0], 90.0, 'proved optimal')
    >>> p_median(cost=minutes, weight=[5, 1, 5], n_open=2).open_sites.tolist()
    [0, 2]
    """
    watch = Watch(seconds=seconds, progress=progress, cancel=cancel)
    table = table_of(cost)
    people = weights_of(weight, n_points=len(table))
    if n_open is None and budget is None:
        raise SitingRefused("say how many sites shall open, or give a budget")
    wish = wish_of(n_sites=table.shape[1], n_open=n_open, fixed=fixed, forbidden=forbidden)
    allowed = table if len(wish.allowed) == table.shape[1] else table[:, wish.allowed]
    ways = finite(allowed, unserved_cost=unserved_cost, n_open=wish.n_open)
    if capacities is not None or budget is not None or opening_costs is not None:
        limits = limits_of(
            n_sites=table.shape[1], wish=wish, capacities=capacities, opening_costs=opening_costs, budget=budget
        )
        relaxed = None
        if allowed.size > MOST_WAYS:
            sites, total, bound = _least(ways, people, wish, watch.half())
            relaxed = least(sites, nowhere(), total, bound)
        return limited_median(
            allowed, people, wish, limits=limits, unserved_cost=unserved_cost, relaxed=relaxed, watch=watch
        )
    sites, total, bound = _least(ways, people, wish, watch)
    opened = wish.allowed[sites]
    assigned = assigned_to(table, opened, most=unserved_cost)
    if unserved_cost is None and bool((people[assigned < 0] > 0).any()):
        raise SitingRefused(
            f"{int((assigned < 0).sum())} points have no way to any site of the best choice of {wish.n_open} found; "
            "open more, or say with unserved_cost what it costs to serve somebody nowhere"
        )
    return least(opened, assigned, total, bound)


def _least(ways: Floats, people: NDArray[np.float64], wish: Wish, watch: Watch) -> tuple[Places, float, float]:
    """Points without people do not matter to the choice; without any people no choice is better than another."""
    counts = people > 0
    fixed = np.searchsorted(wish.allowed, wish.fixed)
    if not bool(counts.any()):
        others = np.setdiff1d(np.arange(len(wish.allowed)), fixed)
        return np.sort(np.concatenate([fixed, others])[: wish.n_open]), 0.0, 0.0
    if not bool(counts.all()):
        ways, people = ways[counts], people[counts]
    return least_total(Task(ways, people.astype(ways.dtype), wish.n_open, fixed), watch)


def assigned_to(cost: Floats, opened: Places, *, most: float | None = None) -> Places:
    """The nearest open site of each point, the first of equals; -1 where there is no way, or only one above `most`.

    Examples
    --------
    >>> assigned_to(np.array([[1.0, 2.0], [3.0, np.inf], [np.inf, np.inf]]), np.array([0, 1]), most=2.5).tolist()
    [0, -1, -1]
    """
    ways = cost[:, opened]
    slot = ways.argmin(axis=1)
    way = ways[np.arange(len(ways)), slot]
    reached = np.isfinite(way) if most is None else way <= most
    return np.where(reached, opened[slot], -1)
