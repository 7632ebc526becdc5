"""Seats count while their group is free, and people for more where there is more need."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.methods.access import AccessRefused, seat_hours, shared_hours, weighted_demand

QUARTERS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 95), st.integers(0, 96)).map(
        lambda one: (one[0], min(one[1:]) / 4, max(one[1:]) / 4)
    ),
    max_size=8,
)


def quarters(times):
    return {(day, quarter) for day, begin, end in times for quarter in range(int(begin * 4), int(end * 4))}


@given(QUARTERS, QUARTERS)
def test_shared_hours_are_the_quarters_that_both_have(ours, theirs):
    assert shared_hours(ours, theirs) == len(quarters(ours) & quarters(theirs)) / 4
    assert shared_hours(ours, theirs) == shared_hours(theirs, ours)


def test_a_place_that_opens_while_children_are_at_school_offers_them_nothing():
    free = [(day, 16, 19) for day in range(5)] + [(5, 9, 17)]

    assert seat_hours(
        seats=[40, 40], open_times=[[(0, 9, 15)], [(0, 9, 18), (5, 8, 12)]], free_times=free
    ).tolist() == [
        0,
        200,
    ]


@given(st.lists(st.tuples(st.integers(0, 900), st.floats(0, 1)), max_size=6), st.floats(0, 5))
def test_people_count_once_at_the_least_and_in_step_with_need(points, extra):
    people, need = [one for one, _ in points], [other for _, other in points]

    found = weighted_demand(people=people, deprivation=need, extra=extra)

    assert (found >= np.array(people, float)).all()
    assert weighted_demand(people=people, deprivation=need, extra=0).tolist() == people


@pytest.mark.parametrize("wrong", [(7, 9, 10), (0, 10, 9), (0, -1, 9), (0, 9, 25), (0, np.nan, 9)])
def test_hours_that_cannot_be_are_refused(wrong):
    with pytest.raises(AccessRefused):
        shared_hours([wrong], [])


@pytest.mark.parametrize(
    "wrong", [{"deprivation": [0, 1.2]}, {"deprivation": [0]}, {"extra": -1}, {"people": [1, np.nan]}]
)
def test_demand_that_cannot_be_is_refused(wrong):
    with pytest.raises(AccessRefused):
        weighted_demand(**({"people": [1, 2], "deprivation": [0, 1], "extra": 1} | wrong))
