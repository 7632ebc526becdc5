"""The p-median with seats and money: sites that take only so many, and a budget for opening them, by HiGHS."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mueang.methods.linear import Rows, cheapest
from mueang.methods.siting.answer import Places, Siting, least
from mueang.methods.siting.checking import Wish, amounts_of
from mueang.methods.siting.errors import SitingRefused
from mueang.methods.siting.nearness import Floats
from mueang.methods.siting.watch import Watch

MOST_WAYS = 300_000
NO_SHARE = 1e-9
LEAST_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Seats and money. `capacities` and `opening_costs` have the shape (n_allowed,); None is no limit."""

    capacities: NDArray[np.float64] | None
    opening_costs: NDArray[np.float64] | None
    budget: float | None


def limits_of(
    *,
    n_sites: int,
    wish: Wish,
    capacities: ArrayLike | None,
    opening_costs: ArrayLike | None,
    budget: float | None,
) -> Limits:
    """The limits, checked and of the sites that may open."""
    if (budget is None) != (opening_costs is None):
        raise SitingRefused("a budget takes opening_costs, and opening_costs take a budget")
    seats = None if capacities is None else amounts_of(capacities, name="capacities", count=n_sites, of="sites")
    if opening_costs is None or budget is None:
        return Limits(None if seats is None else seats[wish.allowed], None, None)
    money = amounts_of(opening_costs, name="opening_costs", count=n_sites, of="sites")
    if not (np.isfinite(budget) and budget >= 0):
        raise SitingRefused(f"the budget must be a number, 0 or more, not {budget}")
    if float(money[wish.fixed].sum()) > budget:
        raise SitingRefused(
            f"the fixed sites alone cost {float(money[wish.fixed].sum()):g}, more than the budget of {budget:g}"
        )
    return Limits(None if seats is None else seats[wish.allowed], money[wish.allowed], float(budget))


def limited_median(
    cost: Floats,
    weight: NDArray[np.float64],
    wish: Wish,
    *,
    limits: Limits,
    unserved_cost: float | None,
    relaxed: Siting | None,
    watch: Watch,
) -> Siting:
    """The p-median within limits; a point may be divided among sites where seats are few.

    Parameters
    ----------
    cost : array, shape (n_points, n_allowed); inf where there is no way
    weight : array, shape (n_points,)
    wish : how many sites open and which for sure; under a budget fewer may open
    limits : seats and money
    unserved_cost : as in `p_median`
    relaxed : the answer without limits where the table is large, its sites numbered as in `cost`: its bound holds with
        limits too. With seats alone its sites are kept, some changed for larger ones where seats lack, and people are
        sent as a transport plan; under a budget only nearest sites are offered to HiGHS
    watch : seconds that are left

    Returns
    -------
    Siting with `shares` where capacities are given

    Raises
    ------
    SitingRefused
        If no choice keeps the limits, or none was found in the seconds given.

    Source
    ------
    Ceselli & Righini (2005), Networks 45(3), for the capacitated p-median; solved by HiGHS (Huangfu & Hall 2018).
    """
    _refuse_too_few_seats(weight, wish, limits, unserved_cost)
    if relaxed is not None and limits.budget is None and limits.capacities is not None:
        kept = _with_seats(relaxed.open_sites, limits.capacities, wish, needed=float(weight.sum()))
        cost, limits = cost[:, kept], Limits(limits.capacities[kept], None, None)
        wish = Wish(len(kept), wish.allowed[kept], wish.allowed[kept])
    return _solved(cost, weight, wish, limits=limits, unserved_cost=unserved_cost, relaxed=relaxed, watch=watch)


def _with_seats(sites: Places, seats: NDArray[np.float64], wish: Wish, *, needed: float) -> Places:
    """The sites, the smallest that are not fixed changed for the largest others until all find a seat."""
    kept = set(sites.tolist())
    fixed = set(np.searchsorted(wish.allowed, wish.fixed).tolist())
    others = sorted(set(range(len(seats))) - kept, key=lambda site: seats[site])
    for small in sorted(kept - fixed, key=lambda site: seats[site]):
        if seats[list(kept)].sum() >= needed or not others or seats[others[-1]] <= seats[small]:
            break
        kept.remove(small)
        kept.add(others.pop())
    return np.array(sorted(kept), dtype=np.intp)


def _solved(
    cost: Floats,
    weight: NDArray[np.float64],
    wish: Wish,
    *,
    limits: Limits,
    unserved_cost: float | None,
    relaxed: Siting | None,
    watch: Watch,
) -> Siting:
    model = _Ways.of(cost, weight, unserved_cost, at_most=MOST_WAYS)
    n_sites = cost.shape[1]
    fixed = np.searchsorted(wish.allowed, wish.fixed)
    lower = np.zeros(n_sites + model.n_ways)
    lower[fixed] = 1
    found = cheapest(
        np.concatenate([np.zeros(n_sites), model.costs]),
        _rows(model, wish, limits, n_sites),
        lower=lower,
        whole=np.arange(len(lower)) < n_sites,
        seconds=max(watch.left(), LEAST_SECONDS),
    )
    if found.values is None:
        raise SitingRefused(
            "no choice of sites keeps these limits"
            if found.is_impossible
            else "no choice that keeps these limits was found in the seconds given; give more"
        )
    bound = found.bound if relaxed is None else relaxed.bound
    return _answer(found.values, model, wish, bound=bound, n_sites=n_sites, with_shares=limits.capacities is not None)


