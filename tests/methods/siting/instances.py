"""Small tasks of siting, and every choice of them tried: what the answers are judged by."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

Table = NDArray[np.float64]


@st.composite
def tables(draw: st.DrawFn) -> tuple[Table, NDArray[np.float64], int]:
    """Costs, weights (some 0) and how many to open; costs are often equal, so that ties are met."""
    n_points, n_sites = draw(st.integers(1, 12)), draw(st.integers(1, 7))
    seed, most = draw(st.integers(0, 2**32 - 1)), draw(st.sampled_from([2, 9, 10_000]))
    rng = np.random.default_rng(seed)
    cost = rng.integers(0, most + 1, (n_points, n_sites)) / draw(st.sampled_from([1, 7]))
    return cost, rng.integers(0, 5, n_points).astype(float), draw(st.integers(1, n_sites))


def choices(n_sites: int, n_open: int, fixed: tuple[int, ...] = (), forbidden: tuple[int, ...] = ()) -> list[list[int]]:
    """Every choice of `n_open` sites that opens the fixed and none of the forbidden."""
    allowed = [site for site in range(n_sites) if site not in forbidden]
    return [list(one) for one in combinations(allowed, n_open) if set(fixed) <= set(one)]


def towns(n_points: int, n_sites: int, seed: int = 3) -> tuple[Table, NDArray[np.float64]]:
    """Invented people, most of them in towns, and sites where some of them live; kilometres as the crow flies."""
    rng = np.random.default_rng(seed)
    centres, n_in_towns = rng.random((12, 2)) * 100, int(0.6 * n_points)
    people = np.vstack(
        [
            centres[rng.integers(0, 12, n_in_towns)] + rng.normal(0, 3, (n_in_towns, 2)),
            rng.random((n_points - n_in_towns, 2)) * 100,
        ]
    )
    sites = people[rng.choice(n_points, n_sites, replace=False)]
    apart = people[:, None, :] - sites[None, :, :]
    return np.sqrt((apart**2).sum(axis=2)), rng.integers(1, 60, n_points).astype(float)
