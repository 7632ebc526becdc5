"""How far raters agree on scores: Krippendorff's alpha, which bears gaps, and the intraclass correlation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mueang.methods.agreement.errors import AgreementRefused

Scale = Literal["nominal", "ordinal", "interval"]
Model = Literal["one-way", "two-way random", "two-way mixed"]


def krippendorff_alpha(*, ratings: ArrayLike, scale: Scale = "ordinal") -> float:
    """Agreement of any number of raters, some of whom did not judge everything.

    Parameters
    ----------
    ratings : array, shape (n_raters, n_things), nan where a rater gave none; things judged by one alone do not count
    scale : "nominal" (categories), "ordinal" (rubric levels), "interval" (differences mean the same everywhere)

    Returns
    -------
    1 agreed on all, 0 as by chance, below 0 less; not a number where all judgements are the same. Krippendorff takes
    0.8 as reliable and 0.667 as the least for tentative conclusions

    Raises
    ------
    AgreementRefused
        If nothing was judged by two raters, or a rating is infinite.

    Source
    ------
    Krippendorff (2011), Computing Krippendorff's alpha-reliability; (2004) Content Analysis, chapter 11.

    Examples
    --------
    >>> krippendorff_alpha(ratings=[[1, 2, 3], [1, 2, 3]])
    1.0
    >>> krippendorff_alpha(ratings=[[1, 2], [2, 1]], scale="nominal")
    -0.5
    """
    table: NDArray[np.float64] = np.asarray(ratings, np.float64)
    if table.ndim != 2 or np.isinf(table).any():
        raise AgreementRefused("ratings: one row a rater, one column a thing, finite numbers or nothing")
    table = table[:, (~np.isnan(table)).sum(0) >= 2]
    if not table.size:
        raise AgreementRefused("ratings: nothing was judged by two raters, so there is nothing to compare")
    levels, place = np.unique(table[~np.isnan(table)], return_inverse=True)
    given = np.zeros((table.shape[1], len(levels)))
    np.add.at(given, (np.nonzero(~np.isnan(table))[1], place), 1)
    raters = given.sum(1)
    pairs = (given.T / (raters - 1)) @ given - np.diag((given / (raters - 1)[:, None]).sum(0))
    totals = pairs.sum(1)
    cost = _cost(levels, totals, scale=scale)
    by_chance = float((cost * np.outer(totals, totals)).sum()) / float(totals.sum() - 1)
    return 1.0 - float((cost * pairs).sum()) / by_chance if by_chance else float("nan")


def _cost(levels: NDArray[np.float64], totals: NDArray[np.float64], *, scale: Scale) -> NDArray[np.float64]:
    """How much it costs to disagree by two levels, shape (n_levels, n_levels)."""
    if scale == "nominal":
        return 1.0 - np.eye(len(levels))
    # Of ranks the distance is how many judgements lie between, half of either end.
    at = levels if scale == "interval" else np.cumsum(totals) - totals / 2.0
    found: NDArray[np.float64] = np.subtract.outer(at, at) ** 2
    return found


@dataclass(frozen=True, slots=True)
class Intraclass:
    """`single` is what one rater's score can be relied on, `mean` the mean of all raters'."""

    single: float
    mean: float


def intraclass(*, scores: ArrayLike, model: Model = "two-way random") -> Intraclass:
    """The share of the spread of scores that lies between the things judged.

    Parameters
    ----------
    scores : array, shape (n_things, n_raters), none missing
    model : "one-way" other raters for each thing; "two-way random" the same raters, who stand for many like them
        (agreement); "two-way mixed" these raters alone (consistency: being strict throughout does no harm)

    Returns
    -------
    Intraclass; at most 1, may be below 0; not a number where nothing varies

    Raises
    ------
    AgreementRefused
        If fewer than two things or raters are there, or a score is missing (use `krippendorff_alpha`).

    Source
    ------
    Shrout and Fleiss (1979), Psychological Bulletin 86, 420-428: ICC(1), ICC(2), ICC(3), of one and of k raters.

    Examples
    --------
    >>> intraclass(scores=[[1.0, 2.0], [3.0, 4.0]], model="two-way mixed")
    Intraclass(single=1.0, mean=1.0)
    """
    table: NDArray[np.float64] = np.asarray(scores, np.float64)
    if table.ndim != 2 or min(table.shape) < 2:
        raise AgreementRefused("scores: at least two things and two raters")
    if not np.isfinite(table).all():
        row, column = np.argwhere(~np.isfinite(table))[0]
        raise AgreementRefused(f"scores: row {row + 1}, rater {column + 1} gave none; alpha bears gaps, this does not")
    n, k = table.shape
    between = k * float(((table.mean(1) - table.mean()) ** 2).sum()) / (n - 1)
    raters = n * float(((table.mean(0) - table.mean()) ** 2).sum()) / (k - 1)
    total = float(((table - table.mean()) ** 2).sum())
    within = (total - between * (n - 1)) / (n * (k - 1))
    rest = (total - between * (n - 1) - raters * (k - 1)) / ((n - 1) * (k - 1))
    if model == "one-way":
        return Intraclass(_share(between - within, between + (k - 1) * within), _share(between - within, between))
    if model == "two-way mixed":
        return Intraclass(_share(between - rest, between + (k - 1) * rest), _share(between - rest, between))
    strict = (raters - rest) / n
    whole = between + (k - 1) * rest + k * strict
    return Intraclass(_share(between - rest, whole), _share(between - rest, between + strict))


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole else float("nan")