def _refuse_too_few_seats(weight: NDArray[np.float64], wish: Wish, limits: Limits, unserved_cost: float | None) -> None:
    if limits.capacities is None or unserved_cost is not None:
        return
    is_fixed = np.isin(wish.allowed, wish.fixed)
    others = np.sort(limits.capacities[~is_fixed])[::-1][: wish.n_open - int(is_fixed.sum())]
    seats = float(limits.capacities[is_fixed].sum() + others.sum())
    if seats < float(weight.sum()):
        raise SitingRefused(
            f"the {wish.n_open} largest sites that may open take {seats:g}, and {float(weight.sum()):g} want in; "
            "open more, enlarge some, or say with unserved_cost what it costs to serve somebody nowhere"
        )


@dataclass(frozen=True, slots=True)
class _Ways:
    """Point to site, or to nowhere (site -1), with weighted costs; each of shape (n_ways,)."""

    point: NDArray[np.intp]
    site: NDArray[np.intp]
    costs: NDArray[np.float64]
    weight: NDArray[np.float64]

    @property
    def n_ways(self) -> int:
        return len(self.point)

    @classmethod
    def of(cls, cost: Floats, weight: NDArray[np.float64], unserved_cost: float | None, *, at_most: int) -> _Ways:
        listed = np.isfinite(cost) if unserved_cost is None else cost <= unserved_cost
        if int(listed.sum()) > at_most:
            few = max(2, at_most // len(cost))
            listed &= cost <= np.partition(cost, min(few, cost.shape[1]) - 1, axis=1)[:, [min(few, cost.shape[1]) - 1]]
        point, site = np.nonzero(listed)
        ways = cost[point, site].astype(np.float64)
        if unserved_cost is not None:
            everyone = np.arange(len(weight))
            point, site = np.concatenate([point, everyone]), np.concatenate([site, np.full(len(weight), -1)])
            ways = np.concatenate([ways, np.full(len(weight), float(unserved_cost))])
        return cls(point, site, ways * weight[point], weight)


def _rows(model: _Ways, wish: Wish, limits: Limits, n_sites: int) -> list[Rows]:
    """Each point goes somewhere; only to open sites; sites take so many; so many open; for so much money."""
    way = n_sites + np.arange(model.n_ways)
    real = np.flatnonzero(model.site >= 0)
    sites = np.arange(n_sites)
    exactly = wish.n_open if limits.budget is None else max(1, len(wish.fixed))
    rows = [
        Rows.of(model.point, way, 1.0, n_rows=len(model.weight), least=1, most=1),
        Rows.full(np.ones(n_sites), least=exactly, most=wish.n_open),
    ]
    if len(wish.fixed) < n_sites:
        ends = np.concatenate([way[real], model.site[real]])
        opens = np.repeat([1.0, -1.0], len(real))
        each = np.tile(np.arange(len(real)), 2)
        rows.append(Rows.of(each, ends, opens, n_rows=len(real), least=-np.inf, most=0))
    if limits.capacities is not None:
        site, column = np.concatenate([model.site[real], sites]), np.concatenate([way[real], sites])
        people = np.concatenate([model.weight[model.point[real]], -limits.capacities])
        rows.append(Rows.of(site, column, people, n_rows=n_sites, least=-np.inf, most=0))
    if limits.opening_costs is not None and limits.budget is not None:
        rows.append(Rows.full(limits.opening_costs, least=-np.inf, most=limits.budget))
    return rows


def _answer(
    values: NDArray[np.float64], model: _Ways, wish: Wish, *, bound: float, n_sites: int, with_shares: bool
) -> Siting:
    sites: Places = np.flatnonzero(values[:n_sites] > 0.5)
    share = np.clip(values[n_sites:], 0, 1)
    total = float(share @ model.costs)
    order = np.lexsort((-share, model.point))
    heads = order[np.concatenate([[True], model.point[order][1:] != model.point[order][:-1]])]
    assigned = np.full(len(model.weight), -1, dtype=np.intp)
    served = model.site[heads] >= 0
    assigned[model.point[heads[served]]] = wish.allowed[model.site[heads[served]]]
    answer = least(wish.allowed[sites], assigned, total, bound)
    if not with_shares:
        return answer
    used = np.flatnonzero((share > NO_SHARE) & (model.site >= 0))
    people = share[used] * model.weight[model.point[used]]
    shares = np.column_stack([model.point[used], wish.allowed[model.site[used]], people])
    return Siting(answer.open_sites, answer.assigned, answer.total, answer.bound, answer.gap, shares)
