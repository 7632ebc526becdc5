"""The search that all models share: a good choice by exchange, a bound by prices, and exact work on what is left."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mueang.methods.linear import Rows, cheapest
from mueang.methods.siting.answer import Places
from mueang.methods.siting.interchange import Choice, greedy, shaken
from mueang.methods.siting.multipliers import Pace, Prices, best_sites, raise_prices
from mueang.methods.siting.nearness import Floats, Lists, lists_below, nearest
from mueang.methods.siting.proving import Left, decide, left_over, may_open
from mueang.methods.siting.sampling import drawn, lifted
from mueang.methods.siting.watch import Watch

SAMPLE = 8_000
LEAST_LISTED = 24
LISTED_A_SITE = 4
FIRST = Pace(turns=300, step=1.0, share=0.3, patience=5)
LATER = Pace(turns=150, step=0.3, share=0.3, patience=5)
# Whether somebody is within reach has no degrees: prices settle slowly, where the relaxed model did not say them.
COVERAGE = Pace(turns=2_500, step=0.3, share=0.1, patience=20)
TURNS_BETWEEN_LOOKS = 40
ROUNDS = 12
PROMISING = 4
WORTH_TRYING = 0.01
SHAKEN_ENTRIES = 20_000_000
SHAKEN_ENTRIES_OF_COVERAGE = 60_000_000
SHAKEN_AMONG = 10
MOST_CLOSED = 6
WORTH_A_ROUND = 2e-5
HEADROOM_OF_CUTS = 1.3
MOST_RELAXED = 300_000


@dataclass(frozen=True, slots=True)
class Task:
    """Open `n_open` sites (the fixed ones among them) so that the weighted costs to the nearest add up to least.

    Attributes
    ----------
    cost : array, shape (n_points, n_sites), finite
    weight : array, shape (n_points,), of the same precision
    fixed : array, sites
    top : the cost at which a way is none (the models of coverage), or None
    """

    cost: Floats
    weight: Floats
    n_open: int
    fixed: Places
    top: float | None = None

    def total(self, sites: Places) -> float:
        return float(self.cost[:, sites].min(axis=1).astype(np.float64) @ self.weight.astype(np.float64))

    def cuts(self) -> Floats:
        if self.top is not None:
            return np.full(len(self.weight), self.top, dtype=self.cost.dtype)
        return nearest(self.cost, max(LEAST_LISTED, LISTED_A_SITE * self.cost.shape[1] // self.n_open))


@dataclass(slots=True)
class Search:
    """The state of one search: the best choice, the best bound, and who is told about it."""

    task: Task
    watch: Watch
    is_whole: bool = True
    sites: Places = field(default_factory=lambda: np.zeros(0, dtype=np.intp))
    total: float = np.inf
    bound: float = -np.inf
    turns: int = 0
    tried: set[tuple[int, ...]] = field(default_factory=set)

    def take(self, choice: Choice) -> None:
        total = self.task.total(choice.sites)
        if total < self.total:
            self.total, self.sites = total, np.sort(choice.sites)

    def is_proved(self) -> bool:
        return self.total - self.bound <= 1e-9 * abs(self.total)

    def tell(self, stage: str) -> None:
        if self.is_whole:
            self.watch.tell(stage, total=self.total, bound=max(0.0, self.bound))

    def exchange(self, near: Lists, sites: Places, candidates: NDArray[np.bool_]) -> Choice | None:
        """Exchange from `sites`, unless that was tried before."""
        key = tuple(sorted(sites.tolist()))
        if key in self.tried:
            return None
        self.tried.add(key)
        choice = Choice(self.task.cost, self.task.weight, sites, n_fixed=len(self.task.fixed))
        choice.improve(near, candidates=candidates, watch=self.watch)
        self.take(choice)
        self.tell("improving")
        return choice


def least_total(task: Task, watch: Watch) -> tuple[Places, float, float]:
    """The sites, their total, and a bound that no choice is below."""
    search = Search(task, watch)
    n_sites = task.cost.shape[1]
    if task.n_open == n_sites:
        search.sites = np.arange(n_sites)
        search.total = search.bound = task.total(search.sites)
    elif task.n_open == 1:
        sums = _sums(task)
        search.sites = task.fixed if len(task.fixed) else np.array([int(sums.argmin())])
        search.total = search.bound = float(sums[search.sites[0]])
    else:
        _search(search)
    search.tell("done")
    return search.sites, search.total, search.bound


def _sums(task: Task) -> NDArray[np.float64]:
    weight = task.weight.astype(np.float64)
    rows = range(0, len(weight), 2_000)
    sums = np.zeros(task.cost.shape[1])
    for at in rows:
        sums += weight[at : at + 2_000] @ task.cost[at : at + 2_000]
    return sums


def _search(search: Search) -> None:
    task = search.task
    everything = np.ones(task.cost.shape[1], dtype=bool)
    if len(task.weight) > 2 * SAMPLE:
        near, price = _start_from_a_sample(search, everything)
        pace = LATER
    else:
        near = lists_below(task.cost, task.weight, task.cuts())
        choice = search.exchange(near, greedy(near, n_open=task.n_open, fixed=task.fixed), everything)
        assert choice is not None  # noqa: S101 -- the first choice is never one that was tried
        settled, pace = _settled(search, near), FIRST
        price = (choice.first + choice.second) / 2 if settled is None else settled
    _rounds(search, near, price, pace)


def _settled(search: Search, near: Lists) -> Floats | None:
    """Of a model of coverage that is small enough, the prices that no others beat; None of all others.

    The sites of the relaxed model are the start of an exchange, too.
    """
    task = search.task
    if task.top is None or len(near.cost) > MOST_RELAXED:
        return None
    n_sites, n_points = near.n_sites, near.n_points
    costs = np.concatenate([np.zeros(n_sites), task.weight * task.top])
    missed = n_sites + np.arange(n_points)
    covered = Rows.of(
        np.concatenate([near.point, np.arange(n_points)]),
        np.concatenate([near.site, missed]),
        1.0,
        n_rows=n_points,
        least=1,
        most=np.inf,
    )
    how_many = Rows.full(np.arange(len(costs)) < n_sites, least=task.n_open, most=task.n_open)
    lower = np.zeros(len(costs))
    lower[task.fixed] = 1
    found = cheapest(costs, [covered, how_many], lower=lower, seconds=search.watch.left(), from_inside=True)
    if found.values is None or found.prices is None:
        return None
    sites = best_sites(found.values[:n_sites], n_open=task.n_open, fixed=task.fixed)
    search.exchange(near, sites, np.ones(n_sites, dtype=bool))
    price: Floats = np.clip(found.prices[:n_points], 0, near.cut).astype(near.cost.dtype)
    return price


def _start_from_a_sample(search: Search, everything: NDArray[np.bool_]) -> tuple[Lists, Floats]:
    """Choose for a few points first; their choice and prices are where all begin."""
    task = search.task
    points, weight = drawn(task.weight, how_many=SAMPLE)
    share = Task(task.cost[points], weight, task.n_open, task.fixed, task.top)
    small = Search(share, search.watch, is_whole=False)
    near = lists_below(share.cost, share.weight, share.cuts())
    choice = small.exchange(near, greedy(near, n_open=task.n_open, fixed=task.fixed), everything)
    assert choice is not None  # noqa: S101 -- as above
    prices = _climb(small, near, (choice.first + choice.second) / 2, everything, FIRST)
    value = lifted(task.cost, points=points, value=prices.price / weight)
    if task.top is None:
        second = np.partition(task.cost[:, small.sites], 1, axis=1)[:, 1]
        cut = np.maximum(second, value * task.cost.dtype.type(HEADROOM_OF_CUTS))
    else:
        cut = task.cuts()
    near = lists_below(task.cost, task.weight, cut)
    fixed_first = np.concatenate([task.fixed, np.setdiff1d(small.sites, task.fixed)])
    search.exchange(near, fixed_first, everything)
    return near, value * task.weight


def _climb(search: Search, near: Lists, price: Floats, candidates: NDArray[np.bool_], pace: Pace) -> Prices:
    """Raise prices, and now and then try the sites that they would open."""
    task = search.task

    def look(saved: NDArray[np.float64], sites: Places, bound: float) -> float:
        search.turns += 1
        if search.watch.is_over():
            return -np.inf
        if search.turns % TURNS_BETWEEN_LOOKS == 0:
            if search.total - bound <= WORTH_TRYING * search.total:
                search.exchange(near, sites, candidates & _promising(saved, task.n_open))
            if search.is_whole:
                search.watch.tell("proving", total=search.total, bound=max(0.0, bound, search.bound))
        return search.total

    return raise_prices(
        near,
        price=price,
        total=search.total,
        n_open=task.n_open,
        fixed=task.fixed,
        pace=pace if task.top is None else COVERAGE,
        look=look,
    )


def _promising(saved: NDArray[np.float64], n_open: int, times: int = PROMISING) -> NDArray[np.bool_]:
    """The few sites that save most: an exchange among them costs a fraction of one among all."""
    last = np.sort(saved)[-min(len(saved), times * n_open)]
    return np.asarray(saved >= last)


def _rounds(search: Search, near: Lists, price: Floats, pace: Pace) -> None:
    """Raise prices and drop what cannot be part of a better choice, until proved or no longer worth it."""
    task = search.task
    for number in range(ROUNDS):
        before = search.total - search.bound
        candidates = np.zeros(near.n_sites, dtype=bool)
        candidates[near.site] = True
        prices = _climb(search, near, price, candidates, pace)
        search.exchange(near, best_sites(prices.saved, n_open=task.n_open, fixed=task.fixed), candidates)
        search.bound = max(search.bound, min(prices.bound, search.total))
        search.tell("proving")
        if search.is_proved() or search.watch.is_over() or _decide(search, prices):
            return
        if number == 0:
            _shake(search, near, prices)
        near = near.of(may_open(prices, total=search.total, n_open=task.n_open, fixed=task.fixed))
        price, pace = prices.price, LATER
        if before - (search.total - search.bound) < WORTH_A_ROUND * search.total:
            return


def _shake(search: Search, near: Lists, prices: Prices) -> None:
    """Leave the best choice at some places and exchange again, as often as the size of the task allows."""
    task = search.task
    rng = np.random.default_rng(len(search.tried))
    candidates = _promising(prices.saved, task.n_open, SHAKEN_AMONG) & (np.diff(near.start) > 0)
    few = near.of(candidates)  # who is not promising is listed nowhere, so saves nothing
    entries = SHAKEN_ENTRIES if task.top is None else SHAKEN_ENTRIES_OF_COVERAGE
    for _ in range(entries // (1 + len(few.cost))):
        if search.watch.is_over():
            return
        n_close = min(MOST_CLOSED, max(1, task.n_open // 5))
        sites = shaken(few, search.sites, fixed=task.fixed, n_close=n_close, rng=rng)
        search.exchange(few, sites, np.ones(near.n_sites, dtype=bool))


def _decide(search: Search, prices: Prices) -> bool:
    """Whether what is left was small enough to be decided; then it is."""
    task = search.task
    left: Left = left_over(task.cost, task.weight, prices, total=search.total, n_open=task.n_open, fixed=task.fixed)
    if not left.is_small:
        return False
    decided = decide(
        task.cost,
        task.weight,
        left,
        n_open=task.n_open,
        total=search.total,
        bound=search.bound,
        seconds=search.watch.left(),
    )
    if decided.sites is not None:
        total = task.total(decided.sites)
        if total < search.total:
            search.sites, search.total = np.sort(decided.sites), total
    search.bound = max(search.bound, min(decided.bound, search.total))
    return True
