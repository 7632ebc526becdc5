"""Columns of a table: numbers that may be missing, or words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mueang.methods.risk.errors import RiskRefused

Column = NDArray[Any]
Features = Mapping[str, Column]


def rows_of(features: Features) -> int:
    """How many rows all columns have; raises RiskRefused where they differ or are no columns."""
    lengths = {}
    for name, values in features.items():
        if not isinstance(values, np.ndarray) or values.ndim != 1 or values.dtype.kind not in "biufUO":
            raise RiskRefused(f"{name}: a column is one-dimensional numbers or words")
        lengths[name] = len(values)
    if len(set(lengths.values())) > 1:
        raise RiskRefused(f"columns have different lengths: {lengths}")
    return next(iter(lengths.values()), 0)


def is_words(values: Column) -> bool:
    return values.dtype.kind in "UO"


def is_missing(values: Column) -> NDArray[np.bool_]:
    """Where nothing is known: not a number, or no word."""
    if values.dtype.kind == "f":
        return np.isnan(values)
    if values.dtype.kind == "U":
        empty: NDArray[np.bool_] = values == ""
        return empty
    if values.dtype.kind == "O":
        return np.array([value is None or value == "" for value in values], bool)
    return np.zeros(len(values), bool)
