"""What cannot be answered is refused in words; what looks odd but can be answered is."""

from __future__ import annotations

import numpy as np
import pytest

from mueang.methods.siting import SitingRefused, graph_from, max_coverage, p_center, p_median, set_cover, ways_through

INF = np.inf
COST = np.array([[0.0, 4, 9], [4, 0, 5], [9, 5, 0]])
ONCE = np.ones(3)
# Two on the mainland and one on an island, each with a place of its own.
ISLAND = np.array([[0.0, 4, INF], [4, 0, INF], [INF, INF, 0]])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"cost": np.array([[np.nan, 1.0]]), "weight": [1]}, "point 0 and site 0 is not a number"),
        ({"cost": np.array([[1.0, -1.0]]), "weight": [1]}, "point 0 and site 1 is negative"),
        ({"cost": [["a"]], "weight": [1]}, "cost must be numbers"),
        ({"cost": [1.0, 2.0], "weight": [1]}, "two dimensions"),
        ({"cost": np.zeros((2, 0)), "weight": [1, 1]}, "names no site"),
        ({"weight": [1, np.nan, 1]}, "weight number 1 is nan"),
        ({"weight": [1, 1, -2]}, "weight number 2 is -2.0"),
        ({"weight": [1, 1]}, "there are 3 points"),
        ({"weight": ["x", 1, 1]}, "weight must be numbers"),
        ({"n_open": 0}, "at least one site"),
        ({"n_open": 4}, "4 sites shall open, but only 3 may"),
        ({"n_open": 3, "forbidden": [1]}, "but only 2 may"),
        ({"n_open": 1, "fixed": [0, 1]}, "2 sites are fixed, more than the 1"),
        ({"fixed": [3]}, "fixed names site 3; sites are numbered 0 to 2"),
        ({"fixed": [1], "forbidden": [1]}, "both fixed and forbidden"),
        ({"n_open": None}, "say how many"),
        ({"seconds": -1}, "seconds to work"),
    ],
)
def test_what_cannot_be_is_refused_in_words(given, words) -> None:
    with pytest.raises(SitingRefused, match=words):
        p_median(**({"cost": COST, "weight": ONCE, "n_open": 1} | given))


def test_other_models_refuse_the_same_way() -> None:
    with pytest.raises(SitingRefused, match="within must be a number"):
        max_coverage(cost=COST, weight=ONCE, n_open=1, within=np.nan)
    with pytest.raises(SitingRefused, match="within must be a number"):
        set_cover(cost=COST, within=-1)
    with pytest.raises(SitingRefused, match="both fixed and forbidden"):
        set_cover(cost=COST, within=9, fixed=[1], forbidden=[1])
    with pytest.raises(SitingRefused, match="is negative"):
        p_center(cost=-COST, n_open=1)


def test_an_island_is_served_by_its_own_place_or_refused() -> None:
    assert p_median(cost=ISLAND, weight=ONCE, n_open=2).assigned[2] == 2
    assert p_center(cost=ISLAND, n_open=2).total == 4

    with pytest.raises(SitingRefused, match="1 points have no way to any site"):
        p_median(cost=ISLAND, weight=ONCE, n_open=1)
    with pytest.raises(SitingRefused, match=r"1 points .the first is 2. have a way to no site"):
        p_median(cost=ISLAND, weight=ONCE, n_open=1, forbidden=[2])
    with pytest.raises(SitingRefused, match="no choice of 1 sites leaves every point a way"):
        p_center(cost=ISLAND, n_open=1)


def test_with_a_price_for_nowhere_the_island_may_be_left_out() -> None:
    found = p_median(cost=ISLAND, weight=ONCE, n_open=1, unserved_cost=20)

    assert (found.total, found.assigned.tolist()) == (24.0, [0, 0, -1])
    assert found.is_proved


def test_coverage_leaves_out_who_cannot_be_reached() -> None:
    found = max_coverage(cost=ISLAND, weight=ONCE, n_open=1, within=4)
    nobody = max_coverage(cost=COST + 9, weight=ONCE, n_open=1, within=4, fixed=[2])

    assert (found.total, found.statement) == (2.0, "proved optimal")
    assert (nobody.total, nobody.open_sites.tolist(), nobody.assigned.tolist()) == (0.0, [2], [-1, -1, -1])


def test_without_any_demand_every_choice_is_best() -> None:
    found = p_median(cost=COST, weight=np.zeros(3), n_open=2, fixed=[2])
    none = p_median(cost=np.zeros((0, 3)), weight=[], n_open=2)

    assert (found.total, found.statement, found.open_sites.tolist()) == (0.0, "proved optimal", [0, 2])
    assert (none.total, len(none.assigned)) == (0.0, 0)
    assert p_center(cost=COST, weight=np.zeros(3), n_open=1).total == 0.0
    assert max_coverage(cost=COST, weight=np.zeros(3), n_open=1, within=9).total == 0.0


def test_more_sites_than_points_is_no_trouble() -> None:
    cost = np.array([[3.0, 1, 2, 5]])

    assert p_median(cost=cost, weight=[2], n_open=3).total == 2.0
    assert p_center(cost=cost, n_open=2).total == 1.0
    assert p_median(cost=cost, weight=[2], n_open=1, fixed=[3]).total == 10.0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "does not hold as many edges"),
        ("2 1 1 1 2", "does not hold as many edges"),
        ("2 1 1 1 x 3", "numbers only"),
        ("2 1 1 1 3 5", "not among 1 to 2"),
        ("2 1 1 1 2 -5", "negative or not a number"),
        ("2 1 1 1 2 nan", "negative or not a number"),
    ],
)
def test_a_text_that_is_no_network_is_refused(text: str, words: str) -> None:
    with pytest.raises(SitingRefused, match=words):
        graph_from(text)


def test_the_later_line_of_an_edge_replaces_the_earlier_in_either_direction() -> None:
    assert ways_through(graph_from("2 2 1  1 2 5  2 1 8"))[0, 1] == 8
