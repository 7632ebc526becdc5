"""Whether chances are true, band by band, and how much of their error is chance, level or boldness."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mueang.methods.risk.holding_back import regressed
from mueang.methods.risk.judging import N_BANDS, Labels, Scores, calibration_error


@dataclass(frozen=True, slots=True)
class Band:
    """Children of about the same chance: how many, what was foretold of them, what came to pass; shares."""

    n: int
    foretold: float
    came_true: float


def calibration_bands(*, label: Labels, chance: Scores, n_bands: int = N_BANDS) -> tuple[Band, ...]:
    """The bands `calibration_error` is made of, the lowest chance first; empty ones are left out.

    Parameters
    ----------
    label, chance, n_bands : as of `calibration_error`

    Returns
    -------
    tuple of Band

    Source
    ------
    Reliability diagram: Murphy and Winkler (1977), Applied Statistics 26.

    Examples
    --------
    >>> bands = calibration_bands(label=np.array([False, False, True, False]), chance=np.array([0.1, 0.1, 0.5, 0.5]))
    >>> [(band.n, band.foretold, band.came_true) for band in bands]
    [(2, 0.1, 0.0), (2, 0.5, 0.5)]
    """
    if not len(label):
        return ()
    edges = np.unique(np.quantile(chance, np.linspace(0, 1, n_bands + 1)[1:-1]))
    band = np.searchsorted(edges, chance, side="right")
    inside = (band == number for number in np.unique(band))
    return tuple(Band(int(own.sum()), float(chance[own].mean()), float(label[own].mean())) for own in inside)


def error_by_chance(chance: Scores, *, n_bands: int = N_BANDS) -> float:
    """The calibration error that perfectly true chances would show of so few children, on average.

    Parameters
    ----------
    chance : array, shape (n,)
    n_bands : as of `calibration_error`

    Returns
    -------
    share; the normal approximation of each band's mean absolute deviation

    Source
    ------
    Broecker and Smith (2007), Weather and Forecasting 22: bars of consistency; mean absolute deviation of a normal
    distribution, sqrt(2 / pi) times its standard deviation.

    Examples
    --------
    >>> round(error_by_chance(np.full(100, 0.5)), 4)
    0.0399
    """
    if not len(chance):
        return float("nan")
    edges = np.unique(np.quantile(chance, np.linspace(0, 1, n_bands + 1)[1:-1]))
    spread = np.bincount(np.searchsorted(edges, chance, side="right"), weights=chance * (1 - chance))
    return float(np.sqrt(2 / np.pi * spread).sum() / len(chance))


@dataclass(frozen=True, slots=True)
class ErrorParts:
    """A calibration error, and what is left of it once level, then boldness too, are put right with hindsight."""

    whole: float
    after_level: float
    after_slope: float
    by_chance: float


def error_parts(*, label: Labels, chance: Scores) -> ErrorParts:
    """How much of a calibration error is another level, how much too bold chances: what drift did, with hindsight.

    Parameters
    ----------
    label : array, shape (n,), bool; both kinds must be there
    chance : array, shape (n,), between 0 and 1

    Returns
    -------
    ErrorParts; shares

    Source
    ------
    Calibration in the large and calibration slope: Cox (1958), Biometrika 45; Van Calster et al. (2019), BMC Medicine.

    Examples
    --------
    >>> parts = error_parts(label=np.array([True, False, False, False] * 9), chance=np.full(36, 0.5))
    >>> round(parts.whole, 3), round(parts.after_level, 3)
    (0.25, 0.0)
    """
    log_odds = np.log(np.clip(chance, 1e-6, 1 - 1e-6) / np.clip(1 - chance, 1e-6, 1))
    said = [regressed(log_odds, label=label.astype(np.float64), slope=slope) for slope in (False, True)]
    level, slope = (1 / (1 + np.exp(-(moved + by * log_odds))) for moved, by in said)
    return ErrorParts(
        whole=calibration_error(label=label, chance=chance),
        after_level=calibration_error(label=label, chance=level),
        after_slope=calibration_error(label=label, chance=slope),
        by_chance=error_by_chance(chance),
    )
