"""Weights from people: budgets shared out, and comparisons two by two with the measure of their consistency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mueang.methods.indicators.columns import Matrix
from mueang.methods.indicators.errors import IndexRefused

# Mean consistency of random comparisons of n things, n from 1: Saaty (1980), The Analytic Hierarchy Process.
RANDOM_CONSISTENCY = (0.0, 0.0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
CONSISTENT_BELOW = 0.1


@dataclass(frozen=True, slots=True)
class Compared:
    """Weights that add up to one, in the order asked; consistency ratio: at most 0.1 is taken as consistent."""

    weights: tuple[float, ...]
    consistency_ratio: float

    @property
    def is_consistent(self) -> bool:
        return self.consistency_ratio <= CONSISTENT_BELOW


def analytic_hierarchy(*, matrix: Matrix) -> Compared:
    """Weights from comparisons two by two.

    Parameters
    ----------
    matrix : array, shape (n, n), above zero: how many times more the row matters than the column, 1 to 9 or its
        reciprocal; the mirror cell holds one over it

    Returns
    -------
    Compared: the principal eigenvector, and (eigenvalue - n) / (n - 1) over that of random comparisons

    Raises
    ------
    IndexRefused
        If it is not square, a cell is not above zero, mirrors do not agree, or it has more than 15 things.

    Source
    ------
    Saaty (1980), The Analytic Hierarchy Process; OECD/JRC (2008), Handbook, step 6.

    Examples
    --------
    >>> found = analytic_hierarchy(matrix=np.array([[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]]))
    >>> [round(weight, 6) for weight in found.weights], abs(round(found.consistency_ratio, 6))
    ([0.571429, 0.285714, 0.142857], 0.0)
    """
    n = len(matrix)
    if matrix.ndim != 2 or matrix.shape != (n, n) or not 1 <= n <= len(RANDOM_CONSISTENCY):
        raise IndexRefused(f"comparisons: one to {len(RANDOM_CONSISTENCY)} things, each with each", table="config")
    if not (matrix > 0).all() or not np.isfinite(matrix).all():
        raise IndexRefused("comparisons: how many times more, above zero", table="config")
    if not np.allclose(matrix * matrix.T, 1.0, rtol=1e-2):
        row, column = np.argwhere(~np.isclose(matrix * matrix.T, 1.0, rtol=1e-2))[0]
        raise IndexRefused(f"comparisons: {row + 1} with {column + 1} is not one over the other way", table="config")
    values, vectors = np.linalg.eig(matrix)
    first = int(np.argmax(values.real))
    weights = np.abs(vectors[:, first].real)
    random = RANDOM_CONSISTENCY[n - 1]
    ratio = (float(values[first].real) - n) / (n - 1) / random if random else 0.0
    return Compared(tuple((weights / weights.sum()).tolist()), max(0.0, ratio))


def comparison_matrix(pairs: Sequence[Sequence[object]], *, codes: Sequence[str], path: str) -> Matrix:
    """The matrix of [one, other, times more]; raises IndexRefused where a pair is missing, twice, or unknown."""
    matrix = np.eye(len(codes))
    seen: set[frozenset[str]] = set()
    for pair in pairs:
        if len(pair) != 3 or not isinstance(pair[2], int | float) or not pair[2] > 0:
            raise IndexRefused(f'{path}: {list(pair)} is not ["one", "other", times more]', table="config")
        one, other, times = str(pair[0]), str(pair[1]), float(pair[2])
        key = frozenset((one, other))
        if one == other or key in seen or not key <= set(codes):
            raise IndexRefused(f"{path}: {one} with {other} is twice, or not under this aggregate", table="config")
        seen.add(key)
        matrix[codes.index(one), codes.index(other)], matrix[codes.index(other), codes.index(one)] = times, 1 / times
    missing = len(codes) * (len(codes) - 1) // 2 - len(seen)
    if missing:
        raise IndexRefused(f"{path}: {missing} pairs of {', '.join(codes)} are not compared", table="config")
    return matrix


def budget_weights(points: Mapping[str, Mapping[str, float]], *, codes: Sequence[str]) -> dict[str, float]:
    """Mean share of each expert's points, over these codes.

    Parameters
    ----------
    points : expert -> code -> points, zero or more; a code left out got none
    codes : what stands under one aggregate

    Returns
    -------
    code -> weight; they add up to one

    Raises
    ------
    IndexRefused
        If points are negative or not a number, or an expert gave none to these codes.

    Source
    ------
    OECD/JRC (2008), Handbook, step 6: budget allocation.

    Examples
    --------
    >>> budget_weights({"one": {"a": 75, "b": 25}, "other": {"a": 10, "b": 10}}, codes=["a", "b"])
    {'a': 0.625, 'b': 0.375}
    """
    shares = []
    for expert, given in points.items():
        row = [given.get(code, 0) for code in codes]
        if not all(isinstance(one, int | float) and 0 <= one < float("inf") for one in row):
            raise IndexRefused(f"weigh.points.{expert}: points are numbers of zero or more", table="config")
        if not sum(row):
            raise IndexRefused(f"weigh.points.{expert}: no points for {', '.join(codes)}", table="config")
        shares.append([one / sum(row) for one in row])
    return dict(zip(codes, np.mean(shares, axis=0).tolist(), strict=True))
