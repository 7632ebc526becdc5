"""Scores carried up the tree, for one set of weights or thousands at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mueang.methods.indicators.best_weights import benefit_of_the_doubt
from mueang.methods.indicators.choices import AGGREGATIONS, Aggregation
from mueang.methods.indicators.columns import Matrix
from mueang.methods.indicators.errors import IndexRefused
from mueang.methods.indicators.framework import Framework
from mueang.methods.indicators.outranking import copeland

ALMOST, HUGE = 1e-9, 1e300
Known = NDArray[np.bool_]


@dataclass(frozen=True)
class Node:
    """One aggregate: its place among the elements, and those of what stands directly under it."""

    code: str
    place: int
    children: tuple[int, ...]
    method: str


@dataclass(frozen=True)
class Tree:
    """The aggregates from the bottom up; elements are the indicators in order, then the aggregates in order."""

    codes: tuple[str, ...]
    n_indicators: int
    nodes: tuple[Node, ...]
    least_known: float

    @cached_property
    def by_place(self) -> dict[int, Node]:
        return {node.place: node for node in self.nodes}


def plant(framework: Framework, rule: Aggregation) -> Tree:
    """The tree with each aggregate's method: its own, its level's, or the common one.

    Raises IndexRefused where the configuration names a level or an aggregate that is not there.
    """
    levels, named = {str(one.level) for one in framework.aggregates}, {one.code for one in framework.aggregates}
    for name, asked, there in (("levels", rule.levels, levels), ("nodes", rule.nodes, named)):
        for key in asked:
            if str(key) not in there:
                raise IndexRefused(f"aggregate.{name}.{key}: there are {', '.join(sorted(there))}", table="config")
    by_level = {str(key): method for key, method in rule.levels.items()}
    nodes = []
    for number, element in enumerate(framework.aggregates):
        own = rule.nodes.get(element.code) or element.aggregation or by_level.get(str(element.level)) or rule.method
        if own not in AGGREGATIONS:
            raise IndexRefused(
                f"{own!r} is not known; there are {', '.join(AGGREGATIONS)}", table="meta", column="Aggregation"
            )
        children = tuple(framework.children(element.code))
        nodes.append(Node(element.code, len(framework.indicators) + number, children, own))
    codes = tuple(element.code for element in framework.elements)
    return Tree(codes, len(framework.indicators), tuple(nodes), rule.least_known)


def aggregate(
    *, values: ArrayLike, weights: ArrayLike | None = None, method: str = "arithmetic", least_known: float = 0.66
) -> Matrix:
    """Normalised indicators brought together into one score for each unit.

    Parameters
    ----------
    values : array, shape (n_units, n_indicators), more is better; nan where not measured
    weights : array, shape (n_indicators,), zero or more; equal if left out
    method : "arithmetic" (what is lacking in one can be made up for in another), "geometric" (less so), "harmonic"
        (least), "copeland" (never: units beaten less units that beat), "benefit-of-the-doubt" (own best weights)
    least_known : share of the indicators that must be measured for a score; weights of the others are raised

    Returns
    -------
    array, shape (n_units,), on the scale of `values` but for Copeland's (-(n-1) to n-1) and the benefit of the doubt
    (0 to 1); nan where too little was measured

    Raises
    ------
    IndexRefused
        If a value is negative for the geometric or not above zero for the harmonic mean, or weights add up to zero.

    Source
    ------
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 7.

    Examples
    --------
    >>> aggregate(values=[[4.0, 9.0], [5.0, np.nan]]).tolist()
    [6.5, nan]
    >>> aggregate(values=[[4.0, 9.0]], method="geometric").round(9).tolist()
    [6.0]
    >>> aggregate(values=[[5.0, np.nan]], least_known=0.5).tolist()
    [5.0]
    """
    table = np.asarray(values, np.float64)
    if method not in AGGREGATIONS:
        raise IndexRefused(
            f"aggregate.method: {method!r} is not known; there are {', '.join(AGGREGATIONS)}", table="config"
        )
    columns = table.shape[1]
    given = np.ones(columns) if weights is None else np.asarray(weights, np.float64)
    codes = tuple(str(number) for number in range(1, columns + 1))
    tree = Tree((*codes, "score"), columns, (Node("score", columns, tuple(range(columns)), method),), least_known)
    found: Matrix = carry_up(tree, table=table, weights=np.append(given, 1.0)[None, :])[-1][0]
    return found


def carry_up(tree: Tree, *, table: Matrix, weights: Matrix) -> list[Matrix]:
    """Scores of every aggregate, each shape (n_draws, n_units), for `weights` of shape (n_draws, n_elements)."""
    carried = _Carried(tree, table, weights)
    return [carried.scores(node.place) for node in tree.nodes]


def carry_to_top(tree: Tree, *, table: Matrix, weights: Matrix) -> Matrix:
    """Scores of the index alone, shape (n_draws, n_units)."""
    return _Carried(tree, table, weights).scores(tree.nodes[-1].place)


class _Carried:
    """The scores of one table under many sets of weights, each worked once."""

    def __init__(self, tree: Tree, table: Matrix, weights: Matrix) -> None:
        self.tree, self.table, self.weights = tree, table, weights
        self.is_known: dict[int, Known] = {place: ~np.isnan(table[:, place]) for place in range(tree.n_indicators)}
        self._scores: dict[int, Matrix] = {}
        for node in tree.nodes:
            under = weights[:, list(node.children)].sum(1)
            if (under <= 0).any():
                raise IndexRefused(f"weigh: weights under {node.code} add up to zero", table="config")
            counted = [child for child in node.children if weights[:, child].any()]
            share = np.mean([self.is_known[child] for child in counted], axis=0)
            self.is_known[node.place] = share >= tree.least_known - ALMOST

    def scores(self, place: int) -> Matrix:
        """Of one aggregate, shape (n_draws, n_units)."""
        if place not in self._scores:
            node = self.tree.by_place[place]
            linear = self._linear(node)
            if linear is not None:
                self._scores[place] = linear[1] @ self.table[:, linear[0]].T
            elif node.method in _MEANS:
                self._scores[place] = self._mean(node)
            else:
                self._scores[place] = self._ordered(node)
        return self._scores[place]

    def _linear(self, node: Node) -> tuple[list[int], Matrix] | None:
        """(indicators, weights) where everything below is an arithmetic mean of what was measured, else None."""
        if node.method != "arithmetic" or not all(self.is_known[child].all() for child in node.children):
            return None
        own = self.weights[:, list(node.children)]
        own = own / own.sum(1, keepdims=True)
        if all(child < self.tree.n_indicators for child in node.children):
            return list(node.children), own
        places: list[int] = []
        parts: list[Matrix] = []
        for number, child in enumerate(node.children):
            if child < self.tree.n_indicators:
                places.append(child)
                parts.append(own[:, number : number + 1])
                continue
            below = self._linear(self.tree.by_place[child])
            if below is None:
                return None
            places += below[0]
            parts.append(below[1] * own[:, number : number + 1])
        return places, np.hstack(parts)

    def _mean(self, node: Node) -> Matrix:
        forward, back = _MEANS[node.method]
        self._check(node)
        total = weight = np.zeros(())
        counted = [child for child in node.children if self.weights[:, child].any()]
        leaves = [child for child in counted if child < self.tree.n_indicators]
        with np.errstate(divide="ignore"):
            if leaves:
                known = ~np.isnan(self.table[:, leaves])
                own = self.weights[:, leaves]
                total = own @ np.where(known, forward(np.where(known, self.table[:, leaves], 1.0)), 0.0).T
                weight = own @ known.astype(np.float64).T
            for child in counted:
                if child < self.tree.n_indicators:
                    continue
                own, known_one = self.weights[:, child : child + 1], self.is_known[child]
                carried = forward(self.scores(child))
                if not known_one.all():
                    carried = np.where(known_one, carried, 0.0)
                total = total + own * carried
                weight = weight + own * known_one
            with np.errstate(invalid="ignore"):
                found = back(total / weight)
        return found if self.is_known[node.place].all() else np.where(self.is_known[node.place], found, np.nan)

    def _check(self, node: Node) -> None:
        """Raise IndexRefused, with unit and element, where a mean cannot be taken."""
        if node.method == "arithmetic":
            return
        for child in node.children:
            if not self.weights[:, child].any():
                continue
            below = self.table[None, :, child] if child < self.tree.n_indicators else self.scores(child)
            wrong = below < 0 if node.method == "geometric" else below <= 0
            if wrong.any():
                draw, unit = np.argwhere(wrong)[0]
                why = (
                    f"a {node.method} mean under {node.code} cannot take {below[draw, unit]:.6g}; "
                    "normalise onto a scale above zero, such as 1 to 100"
                )
                raise IndexRefused(why, table="data", row=int(unit) + 1, column=self.tree.codes[child])

    def _ordered(self, node: Node) -> Matrix:
        """Copeland's or the best weights' scores, draw by draw; best weights of indicators alone are worked once."""
        measured = self.is_known[node.place]
        found = np.full((len(self.weights), len(self.table)), np.nan)
        is_same = node.method == "benefit-of-the-doubt" and max(node.children) < self.tree.n_indicators
        for draw in range(1 if is_same else len(self.weights)):
            below = np.stack(
                [
                    self.table[:, child] if child < self.tree.n_indicators else self.scores(child)[draw]
                    for child in node.children
                ],
                axis=1,
            )[measured]
            if node.method == "copeland":
                found[draw, measured] = copeland(values=below, weights=self.weights[draw, list(node.children)])
            else:
                found[draw, measured] = self._best(node, below, rows=np.flatnonzero(measured))
        return np.broadcast_to(found[:1], found.shape) if is_same else found

    def _best(self, node: Node, below: Matrix, *, rows: NDArray[np.intp]) -> Matrix:
        try:
            return benefit_of_the_doubt(values=below)[0]
        except IndexRefused as refused:
            row = None if refused.row is None else int(rows[refused.row - 1]) + 1
            column = self.tree.codes[node.children[int(refused.column or 1) - 1]]
            raise IndexRefused(refused.why, table=refused.table, row=row, column=column) from refused


def _same(values: Matrix) -> Matrix:
    return values


def _log(values: Matrix) -> Matrix:
    # Not endless: what weighs nothing must stay nothing, and the mean of a zero is zero all the same.
    found: Matrix = np.maximum(np.log(values), -HUGE)
    return found


def _one_over(values: Matrix) -> Matrix:
    found: Matrix = np.minimum(1.0 / values, HUGE)
    return found


_MEANS: dict[str, tuple[Callable[[Matrix], Matrix], Callable[[Matrix], Matrix]]] = {
    "arithmetic": (_same, _same),
    "geometric": (_log, np.exp),
    "harmonic": (_one_over, _one_over),
}
