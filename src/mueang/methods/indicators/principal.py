"""Weights from the data: principal components and factors, for what varies together."""

from __future__ import annotations

from itertools import combinations
from typing import Literal

import numpy as np

from mueang.methods.indicators.columns import Matrix
from mueang.methods.indicators.errors import IndexRefused

LEAST_EIGENVALUE, LEAST_SHARE = 1.0, 0.1
MOST_ROUNDS, SMALL_ANGLE = 200, 1e-12


def component_weights(*, values: Matrix, method: Literal["pca", "factor"] = "pca") -> Matrix:
    """Weights from how indicators vary together. They correct for overlap; they say nothing of importance.

    Parameters
    ----------
    values : array, shape (n_units, n_indicators); units with a gap are left out
    method : "pca": squared loadings on the first component. "factor": components with an eigenvalue above one and a
        tenth of the variance each, turned by varimax; each indicator by its squared loading on the one it loads highest
        on, weighted by that component's share of what they explain

    Returns
    -------
    array, shape (n_indicators,), zero or more, adding up to one

    Raises
    ------
    IndexRefused
        If fewer units than three are complete or an indicator does not vary.

    Source
    ------
    Nicoletti, Scarpetta and Boylaud (2000), OECD Economics Working Paper 226; OECD/JRC (2008), Handbook, step 6, table
    17; Kaiser (1958), Psychometrika 23.

    Examples
    --------
    >>> component_weights(values=np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]])).round(6).tolist()
    [0.5, 0.5]
    """
    complete = values[~np.isnan(values).any(1)]
    if len(complete) < 3:
        raise IndexRefused(f"weigh: {len(complete)} complete units; components need three", table="data")
    if (np.ptp(complete, 0) == 0).any():
        at = int(np.flatnonzero(np.ptp(complete, 0) == 0)[0])
        raise IndexRefused("weigh: it does not vary, so it has no component", table="data", column=str(at + 1))
    if values.shape[1] == 1:
        return np.ones(1)
    eigenvalues, vectors = np.linalg.eigh(np.corrcoef(complete.T))
    order = np.argsort(-eigenvalues)
    eigenvalues, vectors = np.clip(eigenvalues[order], 0, None), vectors[:, order]
    if method == "pca":
        found: Matrix = vectors[:, 0] ** 2
        return found
    share = eigenvalues / eigenvalues.sum()
    kept = max(1, int(((eigenvalues > LEAST_EIGENVALUE) & (share > LEAST_SHARE)).sum()))
    loadings = varimax(vectors[:, :kept] * np.sqrt(eigenvalues[:kept]))
    return _by_highest_loading(loadings)


def _by_highest_loading(loadings: Matrix) -> Matrix:
    squared = loadings**2
    explained = squared.sum(0)
    component = squared.argmax(1)
    own = squared[np.arange(len(squared)), component] / explained[component]
    weights = own * (explained / explained.sum())[component]
    found: Matrix = weights / weights.sum()
    return found


def varimax(loadings: Matrix) -> Matrix:
    """Loadings turned so that each indicator loads high on few components (Kaiser's row scaling is applied).

    Parameters
    ----------
    loadings : array, shape (n_indicators, n_components)

    Returns
    -------
    array of the same shape; each row keeps its length

    Source
    ------
    Kaiser (1958), Psychometrika 23, 187-200.

    Examples
    --------
    >>> turned = varimax(np.array([[1.0, 1.0], [1.0, -1.0]]) / np.sqrt(2))
    >>> np.sort(np.abs(turned), axis=1).round(6).tolist()
    [[0.0, 1.0], [0.0, 1.0]]
    """
    k = loadings.shape[1]
    if k < 2:
        return loadings
    length = np.sqrt((loadings**2).sum(1, keepdims=True))
    length[length == 0] = 1.0
    turned = loadings / length
    for _round in range(MOST_ROUNDS):
        angles = [_turn(turned, one, other) for one, other in combinations(range(k), 2)]
        if max(map(abs, angles)) < SMALL_ANGLE:
            break
    found: Matrix = turned * length
    return found


def _turn(loadings: Matrix, one: int, other: int) -> float:
    """Turn two components, in place, by the angle that makes their varimax largest; returns it in radians."""
    x, y, n = loadings[:, one].copy(), loadings[:, other].copy(), len(loadings)
    u, v = x**2 - y**2, 2 * x * y
    across = 2 * float(u @ v) - 2 * float(u.sum() * v.sum()) / n
    along = float(u @ u - v @ v) - float(u.sum() ** 2 - v.sum() ** 2) / n
    angle = float(np.arctan2(across, along)) / 4
    loadings[:, one], loadings[:, other] = np.cos(angle) * x + np.sin(angle) * y, np.cos(angle) * y - np.sin(angle) * x
    return angle
