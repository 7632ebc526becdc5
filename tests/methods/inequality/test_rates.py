"""Gaps between counted groups: as rows of persons would give, and refused where they cannot be."""

from __future__ import annotations

import numpy as np
import pytest

from mueang.methods.inequality import InequalityRefused, gaps, gaps_of_rates, gini, rates_with_interval


def test_a_gap_of_rates_is_the_gap_of_a_row_a_person() -> None:
    rows = np.array([1.0] * 30 + [0.0] * 70 + [1.0] * 60 + [0.0] * 40)
    groups = ["a"] * 100 + ["b"] * 100
    [one] = gaps(values=rows, groups=groups, reference="a", seed=1)
    [other] = gaps_of_rates(rates=[0.3, 0.6], people=[100, 100], groups=["a", "b"], reference="a", seed=1)
    assert one.interval is not None
    assert other.interval is not None
    assert (other.difference, other.ratio, other.n_rows) == pytest.approx((one.difference, one.ratio, one.n_rows))
    assert other.interval == pytest.approx(one.interval, abs=0.02)


def test_few_people_are_said_and_one_has_no_interval() -> None:
    found = gaps_of_rates(rates=[0.5, 1.0, 0.5], people=[200, 1, 29], groups=["a", "b", "c"], reference="a")
    assert [(gap.is_few, gap.interval is None) for gap in found] == [(True, True), (True, False)]


def test_a_measure_of_larger_groups_is_surer() -> None:
    widths = []
    for people in (20, 2_000):
        found = rates_with_interval(measure=gini, rates=[0.2, 0.4, 0.6], people=[people] * 3, seed=3)
        assert found.interval is not None
        assert 0 <= found.interval[0] <= found.value <= found.interval[1]
        widths.append(found.interval[1] - found.interval[0])
    assert widths[1] < widths[0] / 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"rates": [0.5, 1.2]},
        {"people": [10, 0]},
        {"groups": ["a", "a"]},
        {"reference": "z"},
        {"level": 1.0},
        {"n_draws": 0},
        {"rates": [0.5]},
    ],
)
def test_what_cannot_be_a_rate_is_refused(wrong: dict[str, object]) -> None:
    given = {"rates": [0.5, 0.6], "people": [10, 20], "groups": ["a", "b"], "reference": "a"} | wrong
    with pytest.raises(InequalityRefused):
        gaps_of_rates(**given)  # type: ignore[arg-type]


def test_draws_in_which_nobody_has_it_are_no_measure() -> None:
    found = rates_with_interval(measure=gini, rates=[0.01, 0.0], people=[5, 5], seed=1)
    assert found.is_few
    assert rates_with_interval(measure=gini, rates=[1e-9, 0.0], people=[1, 1]).interval is None
