"""Points of the risk of loss: bounded, and never lower when somebody is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.methods.loss import AGE_POINTS, MOST_POINTS, Bearer, loss_risk

bearers = st.lists(
    st.builds(Bearer, st.sampled_from(["", *AGE_POINTS]), st.none() | st.integers(1990, 2023)), max_size=12
)


@given(bearers, st.integers(0, 6))
def test_points_lie_between_nothing_and_ten_and_unknowns_only_add(known, n_successors):
    risk = loss_risk(bearers=known, n_successors=n_successors, year=2023)

    assert 0 <= risk.points <= risk.most <= MOST_POINTS
    assert risk.is_certain == (risk.most == risk.points)


@given(bearers, st.integers(0, 6))
def test_another_successor_never_raises_the_risk(known, n_successors):
    fewer, more = (loss_risk(bearers=known, n_successors=n, year=2023) for n in (n_successors, n_successors + 1))

    assert more.points <= fewer.points


@pytest.mark.parametrize(("last", "points"), [(2023, 0), (2022, 0), (2021, 1), (2018, 1), (2017, 2)])
def test_years_since_the_last_teaching(last, points):
    assert loss_risk(bearers=[Bearer("", last)], n_successors=0, year=2023).teaching == points


def test_what_is_no_band_and_no_number_is_refused():
    with pytest.raises(ValueError, match="age_band"):
        loss_risk(bearers=[Bearer("young")], n_successors=0, year=2023)
    with pytest.raises(ValueError, match="n_successors"):
        loss_risk(bearers=[], n_successors=-1, year=2023)
