"""Maximal coverage: places that bring the most people within reach."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mueang.methods.siting.answer import Places, Siting, most
from mueang.methods.siting.checking import table_of, weights_of, wish_of
from mueang.methods.siting.errors import SitingRefused
from mueang.methods.siting.median import assigned_to
from mueang.methods.siting.nearness import Floats
from mueang.methods.siting.searching import Task, least_total
from mueang.methods.siting.watch import Progress, Watch

MISSED = 1.0


def max_coverage(  # noqa: PLR0913 -- one word a wish, all but three with a default
    *,
    cost: ArrayLike,
    weight: ArrayLike,
    n_open: int,
    within: float,
    fixed: Iterable[int] = (),
    forbidden: Iterable[int] = (),
    seconds: float = 30.0,
    progress: Callable[[Progress], None] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Siting:
    """Open `n_open` sites so that the most weight has one within `within`.

    Parameters
    ----------
    cost : array, shape (n_points, n_sites), 0 or more, any unit; inf where there is no way
    weight : array, shape (n_points,), people, 0 or more
    n_open : sites to open, the fixed among them
    within : in the unit of cost; a site at exactly this cost is within reach
    fixed, forbidden, seconds, progress, cancel : as in `p_median`; progress counts who is missed

    Returns
    -------
    Siting; `total` is the weight within reach, `bound` is what no choice exceeds, and `assigned` the nearest open site
    within reach, -1 where there is none

    Raises
    ------
    SitingRefused
        As `p_median`, and if `within` is negative or not a number.

    Source
    ------
    Church & ReVelle (1974), Papers of the Regional Science Association 32; the bound: Galvão & ReVelle (1996),
    European Journal of Operational Research 88(1).

    Examples
    --------
    >>> minutes = np.array([[0.0, 10, 20], [10, 0, 10], [20, 10, 0], [30, 20, 10]])
    >>> best = max_coverage(cost=minutes, weight=[5, 1, 4, 3], n_open=1, within=10)
    >>> best.open_sites.tolist(), best.total, best.assigned.tolist()
    ([1], 10.0, [1, 1, 1, -1])
    """
    watch = Watch(seconds=seconds, progress=progress, cancel=cancel)
    if not within >= 0:
        raise SitingRefused(f"within must be a number, 0 or more, not {within}")
    table = table_of(cost)
    people = weights_of(weight, n_points=len(table))
    wish = wish_of(n_sites=table.shape[1], n_open=n_open, fixed=fixed, forbidden=forbidden)
    groups, together = alike(table[:, wish.allowed] <= within, people)
    fixed_here = np.searchsorted(wish.allowed, wish.fixed)
    if len(together) == 0:
        others = np.setdiff1d(np.arange(len(wish.allowed)), fixed_here)
        sites: Places = np.sort(np.concatenate([fixed_here, others])[: wish.n_open])
        missed_at_least = 0.0
    else:
        task = Task(groups, together, wish.n_open, fixed_here, top=MISSED)
        sites, _missed, missed_at_least = least_total(task, watch)
    opened = wish.allowed[sites]
    assigned = assigned_to(table, opened, most=within)
    reached = float(people[assigned >= 0].sum())
    return most(opened, assigned, reached, float(together.sum()) - missed_at_least)


def alike(covers: NDArray[np.bool_], weight: NDArray[np.float64]) -> tuple[Floats, NDArray[np.float64]]:
    """Points with the same sites within reach as one; those without people or sites are left out.

    Returns
    -------
    array, shape (n_groups, n_sites), 0 where a site covers a group and 1 where not, and the groups' weights

    Examples
    --------
    >>> covers = np.array([[True, False], [True, False], [False, False], [True, True]])
    >>> missed, together = alike(covers, np.array([2.0, 3.0, 7.0, 1.0]))
    >>> missed.tolist(), together.tolist()
    ([[0.0, 1.0], [0.0, 0.0]], [5.0, 1.0])
    """
    matters = np.flatnonzero(covers.any(axis=1) & (weight > 0))
    if len(matters) == 0:
        return np.zeros((0, covers.shape[1])), np.zeros(0)
    packed = np.packbits(covers[matters], axis=1)
    as_words = np.ascontiguousarray(packed).view(np.dtype((np.void, packed.shape[1]))).reshape(-1)
    _words, at, group = np.unique(as_words, return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(at))
    together: NDArray[np.float64] = np.zeros(len(at))
    np.add.at(together, rank[group.reshape(-1)], weight[matters])
    return (~covers[matters[np.sort(at)]]).astype(np.float64), together
