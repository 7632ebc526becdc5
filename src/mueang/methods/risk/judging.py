"""How well a score sorts and how true its chances are: the measures of a forecast, with ties shared fairly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Labels = NDArray[np.bool_]
PERCENTS = (5, 10, 20)
N_BANDS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """What one forecast is worth; shares from 0 to 1, by percent of the children looked at where it says so."""

    auc: float
    average_precision: float
    brier: float
    calibration_error: float
    precision: Mapping[int, float]
    recall: Mapping[int, float]


def judge(*, label: Labels, chance: Scores) -> Judged:
    """All measures of one forecast: `label` what came to pass, `chance` what was foretold, both shape (n,)."""
    at_top = {percent: top_share(label=label, score=chance, percent=percent) for percent in PERCENTS}
    return Judged(
        auc=auc(label=label, score=chance),
        average_precision=average_precision(label=label, score=chance),
        brier=float(np.mean((chance - label) ** 2)),
        calibration_error=calibration_error(label=label, chance=chance),
        precision={percent: precision for percent, (precision, _recall) in at_top.items()},
        recall={percent: recall for percent, (_precision, recall) in at_top.items()},
    )


def auc(*, label: Labels, score: Scores) -> float:
    """The chance that a child with the outcome has more than one without; ties count half.

    Parameters
    ----------
    label : array, shape (n,), bool
    score : array, shape (n,)

    Returns
    -------
    0 to 1; not a number where all have, or none has, the outcome

    Source
    ------
    Mann and Whitney (1947); Hanley and McNeil (1982), Radiology 143.

    Examples
    --------
    >>> auc(label=np.array([True, False, True, False]), score=np.array([3.0, 1.0, 2.0, 2.0]))
    0.875
    """
    with_outcome, without = _by_score(label, score)
    n_with, n_without = with_outcome.sum(), without.sum()
    if not n_with or not n_without:
        return float("nan")
    above = np.concatenate([[0.0], np.cumsum(with_outcome)[:-1]])  # with the outcome, and a higher score
    return float(((above + with_outcome / 2) @ without) / (n_with * n_without))


def average_precision(*, label: Labels, score: Scores) -> float:
    """Mean precision over the children with the outcome, as the list is worked from the top; ties as one step.

    Parameters
    ----------
    label, score : as of `auc`

    Returns
    -------
    0 to 1; the base rate for a score that says nothing; not a number where nobody has the outcome

    Source
    ------
    Area under the precision-recall steps: Davis and Goadrich (2006), ICML.

    Examples
    --------
    >>> average_precision(label=np.array([True, False, True, False]), score=np.array([4.0, 3.0, 2.0, 1.0])) * 6
    5.0
    """
    with_outcome, without = _by_score(label, score)
    if not with_outcome.sum():
        return float("nan")
    precision = np.cumsum(with_outcome) / np.cumsum(with_outcome + without)
    return float(precision @ with_outcome / with_outcome.sum())


def top_share(*, label: Labels, score: Scores, percent: float) -> tuple[float, float]:
    """Precision and recall among the `percent` of children with the highest scores.

    Parameters
    ----------
    label, score : as of `auc`
    percent : above 0 to 100; of n children the nearest whole number, at least one

    Returns
    -------
    (precision, recall), each 0 to 1; where the limit falls among equal scores, what drawing lots would give

    Source
    ------
    Precision at k with k what the team can visit: Lakkaraju et al. (2015), KDD.

    Examples
    --------
    >>> top_share(label=np.array([True, False, True, False]), score=np.array([2.0, 1.0, 1.0, 0.0]), percent=50)
    (0.75, 0.75)
    """
    with_outcome, without = _by_score(label, score)
    room = float(max(1, round(len(label) * percent / 100)))
    sizes = with_outcome + without
    taken = np.clip(room - (np.cumsum(sizes) - sizes), 0, sizes)
    found = float((taken / sizes) @ with_outcome)
    total = float(with_outcome.sum())
    return found / room, found / total if total else float("nan")


def calibration_error(*, label: Labels, chance: Scores, n_bands: int = N_BANDS) -> float:
    """How far chances are from what came to pass, over bands with as many children each.

    Parameters
    ----------
    label : array, shape (n,), bool
    chance : array, shape (n,), 0 to 1
    n_bands : bands of children in the order of their chance; equal chances are never parted

    Returns
    -------
    mean of the differences, weighted by children: 0 is true, 1 as wrong as can be

    Source
    ------
    Expected calibration error: Naeini, Cooper and Hauskrecht (2015), AAAI; bands of equal size.

    Examples
    --------
    >>> calibration_error(label=np.array([True, False, False, False]), chance=np.full(4, 0.5))
    0.25
    """
    if not len(label):
        return float("nan")
    edges = np.unique(np.quantile(chance, np.linspace(0, 1, n_bands + 1)[1:-1]))
    band = np.searchsorted(edges, chance, side="right")
    apart = np.bincount(band, weights=label.astype(np.float64) - chance)
    return float(np.abs(apart).sum() / len(label))


def _by_score(label: Labels, score: Scores) -> tuple[Scores, Scores]:
    """Children with and without the outcome at each score, the highest first."""
    _values, place = np.unique(-score, return_inverse=True)
    with_outcome: Scores = np.bincount(place, weights=label.astype(np.float64)).astype(np.float64)
    return with_outcome, np.bincount(place).astype(np.float64) - with_outcome
