"""A first choice, and the exchange of one open site for another as long as that pays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mueang.methods.siting.answer import Places
from mueang.methods.siting.nearness import Floats, Lists
from mueang.methods.siting.watch import Watch

PAYS = 1e-9
EXCHANGES_A_LOOK = 8
FOUND_WORTH = 0.5
TREMBLING = 0.5


def greedy(near: Lists, *, n_open: int, fixed: Places) -> Places:
    """Opens, one after the other, the site that saves most.

    Source
    ------
    Kuehn & Hamburger (1963), Management Science 9(4).

    Examples
    --------
    >>> from mueang.methods.siting.nearness import lists_below
    >>> cost, once = np.array([[0.0, 4.0], [4.0, 0.0], [4.0, 0.0]]), np.ones(3)
    >>> greedy(lists_below(cost, once, cut=np.full(3, 5.0)), n_open=1, fixed=np.array([], dtype=int)).tolist()
    [1]
    """
    return _filled(near, fixed, n_open=n_open, worth=np.ones(near.n_sites))


def shaken(near: Lists, sites: Places, *, fixed: Places, n_close: int, rng: np.random.Generator) -> Places:
    """Another choice near a good one: some sites closed by lot, others opened greedily with a hand that trembles.

    The fixed sites come first.

    Source
    ------
    Ruin and recreate: Schrimpf et al. (2000), Journal of Computational Physics 159(2).
    """
    movable = np.setdiff1d(sites, fixed)
    stays = rng.choice(movable, max(0, len(movable) - n_close), replace=False)
    worth = 1.0 + TREMBLING * rng.random(near.n_sites)
    return _filled(near, np.concatenate([fixed, stays]), n_open=len(sites), worth=worth)


def _filled(near: Lists, opened: Places, *, n_open: int, worth: NDArray[np.float64]) -> Places:
    """The open sites, and others that save most, each as much as it is `worth`."""
    pays = near.cut.copy()
    chosen: list[int] = []
    for turn in range(n_open):
        if turn < len(opened):
            site = int(opened[turn])
        else:
            saved = near.savings(pays) * worth
            saved[chosen] = -1.0
            site = int(saved.argmax())
        chosen.append(site)
        part = near.part(site)
        points = near.point[part]
        pays[points] = np.minimum(pays[points], near.cost[part])
    return np.array(chosen, dtype=np.intp)


class Choice:
    """Open sites with, for each point, the costs of its nearest and second nearest of them (weighted).

    The first `n_fixed` of `sites` stay open.
    """

    def __init__(self, cost: Floats, weight: Floats, sites: Places, *, n_fixed: int = 0) -> None:
        self._cost, self._weight = cost, weight
        self.sites = sites.copy()
        self._n_fixed = n_fixed
        self._columns = np.ascontiguousarray((cost[:, sites] * weight[:, None]).T)
        n_points = len(weight)
        self.first = np.empty(n_points, dtype=self._columns.dtype)
        self.second = np.empty(n_points, dtype=self._columns.dtype)
        self._slot = np.empty(n_points, dtype=np.intp)
        self._look_again(np.arange(n_points))

    @property
    def total(self) -> float:
        return float(self.first.sum(dtype=np.float64))

    def _look_again(self, points: NDArray[np.intp]) -> None:
        columns = self._columns[:, points]
        slot = columns.argmin(axis=0)
        here = np.arange(len(points))
        self._slot[points] = slot
        self.first[points] = columns[slot, here]
        columns[slot, here] = np.inf
        self.second[points] = columns.min(axis=0)

    def improve(self, near: Lists, *, candidates: NDArray[np.bool_], watch: Watch) -> Choice:
        """Exchange as long as it pays; ends where no single exchange that the lists show would.

        Each look prices all pairs at once, then makes those that pay most, one by one and tried exactly first.

        Source
        ------
        Teitz & Bart (1968), Operations Research 16(5); pricing all pairs at once: Resende & Werneck (2007),
        Annals of Operations Research 150.
        """
        if len(self.sites) < 2 or len(self.sites) == self._n_fixed:
            return self
        near = near if bool(candidates.all()) else near.of(candidates)
        while not watch.is_over():
            pays = self._prices(near)
            pays[~candidates] = -np.inf
            if not self._exchange(pays):
                break
        return self

    def _prices(self, near: Lists) -> NDArray[np.float64]:
        """What opening a site in place of an open one saves; shape (n_sites, n_open)."""
        n_open = len(self.sites)
        second = self.second.take(near.point)
        matters = np.flatnonzero(near.cost < second)
        point, cost, site, second = near.point[matters], near.cost[matters], near.site[matters], second[matters]
        first = self.first[point]
        gain = np.bincount(site, np.maximum(first - cost, 0), near.n_sites)
        # Who loses the nearest open site would go to the new one, if that is nearer than the second.
        spared = second - np.maximum(cost, first)
        pairs = site.astype(np.intp) * n_open + self._slot[point]
        pays: NDArray[np.float64] = np.bincount(pairs, spared, near.n_sites * n_open).astype(np.float64, copy=False)
        pays = pays.reshape(near.n_sites, n_open)
        pays += gain[:, None]
        pays -= np.bincount(self._slot, (self.second - self.first).astype(np.float64), n_open)
        pays[self.sites] = -np.inf
        pays[:, : self._n_fixed] = -np.inf
        return pays

    def _exchange(self, pays: NDArray[np.float64]) -> int:
        best, slots = pays.max(axis=1), pays.argmax(axis=1)
        made, used = 0, set()
        least = PAYS * max(self.total, 1e-300)
        for site in np.argsort(-best, kind="stable")[: 4 * EXCHANGES_A_LOOK]:
            slot = int(slots[site])
            if best[site] <= least or made >= EXCHANGES_A_LOOK:
                break
            if slot not in used and self._try(int(site), slot, at_least=max(least, FOUND_WORTH * float(best[site]))):
                used.add(slot)
                made += 1
        return made

    def _try(self, site: int, slot: int, *, at_least: float) -> bool:
        column = self._cost[:, site] * self._weight
        others = np.where(self._slot == slot, self.second, self.first)
        if self.total - float(np.minimum(others, column).sum(dtype=np.float64)) < at_least:
            return False
        before = self._columns[slot].copy()
        self._columns[slot] = column
        self.sites[slot] = site
        self._look_again(np.flatnonzero((before <= self.second) | (column < self.second)))
        return True
