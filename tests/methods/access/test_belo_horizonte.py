"""Published access values of Belo Horizonte, reproduced from its real travel times."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from tests.shared_data import shared_data

from mueang.methods.access import cumulative, listed_pairs, two_step_floating_catchment

FIVE = ["89a88cd909bffff", "89a88cdb57bffff", "89a88cdb597ffff", "89a88cdb5b3ffff", "89a88cdb5cfffff"]


@pytest.fixture(scope="module")
def city():
    folder = shared_data("bho-accessibility")
    parquet = pytest.importorskip("pyarrow.parquet", reason="the travel times are a Parquet file")
    with (folder / "land_use_data.csv").open() as file:
        rows = list(csv.DictReader(file))
    place = {row["id"]: number for number, row in enumerate(rows)}
    table = parquet.read_table(folder / "travel_matrix.parquet").to_pydict()
    pairs = listed_pairs(
        points=[place[name] for name in table["from_id"]],
        sites=[place[name] for name in table["to_id"]],
        minutes=table["travel_time"],
        n_points=len(rows),
        n_sites=len(rows),
    )
    columns = {name: np.array([float(row[name]) for row in rows]) for name in ("population", "jobs", "schools")}
    return [place[name] for name in FIVE], pairs, columns


def test_jobs_and_people_within_reach_among_five_cells_are_those_published(city):
    five, pairs, columns = city
    alone = np.isin(np.arange(pairs.n_points), five)

    jobs = cumulative(supply=columns["jobs"] * alone, minutes=pairs, catchment_minutes=30)[five]
    people = cumulative(supply=columns["population"] * alone, minutes=pairs.reversed(), catchment_minutes=45)[five]

    assert jobs.tolist() == [0, 82, 408, 408, 109]
    assert people.tolist() == [0, 5404, 4552, 2363, 4552]


def test_jobs_within_reach_of_the_whole_city_are_those_published(city):
    five, pairs, columns = city

    jobs = cumulative(supply=columns["jobs"], minutes=pairs, catchment_minutes=30)[five]

    assert jobs.tolist() == [26774, 22239, 36567, 42372, 55571]


def test_a_whole_citys_schools_are_shared_out_and_none_is_lost(city):
    _, pairs, columns = city

    access = two_step_floating_catchment(
        supply=columns["schools"], demand=columns["population"], minutes=pairs, catchment_minutes=30
    )

    assert pairs.minutes.size == 748_437
    assert access @ columns["population"] == pytest.approx(184, rel=1e-12)
