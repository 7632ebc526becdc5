"""Catchments keep their sums, do not care for order, and answer or refuse whatever they are given."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mueang.methods.access import (
    AccessRefused,
    Gaussian,
    InversePower,
    Steps,
    balanced_floating_catchment,
    cumulative,
    listed_pairs,
    three_step_floating_catchment,
    two_step_floating_catchment,
)

CATCHMENTS = [two_step_floating_catchment, three_step_floating_catchment, balanced_floating_catchment]
DECAYS = [None, Steps((5, 10, 15), (1, 0.68, 0.22)), Gaussian(8), InversePower(1.5)]


@st.composite
def towns(draw):
    """Sites, people and travel times: some nobody can travel, some points without people, some sites without seats."""
    n_points, n_sites = draw(st.integers(1, 7)), draw(st.integers(1, 5))
    minutes = draw(
        st.lists(
            st.one_of(st.floats(0, 40), st.just(np.inf), st.integers(0, 20)),
            min_size=n_points * n_sites,
            max_size=n_points * n_sites,
        )
    )
    return {
        "supply": np.array(draw(st.lists(st.integers(0, 200), min_size=n_sites, max_size=n_sites)), float),
        "demand": np.array(draw(st.lists(st.integers(0, 500), min_size=n_points, max_size=n_points)), float),
        "minutes": np.array(minutes, float).reshape(n_points, n_sites),
        "catchment_minutes": draw(st.sampled_from([5, 15, 30, np.inf])),
        "decay": draw(st.sampled_from(DECAYS)),
    }


def weights(town):
    inside = (town["minutes"] <= town["catchment_minutes"]) & np.isfinite(town["minutes"])
    decay, near = town["decay"], np.where(np.isfinite(town["minutes"]), town["minutes"], 0.0)
    return inside * (1.0 if decay is None else decay(near))


@settings(max_examples=150)
@given(towns())
def test_two_step_is_its_formula_and_what_people_get_adds_up_to_what_anybody_reaches(town):
    w, supply, demand = weights(town), town["supply"], town["demand"]

    access = two_step_floating_catchment(**town)

    asked = (w * demand[:, None]).sum(0)
    shares = np.divide(supply, asked, out=np.zeros_like(supply), where=asked > 0)
    np.testing.assert_allclose(access, w @ shares, rtol=1e-12)
    np.testing.assert_allclose(access @ demand, supply[asked > 0].sum(), rtol=1e-9)


@settings(max_examples=100)
@given(towns())
def test_three_step_is_its_formula_and_keeps_the_same_sum(town):
    w, supply, demand = weights(town), town["supply"], town["demand"]
    total = w.sum(1, keepdims=True)
    chosen = w * np.divide(w, total, out=np.zeros_like(w), where=total > 0)

    access = three_step_floating_catchment(**town)

    asked = (chosen * demand[:, None]).sum(0)
    shares = np.divide(supply, asked, out=np.zeros_like(supply), where=asked > 0)
    np.testing.assert_allclose(access, chosen @ shares, rtol=1e-12)
    np.testing.assert_allclose(access @ demand, supply[asked > 0].sum(), rtol=1e-9)


@settings(max_examples=100)
@given(towns())
def test_balanced_access_adds_up_to_the_sites_own_supply_per_head(town):
    w, supply, demand = weights(town), town["supply"], town["demand"]
    total = w.sum(1, keepdims=True)
    spread = np.divide(w, total, out=np.zeros_like(w), where=total > 0)

    access = balanced_floating_catchment(**town)

    asked = (spread * demand[:, None]).sum(0)
    np.testing.assert_allclose(asked.sum(), demand[total[:, 0] > 0].sum(), rtol=1e-9)
    np.testing.assert_allclose(access.sum(), (supply[asked > 0] / asked[asked > 0]).sum(), rtol=1e-9)


@settings(max_examples=100)
@given(towns(), st.randoms(use_true_random=False))
def test_renumbering_changes_nothing(town, random):
    points, sites = list(range(len(town["demand"]))), list(range(len(town["supply"])))
    random.shuffle(points)
    random.shuffle(sites)
    moved = town | {
        "supply": town["supply"][sites],
        "demand": town["demand"][points],
        "minutes": town["minutes"][points][:, sites],
    }

    for catchment in CATCHMENTS:
        np.testing.assert_allclose(catchment(**moved), catchment(**town)[points], rtol=1e-12)


@settings(max_examples=60)
@given(towns())
def test_a_table_a_list_of_pairs_and_what_they_were_made_of_stay_the_same(town):
    points, sites = np.nonzero(np.isfinite(town["minutes"]))
    listed = listed_pairs(
        points=points[::-1],
        sites=sites[::-1],
        minutes=town["minutes"][points, sites][::-1],
        n_points=len(town["demand"]),
        n_sites=len(town["supply"]),
    )
    before = town["minutes"].copy()

    for catchment in CATCHMENTS:
        assert catchment(**(town | {"minutes": listed})).tolist() == catchment(**town).tolist()
    assert np.array_equal(before, town["minutes"])


@settings(max_examples=100)
@given(towns(), st.integers(1, 100))
def test_more_seats_and_a_wider_catchment_never_lower_what_is_within_reach(town, more):
    given_ = {name: value for name, value in town.items() if name != "demand"}
    wider = given_ | {"supply": town["supply"] + more, "catchment_minutes": town["catchment_minutes"] * 2}

    assert (cumulative(**wider) >= cumulative(**given_)).all()
    np.testing.assert_allclose(cumulative(**given_), weights(town) @ town["supply"], rtol=1e-12)


@pytest.mark.parametrize("catchment", CATCHMENTS)
def test_an_island_a_city_without_people_and_a_city_without_places_get_an_answer(catchment):
    island = catchment(supply=[10], demand=[5, 5], minutes=[[3], [np.inf]], catchment_minutes=np.inf)
    nobody = catchment(supply=[10], demand=[0, 0], minutes=[[3], [4]], catchment_minutes=30)
    nothing = catchment(supply=[], demand=[4, 4], minutes=np.zeros((2, 0)), catchment_minutes=30)
    no_point = catchment(supply=[10], demand=[], minutes=np.zeros((0, 1)), catchment_minutes=30)

    assert (island.tolist(), nobody.tolist(), nothing.tolist(), no_point.tolist()) == ([2, 0], [0, 0], [0, 0], [])


@pytest.mark.parametrize("catchment", CATCHMENTS)
def test_weights_too_small_to_divide_by_are_none(catchment):
    far = catchment(supply=[10], demand=[5], minutes=[[38.0]], catchment_minutes=np.inf, decay=Gaussian(1))

    assert far.tolist() == [0]


@pytest.mark.parametrize("catchment", CATCHMENTS)
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"supply": [1.0]}, "supply has the shape"),
        ({"supply": [1.0, -1.0]}, r"supply\[1\] is -1"),
        ({"demand": [np.nan]}, r"demand\[0\] is nan"),
        ({"demand": [np.inf]}, r"demand\[0\] is inf"),
        ({"demand": [[1.0]]}, "demand has the shape"),
        ({"minutes": [[1.0, -1.0]]}, r"minutes\[0, 1\] is -1"),
        ({"minutes": [[np.nan, 1.0]]}, r"minutes\[0, 0\] is nan"),
        ({"minutes": [1.0, 2.0]}, "n_points, n_sites"),
        ({"catchment_minutes": 0}, "catchment_minutes is 0"),
        ({"catchment_minutes": np.nan}, "catchment_minutes is nan"),
        ({"decay": lambda minutes: -minutes}, "negative, infinite or not a number"),
        ({"decay": lambda minutes: minutes[:1]}, "decay gives the shape"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(catchment, wrong, said):
    town = {"supply": [3.0, 4.0], "demand": [5.0], "minutes": [[1.0, 2.0]], "catchment_minutes": 30}

    with pytest.raises(AccessRefused, match=said):
        catchment(**(town | wrong))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Steps((), ()),
        lambda: Steps((5, 5), (1, 1)),
        lambda: Steps((5,), (np.nan,)),
        lambda: Steps((5, 10), (1,)),
        lambda: Gaussian(0),
        lambda: InversePower(np.nan),
        lambda: InversePower(1, least_minutes=0),
    ],
)
def test_a_decay_that_is_none_is_refused(wrong):
    with pytest.raises(AccessRefused):
        wrong()
