"""Tables the tests of indices share: the published ASEM index, and an invented one of any size."""

from __future__ import annotations

import csv
from typing import Any

import numpy as np
from tests.shared_data import shared_data

# As the ASEM index was published: gaps from Europe's or Asia's mean, at most six values drawn in.
ASEM_CONFIG: dict[str, Any] = {
    "impute": {"method": "group-mean", "group": "EurAsia_group"},
    "treat": {"method": "winsorise", "most_points": 6},
}


def rows_of(name: str) -> list[dict[str, str]]:
    with (shared_data("asem-composite") / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def asem() -> dict[str, Any]:
    return {"data": rows_of("iData.csv"), "meta": rows_of("iMeta.csv"), "config": ASEM_CONFIG}


def invented(
    *, n_units: int = 12, n_indicators: int = 9, n_pillars: int = 3, gaps: float = 0.0, seed: int = 1
) -> tuple[dict[str, Any], dict[str, Any]]:
    """(data, meta): indicators i0, i1, … in turn under p0, p1, … under Index; some cells not measured."""
    rng = np.random.default_rng(seed)
    values = rng.gamma(2, 2, (n_units, n_indicators))
    values[rng.random(values.shape) < gaps] = np.nan
    codes, pillars = [f"i{number}" for number in range(n_indicators)], [f"p{number}" for number in range(n_pillars)]
    data = {"uCode": [f"u{number}" for number in range(n_units)], **dict(zip(codes, values.T, strict=True))}
    meta = {
        "iCode": [*codes, *pillars, "Index"],
        "Level": [1] * n_indicators + [2] * n_pillars + [3],
        "Parent": [pillars[number % n_pillars] for number in range(n_indicators)] + ["Index"] * n_pillars + [""],
    }
    return data, meta
