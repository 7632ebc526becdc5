"""How much each thing counts: as the metadata say, equally, by people, or by the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from mueang.methods.indicators.best_weights import benefit_of_the_doubt
from mueang.methods.indicators.choices import WEIGHINGS, Weighing
from mueang.methods.indicators.columns import Matrix
from mueang.methods.indicators.comparing import (
    CONSISTENT_BELOW,
    analytic_hierarchy,
    budget_weights,
    comparison_matrix,
)
from mueang.methods.indicators.errors import IndexRefused
from mueang.methods.indicators.framework import Framework
from mueang.methods.indicators.principal import component_weights

Given = TypeVar("Given")


def weigh(
    *,
    codes: Sequence[str],
    method: str = "equal",
    values: ArrayLike | None = None,
    points: Mapping[str, Mapping[str, float]] | None = None,
    comparisons: Sequence[tuple[str, str, float]] | None = None,
) -> Matrix:
    """Weights of what stands under one aggregate.

    Parameters
    ----------
    codes : of what is weighed
    method : "equal", "budget", "ahp", "pca", "factor" or "benefit-of-the-doubt"
    values : array, shape (n_units, len(codes)), normalised; for the last three
    points : expert -> code -> points, for "budget"
    comparisons : [one, other, how many times more the one matters] for every pair, for "ahp"

    Returns
    -------
    array, shape (len(codes),), adding up to one; for the benefit of the doubt shape (n_units, len(codes)), each unit's
    own best weights

    Raises
    ------
    IndexRefused
        If the method is not known or what it needs is missing or wrong.

    Source
    ------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6.

    Examples
    --------
    >>> weigh(codes=["a", "b", "c", "d"]).tolist()
    [0.25, 0.25, 0.25, 0.25]
    >>> weigh(codes=["a", "b"], method="ahp", comparisons=[("a", "b", 3)]).round(6).tolist()
    [0.75, 0.25]
    """
    if method not in WEIGHINGS or method == "meta":
        raise IndexRefused(
            f"weigh.method: {method!r} is not known; there are {', '.join(WEIGHINGS[1:])}", table="config"
        )
    if method == "equal":
        return np.full(len(codes), 1.0 / len(codes))
    if method == "budget":
        shares = budget_weights(_needed(points, "points"), codes=codes)
        return np.array([shares[code] for code in codes])
    if method == "ahp":
        matrix = comparison_matrix(_needed(comparisons, "comparisons"), codes=codes, path="weigh.comparisons")
        return np.array(analytic_hierarchy(matrix=matrix).weights)
    table = np.asarray(_needed(values, "values"), np.float64)
    if method == "benefit-of-the-doubt":
        return benefit_of_the_doubt(values=table)[1]
    return component_weights(values=table, method="pca" if method == "pca" else "factor")


def weights_of(framework: Framework, *, rule: Weighing, table: Matrix) -> tuple[Matrix, list[str]]:
    """(weight of every element, shape (n_elements,), and remarks); only those under one aggregate are compared.

    `table` is normalised, shape (n_units, n_indicators). Components are of indicators; higher up weights stay equal.
    Raises IndexRefused where a rule names what is not there.
    """
    elements = framework.elements
    places = {element.code: place for place, element in enumerate(elements)}
    by_meta = rule.method in {"meta", "benefit-of-the-doubt"}
    weights = np.array([element.weight if by_meta else 1.0 for element in elements])
    remarks: list[str] = []
    _refuse_strangers(rule, places)
    for parent in framework.aggregates:
        children = framework.children(parent.code)
        codes = [elements[child].code for child in children]
        if rule.method == "budget" and any(code in given for given in rule.points.values() for code in codes):
            weights[children] = weigh(codes=codes, method="budget", points=rule.points)
        if rule.method == "ahp" and parent.code in rule.comparisons:
            path = f"weigh.comparisons.{parent.code}"
            found = analytic_hierarchy(matrix=comparison_matrix(rule.comparisons[parent.code], codes=codes, path=path))
            weights[children] = found.weights
            if not found.is_consistent:
                remarks.append(
                    f"{path}: the comparisons contradict each other (consistency ratio "
                    f"{found.consistency_ratio:.2f}, at most {CONSISTENT_BELOW:g}); ask again"
                )
        if rule.method in {"pca", "factor"} and max(children) < len(framework.indicators):
            try:
                weights[children] = weigh(codes=codes, method=rule.method, values=table[:, children])
            except IndexRefused as refused:
                column = codes[int(refused.column) - 1] if refused.column else parent.code
                raise IndexRefused(refused.why, table=refused.table, column=column) from refused
    for code, weight in rule.weights.items():
        weights[places[code]] = float(weight)
    return weights, remarks


def effective(framework: Framework, weights: Matrix) -> Matrix:
    """Each element's share of the index when all is measured and means are arithmetic, shape (n_elements,)."""
    elements = framework.elements
    share = np.zeros(len(elements))
    share[-1] = 1.0
    for place in range(len(elements) - 1, len(framework.indicators) - 1, -1):
        children = framework.children(elements[place].code)
        total = weights[children].sum()
        share[children] = share[place] * weights[children] / total if total > 0 else 0.0
    return share


def _refuse_strangers(rule: Weighing, places: Mapping[str, int]) -> None:
    named = [("weights", code) for code in rule.weights]
    named += [("comparisons", code) for code in rule.comparisons]
    named += [(f"points.{expert}", code) for expert, given in rule.points.items() for code in given]
    for name, code in named:
        if code not in places:
            raise IndexRefused(f"weigh.{name}.{code}: nothing has this code", table="config")
    for method, given in (("budget", rule.points), ("ahp", rule.comparisons)):
        if rule.method == method and not given:
            what = "points" if method == "budget" else "comparisons"
            raise IndexRefused(f"weigh.{what}: {method} needs them", table="config")


def _needed(given: Given | None, name: str) -> Given:
    if given is None:
        raise IndexRefused(f"weigh.{name}: this method needs them", table="config")
    return given
