"""A promise from below: prices that each point would pay, and what no choice of sites can cost less than."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mueang.methods.siting.answer import Places
from mueang.methods.siting.nearness import Floats, Lists

SMALLEST_STEP = 1e-5
LARGEST_STEP = 2.0
SHRINK, GROW = 0.66, 1.1
LOOK_BACK = 100
CLOSE_ENOUGH = 1e-7
PAST_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Pace:
    """How prices are raised.

    Attributes
    ----------
    turns : at most
    step : (0..2), the first, as a share of Polyak's
    share : (0..1), the most that the newest turn weighs in the mean of all
    patience : turns without a better bound before the step shrinks
    """

    turns: int
    step: float
    share: float
    patience: int


@dataclass(slots=True)
class Prices:
    """The best prices found.

    Attributes
    ----------
    price : array, shape (n_points,), what each point pays at most
    bound : no choice of sites costs less
    saved : array, shape (n_sites,), what each site saves at these prices
    """

    price: Floats
    bound: float
    saved: NDArray[np.float64]


def best_sites(saved: NDArray[np.float64], *, n_open: int, fixed: Places) -> Places:
    """The fixed sites, then those that save most."""
    ranked = saved.copy()
    ranked[fixed] = np.inf
    if n_open >= len(saved):
        return np.argsort(-ranked, kind="stable")
    chosen = np.argpartition(-ranked, n_open - 1)[:n_open]
    return chosen[np.argsort(-ranked[chosen], kind="stable")]


def raise_prices(
    near: Lists,
    *,
    price: Floats,
    total: float,
    n_open: int,
    fixed: Places,
    pace: Pace,
    look: Callable[[NDArray[np.float64], Places, float], float],
) -> Prices:
    """Prices whose bound is as high as the turns of `pace` lift it.

    A point pays at most its price; the sites that save most at these prices are opened. Who is served twice on the mean
    of all turns pays less next time, who is not served pays more (Lagrangian relaxation of "each point goes to one
    site", the volume algorithm). Prices never pass the cut of the lists, so what is not listed never matters.

    Parameters
    ----------
    near : Lists
    price : array, shape (n_points,), to begin with
    total : cost of a choice that is known
    n_open, fixed : how many sites open, and which for sure
    pace : how far and how fast
    look : is told what each site saves, the sites of a turn, and the best bound; gives the best total known, or
        less than the bound to stop

    Returns
    -------
    Prices; `bound` is worked out in double precision from costs rounded down

    Source
    ------
    Cornuéjols, Fisher & Nemhauser (1977), Management Science 23(8); Barahona & Anbil (2000), Mathematical
    Programming 87(3).

    Examples
    --------
    >>> from mueang.methods.siting.nearness import lists_below
    >>> near = lists_below(np.array([[0.0, 4.0], [4.0, 0.0]]), np.ones(2), cut=np.full(2, 5.0))
    >>> found = raise_prices(near, price=np.array([4.0, 4.0]), total=4.0, n_open=1, fixed=np.array([], dtype=int),
    ...                      pace=Pace(turns=1, step=0.5, share=0.1, patience=5), look=lambda *_seen: 4.0)
    >>> found.bound  # 4 + 4 paid, less the 4 that the better site saves
    4.0
    """
    climb = _Climb(near, n_open, fixed, np.minimum(price, near.cut).astype(near.cost.dtype), pace)
    for _turn in range(pace.turns):
        if total - climb.bound <= CLOSE_ENOUGH * abs(total) or not climb.turn(total):
            break
        total = look(climb.saved, climb.sites, climb.bound)
    saved = near.exact_savings(climb.best)
    sites = best_sites(saved, n_open=n_open, fixed=fixed)
    bound = float(climb.best.sum(dtype=np.float64)) - float(saved[sites].sum())
    return Prices(climb.best, bound, saved)


class _Climb:
    """The best prices so far, and the mean of what was wrong with the choices made."""

    def __init__(self, near: Lists, n_open: int, fixed: Places, price: Floats, pace: Pace) -> None:
        self._near, self._n_open, self._fixed = near, n_open, fixed
        self._step, self._share, self._patience = pace.step, pace.share, pace.patience
        self._stalled = self._turns = 0
        self.best = price
        self.bound = self._price(price)
        self._before = self.bound
        self._wrong = self._missing(price)

    def _price(self, price: Floats) -> float:
        self.saved = self._near.savings(price)
        self.sites = best_sites(self.saved, n_open=self._n_open, fixed=self._fixed)
        return float(price.sum(dtype=np.float64)) - float(self.saved[self.sites].sum())

    def _missing(self, price: Floats) -> Floats:
        missing: Floats = (1 - self._near.served(price, self.sites)).astype(price.dtype)
        return missing

    def turn(self, total: float) -> bool:
        """One step; False where there is nowhere to go."""
        number = self.best.dtype.type
        way = np.where((self.best >= self._near.cut) & (self._wrong > 0), number(0), self._wrong)
        length = float(way @ way)
        if length < PAST_NOTHING or self._step < SMALLEST_STEP:
            return False
        price = np.minimum(self.best + number(self._step * (total - self.bound) / length) * way, self._near.cut)
        here = self._price(price)
        missing = self._missing(price)
        if here > self.bound + 1e-6 * abs(self.bound):
            if float(self._wrong @ missing) >= 0:
                self._step = min(self._step * GROW, LARGEST_STEP)
            self.bound, self.best, self._stalled = here, price, 0
        else:
            self._stalled += 1
            if self._stalled >= self._patience:
                self._step, self._stalled = self._step * SHRINK, 0
        self._mix(missing)
        return True

    def _mix(self, missing: Floats) -> None:
        """Add the newest to the mean, as much as makes the mean least wrong."""
        apart = missing - self._wrong
        length = float(apart @ apart)
        best = -float(self._wrong @ apart) / length if length > 0 else self._share
        self._wrong = self._wrong + apart.dtype.type(min(max(best, self._share / 10), self._share)) * apart
        self._turns += 1
        if self._turns % LOOK_BACK == 0:
            if self.bound - self._before < 0.01 * abs(self.bound):
                self._share /= 2
            self._before = self.bound
