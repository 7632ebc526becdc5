"""What may come in: finite numbers that fit together, sites that exist, and wishes that can be fulfilled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mueang.methods.siting.answer import Places
from mueang.methods.siting.errors import SitingRefused
from mueang.methods.siting.nearness import Floats

ROWS_AT_ONCE = 2_000
FAR = 4.0


def table_of(cost: ArrayLike, *, name: str = "cost") -> Floats:
    """A table of costs, points in rows and sites in columns, in single or double precision; inf: no way."""
    table: NDArray[Any] = np.asarray(cost)
    if table.dtype not in (np.float32, np.float64):
        try:
            table = table.astype(np.float64)
        except (TypeError, ValueError):
            raise SitingRefused(f"{name} must be numbers") from None
    if table.ndim != 2:
        raise SitingRefused(f"{name} must have two dimensions, points and sites, not {table.ndim}")
    if table.shape[1] == 0:
        raise SitingRefused(f"{name} names no site")
    for first in range(0, len(table), ROWS_AT_ONCE):
        rows = table[first : first + ROWS_AT_ONCE]
        if not bool((rows >= 0).all()):
            row, site = (int(number[0]) for number in np.nonzero(~(rows >= 0)))
            what = "not a number" if np.isnan(rows[row, site]) else "negative"
            raise SitingRefused(f"{name} of point {first + row} and site {site} is {what}")
    return np.ascontiguousarray(table)


def weights_of(weight: ArrayLike, *, n_points: int) -> NDArray[np.float64]:
    """People (or another weight) of each point, 0 or more."""
    return amounts_of(weight, name="weight", count=n_points, of="points")


def amounts_of(amounts: ArrayLike, *, name: str, count: int, of: str) -> NDArray[np.float64]:
    """Finite numbers, 0 or more, one for each of `count`."""
    try:
        given = np.asarray(amounts, dtype=np.float64)
    except (TypeError, ValueError):
        raise SitingRefused(f"{name} must be numbers") from None
    if given.shape != (count,):
        raise SitingRefused(f"{name} has the shape {given.shape}; there are {count} {of}")
    wrong = np.flatnonzero(~np.isfinite(given) | (given < 0))
    if len(wrong):
        raise SitingRefused(f"{name} number {int(wrong[0])} is {given[wrong[0]]}; it must be a number, 0 or more")
    return given


@dataclass(frozen=True, slots=True)
class Wish:
    """How many sites to open, those that are open anyway, and those that may open at all (the fixed among them)."""

    n_open: int
    fixed: Places
    allowed: Places


def wish_of(*, n_sites: int, n_open: int | None, fixed: Iterable[int], forbidden: Iterable[int]) -> Wish:
    """The wish, checked; without `n_open` as many as may open."""
    sure, shut = sites_of(fixed, n_sites=n_sites, name="fixed"), sites_of(forbidden, n_sites=n_sites, name="forbidden")
    both = np.intersect1d(sure, shut)
    if len(both):
        raise SitingRefused(f"site {int(both[0])} is both fixed and forbidden")
    allowed = np.setdiff1d(np.arange(n_sites), shut)
    wanted = len(allowed) if n_open is None else int(n_open)
    if wanted < 1:
        raise SitingRefused(f"at least one site must open, not {wanted}")
    if wanted < len(sure):
        raise SitingRefused(f"{len(sure)} sites are fixed, more than the {wanted} that shall open")
    if wanted > len(allowed):
        raise SitingRefused(f"{wanted} sites shall open, but only {len(allowed)} may")
    return Wish(wanted, sure, allowed)


def sites_of(sites: Iterable[int], *, n_sites: int, name: str) -> Places:
    """Numbers of sites in rising order, each once."""
    given = np.unique(np.fromiter((int(site) for site in sites), dtype=np.intp))
    wrong = given[(given < 0) | (given >= n_sites)]
    if len(wrong):
        raise SitingRefused(f"{name} names site {int(wrong[0])}; sites are numbered 0 to {n_sites - 1}")
    return given


def finite(cost: Floats, *, unserved_cost: float | None, n_open: int) -> Floats:
    """The table with a cost where there is no way: `unserved_cost`, or else far more than any way costs.

    Raises
    ------
    SitingRefused
        If a point has a way to no site, and no `unserved_cost` says what that means.
    """
    if bool(np.isfinite(cost.max(initial=0.0))):
        return cost if unserved_cost is None else np.minimum(cost, cost.dtype.type(unserved_cost))
    if unserved_cost is not None:
        return np.minimum(cost, cost.dtype.type(unserved_cost))
    alone = np.flatnonzero(~np.isfinite(cost).any(axis=1))
    if len(alone):
        raise SitingRefused(
            f"{len(alone)} points (the first is {int(alone[0])}) have a way to no site that may open; "
            "leave them out, or say with unserved_cost what it costs to serve somebody nowhere"
        )
    longest = float(cost[np.isfinite(cost)].max())
    return np.where(np.isfinite(cost), cost, cost.dtype.type(FAR * max(longest, 1.0) * max(n_open, 1)))
