"""The p-center: places from which the worst way is shortest."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import ArrayLike

from mueang.methods.siting.answer import Places, Siting, least
from mueang.methods.siting.checking import table_of, weights_of, wish_of
from mueang.methods.siting.covering import fewest
from mueang.methods.siting.errors import SitingRefused
from mueang.methods.siting.median import assigned_to
from mueang.methods.siting.nearness import Floats
from mueang.methods.siting.watch import Progress, Watch


def p_center(
    *,
    cost: ArrayLike,
    n_open: int,
    weight: ArrayLike | None = None,
    fixed: Iterable[int] = (),
    forbidden: Iterable[int] = (),
    seconds: float = 30.0,
    progress: Callable[[Progress], None] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Siting:
    """Open `n_open` sites so that the longest way to the nearest of them is shortest.

    Parameters
    ----------
    cost : array, shape (n_points, n_sites), 0 or more, any unit; inf where there is no way
    n_open : sites to open, the fixed among them
    weight : array, shape (n_points,), people; points without people do not count (their number does not matter
        otherwise). None: all count
    fixed, forbidden, seconds, progress, cancel : as in `p_median`

    Returns
    -------
    Siting; `total` and `bound` in the unit of cost

    Raises
    ------
    SitingRefused
        As `p_median`; also where no choice of so many sites leaves everybody a way.

    Source
    ------
    Minieka (1970), SIAM Review 12(1): the shortest way for which `set_cover` takes no more than `n_open` sites.

    Examples
    --------
    >>> minutes = np.array([[0.0, 10, 20], [10, 0, 10], [20, 10, 0]])
    >>> best = p_center(cost=minutes, n_open=1)
    >>> best.open_sites.tolist(), best.total, best.statement
    ([1], 10.0, 'proved optimal')
    """
    watch = Watch(seconds=seconds, progress=progress, cancel=cancel)
    table = table_of(cost)
    wish = wish_of(n_sites=table.shape[1], n_open=n_open, fixed=fixed, forbidden=forbidden)
    ways = table[:, wish.allowed]
    if weight is not None:
        ways = ways[weights_of(weight, n_points=len(table)) > 0]
    fixed_here = np.searchsorted(wish.allowed, wish.fixed)
    sites, bound = _shortest(ways, wish.n_open, fixed_here, watch)
    spare = np.setdiff1d(np.arange(len(wish.allowed)), sites)[: wish.n_open - len(sites)]
    sites = np.union1d(sites, spare)
    total = float(ways[:, sites].min(axis=1).max(initial=0.0))
    if not np.isfinite(total):
        raise SitingRefused(f"no choice of {wish.n_open} sites leaves every point a way; open more")
    watch.tell("done", total=total, bound=bound)
    opened = wish.allowed[sites]
    return least(opened, assigned_to(table, opened), total, bound)


def _shortest(ways: Floats, n_open: int, fixed: Places, watch: Watch) -> tuple[Places, float]:
    """Halve the lengths between one that is too short for sure and one that is known to do."""
    sites = _far_apart(ways, n_open, fixed)
    if len(ways) == 0:
        return sites, 0.0
    best = ways[:, sites].min(axis=1).max()
    # Nobody has a shorter way than to the nearest site that may open.
    at_least = ways.min(axis=1).max()
    lengths = np.unique(ways[(ways >= at_least) & (ways <= best) & np.isfinite(ways)])
    low, high = 0, len(lengths) - 1 if np.isfinite(best) else len(lengths)
    proved = 0
    while low < high and not watch.is_over():
        middle = (low + high) // 2
        watch.tell("proving", total=float(best), bound=float(lengths[proved]))
        cover = fewest(ways <= lengths[middle], fixed=fixed, seconds=watch.left())
        if len(cover.sites) <= n_open:
            sites, high, best = cover.sites, middle, lengths[middle]
        else:
            low = middle + 1
            if cover.at_least <= n_open:
                break
            proved = low
    return sites, float(lengths[min(proved, len(lengths) - 1)]) if len(lengths) else float(best)


def _far_apart(ways: Floats, n_open: int, fixed: Places) -> Places:
    """The site nearest to whoever is worst off, again and again (Gonzalez 1985, on two sets)."""
    chosen = list(fixed) or [int(np.where(np.isfinite(ways), ways, 1e300).max(axis=0, initial=0.0).argmin())]
    while len(chosen) < n_open and len(ways):
        worst = int(ways[:, chosen].min(axis=1).argmax())
        site = int(ways[worst].argmin())
        if site in chosen:
            break
        chosen.append(site)
    return np.unique(np.array(chosen, dtype=np.intp))
