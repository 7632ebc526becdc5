"""Whether indicators belong where they stand: correlations, overlap, and how well a pillar hangs together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mueang.methods.indicators.columns import Matrix
from mueang.methods.indicators.composing import Index

OVERLAP = 0.92
WEAK = 0.3


@dataclass(frozen=True, slots=True)
class Coherence:
    """`with_parent` correlates each element with the rest of its aggregate; `alpha` is Cronbach's of each aggregate.

    `overlaps` are pairs of one aggregate that say nearly the same, `opposed` pull against each other, `silent` say
    little of what they stand under; nan where too few were measured.
    """

    with_parent: dict[str, float]
    alpha: dict[str, float]
    overlaps: tuple[tuple[str, str, float], ...]
    opposed: tuple[tuple[str, str, float], ...]
    silent: tuple[str, ...]


def coherence(index: Index) -> Coherence:
    """The checks of step 4 and 8 of the handbook, on normalised values.

    Parameters
    ----------
    index : as made by `composite`

    Returns
    -------
    Coherence; overlap above 0.92, opposed below -0.3, silent below 0.3

    Source
    ------
    OECD/JRC (2008), Handbook, steps 4 and 8; limits as the JRC's audits and COINr; Cronbach (1951), Psychometrika 16.
    """
    table = np.hstack([index.stages.normalised, index.aggregates])
    elements = index.framework.elements
    with_parent: dict[str, float] = {}
    alpha: dict[str, float] = {}
    pairs: list[tuple[str, str, float]] = []
    for parent in index.framework.aggregates:
        children = index.framework.children(parent.code)
        alpha[parent.code] = cronbach_alpha(values=table[:, children])
        for number, child in enumerate(children):
            others = [one for one in children if one != child]
            if others:
                rest = table[:, others] @ index.weights[others]
                with_parent[elements[child].code] = correlation(table[:, child], rest)
            pairs += [
                (elements[child].code, elements[other].code, correlation(table[:, child], table[:, other]))
                for other in children[number + 1 :]
            ]
    return Coherence(
        with_parent=with_parent,
        alpha=alpha,
        overlaps=tuple(pair for pair in pairs if pair[2] > OVERLAP),
        opposed=tuple(pair for pair in pairs if pair[2] < -WEAK),
        silent=tuple(code for code, found in with_parent.items() if found < WEAK),
    )


def correlation(one: Matrix, other: Matrix) -> float:
    """Pearson's r over units measured in both; nan for fewer than three, or where one does not vary.

    >>> round(correlation(np.array([1.0, 2.0, 3.0, np.nan]), np.array([2.0, 4.0, 6.0, 1.0])), 9)
    1.0
    """
    both = ~(np.isnan(one) | np.isnan(other))
    first, second = one[both], other[both]
    if len(first) < 3 or np.ptp(first) == 0 or np.ptp(second) == 0:
        return float("nan")
    return float(np.corrcoef(first, second)[0, 1])


def cronbach_alpha(*, values: Matrix) -> float:
    """How much of the spread of a sum its parts have in common.

    Parameters
    ----------
    values : array, shape (n_units, n_items), on one scale; units with a gap are left out

    Returns
    -------
    at most 1; above 0.7 is usually taken as hanging together; nan for one item, or fewer than three complete units

    Source
    ------
    Cronbach (1951), Psychometrika 16, 297-334.

    Examples
    --------
    >>> cronbach_alpha(values=np.array([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]]))
    1.0
    """
    complete = values[~np.isnan(values).any(1)]
    n_items = values.shape[1]
    if n_items < 2 or len(complete) < 3 or np.ptp(complete.sum(1)) == 0:
        return float("nan")
    return float(n_items / (n_items - 1) * (1 - complete.var(0, ddof=1).sum() / complete.sum(1).var(ddof=1)))
