"""What answers say of all the people, how sure that is, and what silence could change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mueang.methods.surveys.errors import SurveyRefused
from mueang.methods.surveys.weighting import Weights, design_effect

FEW = 30


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean or share of the people. `margin` is half the interval's width; `is_few` under 30 answers.

    `effective_n` answers by a simple lot would be as sure; it is `n` over the `design_effect`.
    """

    value: float
    low: float
    high: float
    n: int
    effective_n: float
    design_effect: float
    is_few: bool

    @property
    def margin(self) -> float:
        return (self.high - self.low) / 2


@dataclass(frozen=True, slots=True)
class Response:
    """Who answered of those asked; `rate` is not a number where nobody was asked."""

    group: str
    asked: int
    answered: int
    rate: float


def estimate(
    *,
    values: ArrayLike,
    weights: ArrayLike | None = None,
    strata: Sequence[str] | None = None,
    populations: Mapping[str, int] | None = None,
    level: float = 0.95,
) -> Estimate:
    """The weighted mean of answers, with its interval.

    Parameters
    ----------
    values : array, shape (n,): numbers, or 0 and 1 for no and yes; who did not answer is left out
    weights : array, shape (n,), persons each stands for, above zero; equal if left out
    strata : shape (n,): the neighbourhoods that were sampled apart; one if left out
    populations : neighbourhood -> persons, if few enough that having asked many of them counts
    level : share of such intervals that hold the truth

    Returns
    -------
    Estimate in the unit of `values`. Of yes and no a Wilson interval on the effective answers, never outside 0 to 1;
    else normal. A neighbourhood with a single answer counts by its distance from the mean of all

    Raises
    ------
    SurveyRefused
        If there are fewer than two answers, a value is not a number, a weight is not above zero, or lengths differ.

    Source
    ------
    Linearised variance of a mean in strata: Cochran (1977), sections 5.3 and 6.11; Wilson (1927), JASA 22; on effective
    answers: Korn and Graubard (1998), Survey Methodology 24.

    Examples
    --------
    >>> found = estimate(values=[1.0, 3.0, 5.0, 7.0], strata=list("aaaa"), populations={"a": 4})
    >>> found.value, found.margin
    (4.0, 0.0)
    """
    answers = np.asarray(values, np.float64)
    given = np.ones(answers.shape) if weights is None else np.asarray(weights, np.float64)
    _check(answers, given, strata=strata, level=level)
    share = given / given.sum()
    mean = float(share @ answers)
    variance = _variance(answers, share, mean=mean, strata=strata, populations=populations or {})
    n, is_share = len(answers), bool(np.isin(answers, (0.0, 1.0)).all())
    mean = min(1.0, max(0.0, mean)) if is_share else mean
    by_lot = (mean * (1 - mean) if is_share else float(share @ (answers - mean) ** 2)) / (n - 1)
    effect = variance / by_lot if by_lot > 0 else design_effect(weights=given)
    z = NormalDist().inv_cdf((1 + level) / 2)
    effective = n / effect if effect > 0 else float("inf")
    low, high = _wilson(mean, effective, z=z) if is_share else (mean - z * sqrt(variance), mean + z * sqrt(variance))
    return Estimate(mean, low, high, n, effective, effect, n < FEW)


def responses(*, asked: Mapping[str, int], answered: Mapping[str, int]) -> tuple[Response, ...]:
    """Who was silent: every group, and all together last.

    Parameters
    ----------
    asked, answered : group -> persons

    Returns
    -------
    a Response for each group in the order of `asked`, then one called "" for all

    Raises
    ------
    SurveyRefused
        If more answered than were asked, or somebody who was not asked.

    Source
    ------
    AAPOR (2023), Standard Definitions: response rate 1.

    Examples
    --------
    >>> [(one.group, one.rate) for one in responses(asked={"a": 10, "b": 10}, answered={"a": 8, "b": 2})]
    [('a', 0.8), ('b', 0.2), ('', 0.5)]
    """
    for group, count in answered.items():
        if not 0 <= count <= asked.get(group, 0):
            raise SurveyRefused(f"answered: {count} of {asked.get(group, 0)} asked in {group!r}")
    pairs = [(group, count, answered.get(group, 0)) for group, count in asked.items()]
    pairs.append(("", sum(asked.values()), sum(answered.values())))
    return tuple(Response(group, n, m, m / n if n else float("nan")) for group, n, m in pairs)


def bounds_of_silence(*, share: float, response_rate: float) -> tuple[float, float]:
    """What the share could be among all who were asked: if none of the silent had said yes, and if all had.

    Parameters
    ----------
    share : of yes among those who answered, 0 to 1
    response_rate : 0 to 1

    Returns
    -------
    (least, most): no weighting can rule out what lies between without assuming why people are silent

    Raises
    ------
    SurveyRefused
        If a number is not between 0 and 1.

    Source
    ------
    Manski (2003), Partial Identification of Probability Distributions, chapter 1.

    Examples
    --------
    >>> bounds_of_silence(share=0.5, response_rate=0.5)
    (0.25, 0.75)
    """
    if not (0 <= share <= 1 and 0 <= response_rate <= 1):
        raise SurveyRefused("share, response_rate: from 0 to 1")
    return share * response_rate, share * response_rate + 1 - response_rate


def _check(answers: Weights, given: Weights, *, strata: Sequence[str] | None, level: float) -> None:
    if answers.ndim != 1 or len(answers) < 2:
        raise SurveyRefused("values: at least two answers; of one nobody can say how sure it is")
    if not np.isfinite(answers).all():
        row = int(np.flatnonzero(~np.isfinite(answers))[0]) + 1
        raise SurveyRefused(f"values: row {row} is not a number; leave out who did not answer, and report it")
    if given.shape != answers.shape or (strata is not None and len(strata) != len(answers)):
        raise SurveyRefused("weights, strata: as many as values")
    if (wrong := np.flatnonzero(~(np.isfinite(given) & (given > 0)))).size:
        raise SurveyRefused(f"weights: row {wrong[0] + 1} is not above zero")
    if not 0 < level < 1:
        raise SurveyRefused(f"level: {level:g} is not between 0 and 1")


def _variance(
    answers: Weights,
    share: Weights,
    *,
    mean: float,
    strata: Sequence[str] | None,
    populations: Mapping[str, int],
) -> float:
    """Of the weighted mean, neighbourhood by neighbourhood."""
    pulls = share * (answers - mean)
    names: NDArray[np.str_] = np.array([""] * len(answers) if strata is None else [str(name) for name in strata])
    total = 0.0
    for name in np.unique(names):
        own = pulls[names == name]
        n = len(own)
        people = populations.get(str(name))
        if people is not None and people < n:
            raise SurveyRefused(f"populations: {n} answers from {str(name)!r}, which has {people} people")
        left = 1.0 - n / people if people else 1.0
        spread = float(((own - own.mean()) ** 2).sum()) * n / (n - 1) if n > 1 else float(own[0] ** 2)
        total += left * spread
    return total


def _wilson(share: float, n: float, *, z: float) -> tuple[float, float]:
    if n == float("inf"):
        return share, share
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    # The last bit of a root must not put the share itself outside.
    return min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half))
