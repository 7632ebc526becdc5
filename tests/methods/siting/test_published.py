"""Published optima, found again and proved."""

from __future__ import annotations

import csv
import gzip
from functools import cache

import numpy as np
import pytest
from tests.shared_data import shared_data

from mueang.methods.siting import graph_from, max_coverage, p_center, p_median, set_cover, ways_through

INSTANCES = [f"pmed{number}" for number in range(1, 11)]
REACH_METRES = 5_000


@cache
def optima() -> dict[str, dict[str, str]]:
    path = shared_data("orlib-pmed") / "optima.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["instance"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("name", INSTANCES)
def test_or_library_optima_are_found_and_proved(name: str) -> None:
    graph = graph_from((shared_data("orlib-pmed") / f"{name}.txt").read_text(encoding="ascii"))
    ways, published = ways_through(graph), optima()[name]

    median = p_median(cost=ways, weight=np.ones(graph.n_nodes), n_open=graph.n_open)
    center = p_center(cost=ways, n_open=graph.n_open)

    assert (median.total, median.statement) == (float(published["p_median_optimum"]), "proved optimal")
    assert (center.total, center.statement) == (float(published["p_center_optimum"]), "proved optimal")
    assert len(median.open_sites) == len(center.open_sites) == graph.n_open
    assert ways[np.arange(graph.n_nodes), median.assigned].sum() == median.total
    assert ways[np.arange(graph.n_nodes), center.assigned].max() == center.total


@cache
def san_francisco() -> tuple[np.ndarray, np.ndarray, list[str]]:
    folder = shared_data("sf-store-siting")
    with gzip.open(folder / "SF_network_distance_candidateStore_16_censusTract_205_new.csv.gz", "rt") as file:
        pairs = list(csv.DictReader(file))
    with (folder / "SF_demand_205_centroid_uniform_weight.csv").open(encoding="utf-8", newline="") as file:
        people = {row["NAME"]: float(row["POP2000"]) for row in csv.DictReader(file)}
    sites = sorted({pair["name"] for pair in pairs}, key=lambda name: int(name.removeprefix("Store_")))
    tract = {name: row for row, name in enumerate(people)}
    metres = np.full((len(people), len(sites)), np.inf)
    for pair in pairs:
        metres[tract[pair["DestinationName"]], sites.index(pair["name"])] = float(pair["distance"])
    return metres, np.array(list(people.values())), sites


def test_san_franciscos_four_published_answers_are_found_and_proved() -> None:
    metres, people, sites = san_francisco()

    median = p_median(cost=metres, weight=people, n_open=4)
    center = p_center(cost=metres, n_open=4)
    coverage = max_coverage(cost=metres, weight=people, n_open=4, within=REACH_METRES)
    cover = set_cover(cost=metres, within=REACH_METRES)

    assert median.total == pytest.approx(2848268129.7145104, rel=1e-12)
    assert [sites[site] for site in median.open_sites] == ["Store_2", "Store_11", "Store_12", "Store_15"]
    assert center.total == pytest.approx(7403.0638, abs=1e-4)
    assert [sites[site] for site in center.open_sites] == ["Store_7", "Store_11", "Store_13", "Store_15"]
    assert coverage.total == 875_247
    assert (coverage.assigned >= 0).mean() == pytest.approx(0.89756, abs=5e-6)
    assert cover.total == len(cover.open_sites) == 8
    assert [found.statement for found in (median, center, coverage, cover)] == ["proved optimal"] * 4
