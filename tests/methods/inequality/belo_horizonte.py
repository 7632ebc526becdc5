"""Jobs within half an hour in Belo Horizonte, worked from its travel times: (cells, access, population, income)."""

from __future__ import annotations

import csv
from dataclasses import dataclass

import numpy as np
import pytest
from tests.shared_data import shared_data

FIVE = ("89a88cd909bffff", "89a88cdb57bffff", "89a88cdb597ffff", "89a88cdb5b3ffff", "89a88cdb5cfffff")


@dataclass(frozen=True)
class City:
    """Every cell in the order of the file; arrays of shape (n_cells,), income not a number where nobody lives."""

    cells: list[str]
    people: np.ndarray
    income: np.ndarray
    jobs_reached: np.ndarray
    schools_reached: np.ndarray

    def at(self, cells: tuple[str, ...]) -> np.ndarray:
        return np.array([self.cells.index(cell) for cell in cells])


def belo_horizonte() -> City:
    folder = shared_data("bho-accessibility")
    parquet = pytest.importorskip("pyarrow.parquet", reason="travel times are a Parquet file, and pyarrow is not here")
    with (folder / "land_use_data.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    cells = [row["id"] for row in rows]
    place = {cell: number for number, cell in enumerate(cells)}
    column = {name: np.array([float(row[name] or "nan") for row in rows]) for name in rows[0] if name != "id"}
    times = parquet.read_table(folder / "travel_matrix.parquet")
    near = np.asarray(times["travel_time"]) <= 30
    start = np.array([place[cell] for cell in times["from_id"].to_pylist()])[near]
    end = np.array([place[cell] for cell in times["to_id"].to_pylist()])[near]
    return City(
        cells=cells,
        people=column["population"],
        income=column["income_per_capita"],
        jobs_reached=np.bincount(start, weights=column["jobs"][end], minlength=len(cells)),
        schools_reached=np.bincount(start, weights=column["schools"][end], minlength=len(cells)),
    )
