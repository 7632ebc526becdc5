"""Answers weighed so that they stand for the people, silent ones included; and what weighing costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mueang.methods.surveys.errors import SurveyRefused

Weights = NDArray[np.float64]
MOST_ROUNDS, CLOSE = 1_000, 1e-10


def stratum_weights(*, strata: Sequence[str], populations: Mapping[str, int]) -> Weights:
    """How many people each answer stands for: those of its neighbourhood over the answers from there.

    Parameters
    ----------
    strata : shape (n,): where each answer is from
    populations : neighbourhood -> persons; a neighbourhood with people and no answer is refused, since nobody can
        stand for it: join it with another and say so

    Returns
    -------
    array, shape (n,), persons; they add up to the populations

    Raises
    ------
    SurveyRefused
        If an answer is from an unknown neighbourhood, or nobody answered from one with people.

    Source
    ------
    Weighting classes: Little and Rubin (2002), Statistical Analysis with Missing Data, section 3.3. What holds: within
    a neighbourhood silence does not depend on the answer.

    Examples
    --------
    >>> stratum_weights(strata=["a", "a", "b"], populations={"a": 100, "b": 30}).tolist()
    [50.0, 50.0, 30.0]
    """
    answers = Counter(strata)
    for row, name in enumerate(strata, 1):
        if populations.get(name, 0) <= 0:
            raise SurveyRefused(f"strata: row {row} is from {name!r}, which has no people")
    _refuse_silent(populations, answers, where="populations")
    return np.array([populations[name] / answers[name] for name in strata], np.float64)


def rake(
    *, weights: ArrayLike, labels: Mapping[str, Sequence[str]], totals: Mapping[str, Mapping[str, float]]
) -> Weights:
    """Weights turned until age, sex, language of home … each add up to what is known of the people.

    Parameters
    ----------
    weights : array, shape (n,), above zero: where to start, such as `stratum_weights`
    labels : name -> label of each answer, shape (n,)
    totals : name -> label -> persons, zero or more; of every name the same sum

    Returns
    -------
    array, shape (n,), persons; every label of every name adds up to its total

    Raises
    ------
    SurveyRefused
        If nobody has a label that has people, an answer has a label without, sums differ, or weights do not settle.

    Source
    ------
    Iterative proportional fitting: Deming and Stephan (1940), Annals of Mathematical Statistics 11.

    Examples
    --------
    >>> rake(weights=[1, 1, 1, 1], labels={"sex": list("ffmm"), "age": list("yoyo")},
    ...      totals={"sex": {"f": 60, "m": 40}, "age": {"y": 50, "o": 50}}).tolist()
    [30.0, 30.0, 20.0, 20.0]
    """
    found = np.asarray(weights, np.float64).copy()
    if found.ndim != 1 or not len(found) or not (found > 0).all() or not np.isfinite(found).all():
        raise SurveyRefused("weights: one for each answer, above zero")
    masks = _masks(labels, totals, n=len(found))
    for _round in range(MOST_ROUNDS):
        worst = 0.0
        for mask, total in masks:
            factor = total / float(found[mask].sum())
            found[mask] *= factor
            worst = max(worst, abs(factor - 1.0))
        if worst < CLOSE:
            return found
    raise SurveyRefused("totals: weights do not settle; the totals contradict each other among those who answered")


def design_effect(*, weights: ArrayLike) -> float:
    """How much unequal weights raise the variance: n answers are worth n over this.

    Parameters
    ----------
    weights : array, shape (n,), zero or more, not all zero

    Returns
    -------
    1 for equal weights, at most n

    Source
    ------
    Kish (1965), Survey Sampling, section 11.2.

    Examples
    --------
    >>> design_effect(weights=[1, 1]), design_effect(weights=[3, 1])
    (1.0, 1.25)
    """
    given = np.asarray(weights, np.float64)
    if not len(given) or not (given >= 0).all() or not given.sum() > 0:
        raise SurveyRefused("weights: zero or more, not all zero")
    return float(len(given) * (given**2).sum() / given.sum() ** 2)


def _masks(
    labels: Mapping[str, Sequence[str]], totals: Mapping[str, Mapping[str, float]], *, n: int
) -> list[tuple[NDArray[np.bool_], float]]:
    sums = {name: sum(wanted.values()) for name, wanted in totals.items()}
    if not sums or any(abs(one - next(iter(sums.values()))) > 1e-6 * one for one in sums.values()):
        raise SurveyRefused(f"totals: they must add up to the same people, not {sums}")
    masks = []
    for name, wanted in totals.items():
        given = np.array([str(label) for label in labels.get(name, ())])
        if len(given) != n:
            raise SurveyRefused(f"labels: {name} has {len(given)} of {n} answers")
        strangers = np.flatnonzero([wanted.get(label, 0) <= 0 for label in given.tolist()])
        if strangers.size:
            raise SurveyRefused(
                f"labels: {name} of row {strangers[0] + 1} is {str(given[strangers[0]])!r}, which has no people"
            )
        _refuse_silent(wanted, {label: int((given == label).sum()) for label in wanted}, where=f"totals: {name}")
        masks += [(given == label, float(total)) for label, total in wanted.items() if total > 0]
    return masks


def _refuse_silent(people: Mapping[str, float], answers: Mapping[str, int], *, where: str) -> None:
    for name, count in people.items():
        if count < 0:
            raise SurveyRefused(f"{where}: {name!r} is negative")
        if count > 0 and not answers.get(name):
            raise SurveyRefused(
                f"{where}: nobody answered from {name!r}, so nobody can stand for it; join it with another"
            )
