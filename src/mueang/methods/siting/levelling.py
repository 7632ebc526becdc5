"""Worst off first: places that lift whoever can reach least, and then make neighbourhoods most alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mueang.methods.linear import Rows, cheapest
from mueang.methods.siting.answer import Places, Siting, most, nowhere
from mueang.methods.siting.checking import Wish, amounts_of, table_of, weights_of, wish_of
from mueang.methods.siting.errors import SitingRefused
from mueang.methods.siting.watch import Progress, Watch

Numbers = NDArray[np.float64]
NO_WORSE = 1e-9


@dataclass(frozen=True, slots=True)
class Levelled(Siting):
    """A choice of places by what neighbourhoods can reach.

    Attributes
    ----------
    total, bound : the access of the worst off whom any site could help, and the most that it could be
    access : array, shape (n_neighbourhoods,), what each can reach then
    theil, theil_before : inequality between neighbourhoods then, and as it is; 0 where all reach the same. Made small
        by exchanges among the choices that serve the worst off as well; not proved
    """

    access: Numbers = field(default_factory=lambda: np.zeros(0))
    theil: float = 0.0
    theil_before: float = 0.0


def worst_off_first(  # noqa: PLR0913 -- one word a wish, all but three with a default
    *,
    gain: ArrayLike,
    people: ArrayLike,
    n_open: int,
    access: ArrayLike | None = None,
    fixed: Iterable[int] = (),
    forbidden: Iterable[int] = (),
    seconds: float = 30.0,
    progress: Callable[[Progress], None] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Levelled:
    """Open `n_open` sites so that the worst-off neighbourhood reaches most, and of such choices the most equal.

    What a neighbourhood reaches adds up: what it reaches already and what each open site gives it.

    Parameters
    ----------
    gain : array, shape (n_neighbourhoods, n_sites), 0 or more: what a site gives if it opens, in any unit of access
        (places within reach, seats a head)
    people : array, shape (n_neighbourhoods,), 0 or more; those without people do not count
    n_open : sites to open, the fixed among them
    access : array, shape (n_neighbourhoods,), what each reaches already; None: nothing
    fixed, forbidden, seconds, progress, cancel : as in `p_median`

    Returns
    -------
    Levelled; `assigned` is the open site that gives most, -1 where none gives anything

    Raises
    ------
    SitingRefused
        As `p_median`.

    Source
    ------
    Rawls's maximin as in Ogryczak (1997), Computers & Operations Research 24(7); Theil (1967), Economics and
    Information Theory, its part between groups.

    Examples
    --------
    The first site would give 9 seats to the first of two neighbourhoods, the second 2 to each:

    >>> found = worst_off_first(gain=[[9.0, 2.0], [0.0, 2.0]], people=[100, 50], n_open=1)
    >>> found.open_sites.tolist(), found.total, found.statement, found.theil
    ([1], 2.0, 'proved optimal', 0.0)
    """
    watch = Watch(seconds=seconds, progress=progress, cancel=cancel)
    table = table_of(gain, name="gain").astype(np.float64)
    if not bool(np.isfinite(table.max(initial=0.0))):
        raise SitingRefused("gain must be finite")
    count = weights_of(people, n_points=len(table))
    before = (
        np.zeros(len(table))
        if access is None
        else amounts_of(access, name="access", count=len(table), of="neighbourhoods")
    )
    wish = wish_of(n_sites=table.shape[1], n_open=n_open, fixed=fixed, forbidden=forbidden)
    task = _Task(table[:, wish.allowed], count, before, wish)
    sites, at_most = task.first(watch)
    sites = task.alike(sites, watch)
    after = before + task.gain[:, sites].sum(axis=1)
    total = task.worst(after)
    watch.tell("done", total=total, bound=max(at_most, total))
    opened = wish.allowed[sites]
    gives = table[:, opened]
    giver = np.where(gives.max(axis=1, initial=0.0) > 0, opened[gives.argmax(axis=1)], -1)
    answer = most(opened, giver, total, at_most)
    return Levelled(
        answer.open_sites,
        answer.assigned,
        answer.total,
        answer.bound,
        answer.gap,
        access=after,
        theil=float(theil_between(after, count)),
        theil_before=float(theil_between(before, count)),
    )


def theil_between(access: Numbers, people: Numbers) -> Numbers:
    """Inequality of access between neighbourhoods; for many cases at once along the first axes.

    Parameters
    ----------
    access : array, shape (..., n_neighbourhoods), 0 or more
    people : array, shape (n_neighbourhoods,)

    Returns
    -------
    array, shape (...): 0 where all reach the same (or nothing), ln(n) where one person of n reaches all

    Source
    ------
    Theil (1967), Economics and Information Theory, chapter 4.

    Examples
    --------
    Half of the people reach everything: ln 2.

    >>> theil_between(np.array([[2.0, 0.0], [1.0, 1.0]]), np.array([5.0, 5.0])).round(4).tolist()
    [0.6931, 0.0]
    """
    share = people / max(float(people.sum()), np.finfo(np.float64).tiny)
    mean = (access @ share)[..., None]
    ratio = np.divide(access, mean, out=np.zeros_like(access), where=mean > 0)
    logarithm = np.log(ratio, out=np.zeros_like(ratio), where=ratio > 0)
    return np.maximum((ratio * logarithm) @ share, 0.0)


@dataclass(frozen=True, slots=True)
class _Task:
    """Gains of the sites that may open, by neighbourhood."""

    gain: Numbers
    people: Numbers
    before: Numbers
    wish: Wish

    @property
    def counts(self) -> NDArray[np.bool_]:
        """Neighbourhoods with people whom some site could help."""
        return np.asarray((self.people > 0) & (self.gain.max(axis=1, initial=0.0) > 0))

    @property
    def fixed(self) -> Places:
        return np.searchsorted(self.wish.allowed, self.wish.fixed)

    def worst(self, access: Numbers) -> float:
        helped = access[..., self.counts]
        return float(helped.min()) if helped.size else 0.0

    def first(self, watch: Watch) -> tuple[Places, float]:
        """A choice that serves the worst off best, and what no choice can exceed."""
        greedy = self._greedy()
        if not bool(self.counts.any()):
            return greedy, 0.0
        total = self.worst(self.before + self.gain[:, greedy].sum(axis=1))
        exact, bound = self._exact(watch)
        watch.tell("proving", total=total, bound=bound)
        if len(exact) and self.worst(self.before + self.gain[:, exact].sum(axis=1)) > total:
            return exact, bound
        return greedy, bound

    def _greedy(self) -> Places:
        chosen = list(self.fixed)
        access = self.before + self.gain[:, chosen].sum(axis=1)
        while len(chosen) < self.wish.n_open:
            after = np.sort((access[:, None] + self.gain)[self.counts], axis=0)
            rest = np.setdiff1d(np.arange(self.gain.shape[1]), chosen)
            # The worst off first; between equals the second worst off, and so on.
            best = rest[np.lexsort(after[::-1, rest])[-1]] if len(after) else rest[0]
            chosen.append(int(best))
            access += self.gain[:, best]
        return np.sort(np.array(chosen, dtype=np.intp))

    def _exact(self, watch: Watch) -> tuple[Places, float]:
        n_sites = self.gain.shape[1]
        helped = self.counts
        lower = np.zeros(n_sites + 1)
        lower[self.fixed] = 1
        most_of_all = float((self.before[helped] + self.gain[helped].sum(axis=1)).min())
        level = np.column_stack([self.gain[helped], -np.ones(int(helped.sum()))])
        found = cheapest(
            np.append(np.zeros(n_sites), -1.0),
            [
                Rows.full(level, least=-self.before[helped], most=np.inf),
                Rows.full(np.ones(n_sites), least=self.wish.n_open, most=self.wish.n_open),
            ],
            lower=lower,
            upper=np.append(np.ones(n_sites), most_of_all),
            whole=np.arange(n_sites + 1) < n_sites,
            seconds=watch.left(),
        )
        sites = nowhere() if found.values is None else np.flatnonzero(found.values[:n_sites] > 0.5)
        return sites, min(most_of_all, -found.bound)

    def alike(self, sites: Places, watch: Watch) -> Places:
        """Exchange sites as long as neighbourhoods become more alike and the worst off lose nothing."""
        sites = sites.copy()
        access = self.before + self.gain[:, sites].sum(axis=1)
        floor = self.worst(access) * (1 - NO_WORSE)
        now = float(theil_between(access, self.people))
        movable = [slot for slot, site in enumerate(sites) if site not in self.fixed]
        improved = True
        while improved and not watch.is_over():
            improved = False
            for slot in movable:
                others = access - self.gain[:, sites[slot]]
                each = others[None, :] + self.gain.T
                theil = theil_between(each, self.people)
                if self.counts.any():
                    theil[each[:, self.counts].min(axis=1) < floor] = np.inf
                theil[sites] = np.inf
                best = int(theil.argmin())
                if theil[best] < now - NO_WORSE:
                    sites[slot], access, now, improved = best, each[best], float(theil[best]), True
        return np.sort(sites)
