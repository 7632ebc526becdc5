"""Outliers drawn in before they decide a ranking: winsorising and logarithms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mueang.methods.indicators.choices import Treatment
from mueang.methods.indicators.columns import Matrix
from mueang.methods.indicators.errors import IndexRefused

HAIR = 1e-6


@dataclass(frozen=True, slots=True)
class Treated:
    """One column after treatment: which rows were drawn in from below and above, whether it is a logarithm now.

    `is_skewed` where it is still beyond both limits.
    """

    values: Matrix
    low: tuple[int, ...] = ()
    high: tuple[int, ...] = ()
    is_logged: bool = False
    is_skewed: bool = False


def skewness(values: Matrix) -> float:
    """Sample skewness with the correction for small samples; nan for fewer than three or for a constant.

    Parameters
    ----------
    values : array, shape (n,); what was not measured is left out

    Source
    ------
    Joanes and Gill (1998), The Statistician 47, G1.

    Examples
    --------
    >>> skewness(np.array([1.0, 2.0, 3.0])), round(skewness(np.array([0.0, 0.0, 3.0])), 6)
    (0.0, 1.732051)
    """
    apart, n = _apart(values)
    spread = float((apart**2).sum())
    if n < 3 or spread == 0:
        return float("nan")
    return float(np.sqrt(n) * (apart**3).sum() / spread**1.5 * np.sqrt(n * (n - 1)) / (n - 2))


def kurtosis(values: Matrix) -> float:
    """Sample excess kurtosis with the correction for small samples; nan for fewer than four or for a constant.

    Parameters
    ----------
    values : array, shape (n,); what was not measured is left out

    Source
    ------
    Joanes and Gill (1998), The Statistician 47, G2.

    Examples
    --------
    >>> round(kurtosis(np.array([1.0, 2.0, 3.0, 4.0])), 6), round(kurtosis(np.array([0.0, 0.0, 0.0, 4.0])), 6)
    (-1.2, 4.0)
    """
    apart, n = _apart(values)
    spread = float((apart**2).sum())
    if n < 4 or spread == 0:
        return float("nan")
    ratio = n * float((apart**4).sum()) / spread**2
    return ((n + 1) * (ratio - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))


def is_skewed(values: Matrix, *, rule: Treatment) -> bool:
    """Whether skewness and kurtosis are both beyond the limits."""
    return abs(skewness(values)) >= rule.skewness and kurtosis(values) >= rule.kurtosis


def may_be_skewed(values: Matrix, *, rule: Treatment) -> NDArray[np.bool_]:
    """Columns that may be beyond both limits, shape (n_columns,): all at once, a hair wider than `is_skewed`."""
    known = ~np.isnan(values)
    n = known.sum(0).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = np.where(known, values - np.where(known, values, 0.0).sum(0) / n, 0.0)
        square = apart * apart
        spread = square.sum(0)
        skew = np.sqrt(n) * (square * apart).sum(0) / spread**1.5 * np.sqrt(n * (n - 1)) / (n - 2)
        ratio = n * (square * square).sum(0) / spread**2
        peaked = ((n + 1) * (ratio - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    found: NDArray[np.bool_] = (np.abs(skew) >= rule.skewness - HAIR) & (peaked >= rule.kurtosis - HAIR)
    return found


def treat(*, values: Matrix, rule: Treatment, code: str = "") -> Treated:
    """One indicator with its outliers drawn in.

    Parameters
    ----------
    values : array, shape (n_units,), nan where not measured
    rule : none; winsorise: while skewness and kurtosis are both beyond their limits, the outermost value on the skewed
        side becomes the next one (all units that have it), up to `most_points` units; then, if it was not enough, the
        logarithm of the untreated column where `then` says so; log: the natural logarithm
    code : of the indicator, for the refusal

    Returns
    -------
    Treated, values of the same shape

    Raises
    ------
    IndexRefused
        If a logarithm is asked of zero or less.

    Source
    ------
    OECD/JRC (2008), Handbook, step 5; limits 2 and 3.5 after Groeneveld and Meeden (1984). The logarithm after
    winsorising: ln(x - min + 0.01 (max - min)), as Becker et al. (2022), COINr.

    Examples
    --------
    >>> found = treat(values=np.array([1.0, 2.0, 3.0, 4.0, 99.0]), rule=Treatment("winsorise"))
    >>> found.values.tolist(), found.high
    ([1.0, 2.0, 3.0, 4.0, 4.0], (4,))
    """
    if rule.method == "log":
        return Treated(values=logged(values, code=code), is_logged=True)
    if rule.method == "none":
        return Treated(values=values, is_skewed=is_skewed(values, rule=rule))
    found, low, high = values.copy(), set[int](), set[int]()
    while is_skewed(found, rule=rule) and len(low) + len(high) < rule.most_points:
        is_high = skewness(found) >= 0
        outermost = np.nanmax(found) if is_high else np.nanmin(found)
        rows = np.flatnonzero(found == outermost)
        rest = found[(found != outermost) & ~np.isnan(found)]
        found[rows] = rest.max() if is_high else rest.min()
        (high if is_high else low).update(rows.tolist())
    still = is_skewed(found, rule=rule)
    if still and rule.then == "log":
        least, span = np.nanmin(values), np.nanmax(values) - np.nanmin(values)
        return Treated(values=np.log(values - least + 0.01 * span), is_logged=True)
    return Treated(values=found, low=tuple(sorted(low)), high=tuple(sorted(high)), is_skewed=still)


def logged(values: Matrix, *, code: str) -> Matrix:
    """Natural logarithms; raises IndexRefused with the row where a value is not above zero."""
    wrong = np.flatnonzero(values <= 0)
    if wrong.size:
        row = int(wrong[0])
        raise IndexRefused(
            f"{values[row]:g} has no logarithm; treat it otherwise", table="data", row=row + 1, column=code
        )
    found: Matrix = np.log(values)
    return found


def _apart(values: Matrix) -> tuple[Matrix, int]:
    known = values[~np.isnan(values)]
    return (known - known.mean() if len(known) else known), len(known)
