"""Arrays looked over before they are counted with: of one shape, nothing negative, nothing that is not a number."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mueang.methods.access.errors import AccessRefused

Floats = NDArray[np.float64]


def amounts(values: ArrayLike, *, name: str, n: int) -> Floats:
    """`values` as numbers of shape (n,): finite and not negative; otherwise AccessRefused says which one is not."""
    found = np.asarray(values, dtype=np.float64)
    if found.shape != (n,):
        raise AccessRefused(f"{name} has the shape {found.shape}, {(n,)} was expected")
    wrong = ~(np.isfinite(found) & (found >= 0))
    if wrong.any():
        place = int(np.argmax(wrong))
        raise AccessRefused(f"{name}[{place}] is {found[place]}: it must be a number that is not negative")
    return found


def limit(minutes: float, *, name: str) -> float:
    """A time that may bound a catchment: positive, and infinite where there is no bound."""
    if not minutes > 0:
        raise AccessRefused(f"{name} is {minutes}: it must be more than 0")
    return float(minutes)


def coordinates(values: ArrayLike, *, name: str) -> Floats:
    """`values` as latitude and longitude in degrees, shape (n, 2); otherwise AccessRefused."""
    found = np.asarray(values, dtype=np.float64)
    if found.size == 0:
        found = found.reshape(0, 2)
    if found.ndim != 2 or found.shape[1] != 2:
        raise AccessRefused(f"{name} has the shape {found.shape}, (n, 2) was expected: latitude and longitude")
    wrong = ~((np.abs(found[:, 0]) <= 90) & (np.abs(found[:, 1]) <= 180))
    if wrong.any():
        place = int(np.argmax(wrong))
        raise AccessRefused(f"{name}[{place}] is {found[place].tolist()}: no latitude and longitude in degrees")
    return found
