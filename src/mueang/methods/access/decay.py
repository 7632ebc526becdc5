"""How much a place counts the farther it is: steps, a Gaussian curve, an inverse power."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from mueang.methods.access.checking import Floats
from mueang.methods.access.errors import AccessRefused

Decay = Callable[[Floats], Floats]
"""Minutes, shape (n,), to weights of the same shape: finite and not negative. Any function that does so will do."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Weights that fall in steps: the enhanced two-step catchment.

    Parameters
    ----------
    minutes : upper end of each band, minutes, rising; exactly this far is inside the band
    weights : weight in each band, no unit, not negative; beyond the last band it is 0

    Raises
    ------
    AccessRefused
        If there is no band, bands do not rise, or a weight is negative or not a number.

    Source
    ------
    Luo & Qi (2009), Health & Place 15(4), 1100-1107: 1, 0.68 and 0.22 up to 10, 20 and 30 minutes.

    Examples
    --------
    >>> Steps((10, 20, 30), (1, 0.68, 0.22))(np.array([10.0, 10.5, 30.0, 31.0])).tolist()
    [1.0, 0.68, 0.22, 0.0]
    """

    minutes: Sequence[float]
    weights: Sequence[float]

    def __post_init__(self) -> None:
        ends, weights = np.asarray(self.minutes, np.float64), np.asarray(self.weights, np.float64)
        if not len(ends) or ends.shape != weights.shape:
            raise AccessRefused("every step takes the minutes up to which it holds, and a weight")
        if not (np.isfinite(weights).all() and (weights >= 0).all() and ends[0] >= 0 and (np.diff(ends) > 0).all()):
            raise AccessRefused("the minutes of steps must rise, and their weights must not be negative")

    def __call__(self, minutes: Floats) -> Floats:
        band = np.zeros(minutes.shape, np.uint8 if len(self.minutes) < 255 else np.intp)
        for end in self.minutes:
            band += minutes > end
        found: Floats = np.take(np.array([*self.weights, 0.0], np.float64), band)
        return found


@dataclass(frozen=True, slots=True)
class Gaussian:
    """A bell: exp(-t² / 2b²), slow to fall at first.

    Parameters
    ----------
    bandwidth_minutes : minutes at which the weight is exp(-1/2), 0.61

    Raises
    ------
    AccessRefused
        If the bandwidth is not more than 0.

    Source
    ------
    Dai (2010), Health & Place 16(5), 1038-1052, in the form without truncation that PySAL `access` uses.

    Examples
    --------
    >>> Gaussian(10)(np.array([0.0, 10.0, 20.0])).round(4).tolist()
    [1.0, 0.6065, 0.1353]
    """

    bandwidth_minutes: float

    def __post_init__(self) -> None:
        if not 0 < self.bandwidth_minutes < np.inf:
            raise AccessRefused("bandwidth_minutes must be more than 0")

    def __call__(self, minutes: Floats) -> Floats:
        found: Floats = np.exp(-0.5 * np.square(minutes / self.bandwidth_minutes))
        return found


@dataclass(frozen=True, slots=True)
class InversePower:
    """Gravity: 1 / t^p, and no nearer than `least_minutes`, where the power would grow without bound.

    Parameters
    ----------
    power : the exponent p, no unit
    least_minutes : minutes; whoever is nearer counts as this far

    Raises
    ------
    AccessRefused
        If one of them is not more than 0.

    Source
    ------
    Hansen (1959), Journal of the American Institute of Planners 25(2), 73-76.

    Examples
    --------
    >>> InversePower(2)(np.array([0.0, 1.0, 5.0])).round(4).tolist()
    [1.0, 1.0, 0.04]
    """

    power: float
    least_minutes: float = 1.0

    def __post_init__(self) -> None:
        if not (0 < self.power < np.inf and 0 < self.least_minutes < np.inf):
            raise AccessRefused("power and least_minutes must be more than 0")

    def __call__(self, minutes: Floats) -> Floats:
        found: Floats = np.power(np.maximum(minutes, self.least_minutes), -self.power)
        return found


def weights_of(minutes: Floats, *, decay: Decay | None) -> Floats:
    """The weight of each pair; 1 without decay. AccessRefused if the function gives what cannot be a weight."""
    if decay is None:
        return np.ones(minutes.shape)
    found = np.asarray(decay(minutes), dtype=np.float64)
    if found.shape != minutes.shape:
        raise AccessRefused(f"decay gives the shape {found.shape} for {minutes.shape} minutes")
    if found.size and not (found.min() >= 0 and found.max() < np.inf):
        raise AccessRefused("decay gives a weight that is negative, infinite or not a number")
    return found
