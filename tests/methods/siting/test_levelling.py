"""Worst off first: the lowest level is the highest there is, and nobody is helped at its cost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from tests.methods.siting.instances import choices, tables

from mueang.methods.inequality import theil
from mueang.methods.siting import SitingRefused, worst_off_first


@settings(max_examples=60, deadline=None)
@given(tables())
def test_the_worst_off_reach_the_most_that_any_choice_gives_them(task) -> None:
    gain, people, n_open = task
    before = np.arange(len(gain)) % 3 / 2
    counts = (people > 0) & (gain.max(axis=1) > 0)

    found = worst_off_first(gain=gain, people=people, n_open=n_open, access=before)

    levels = [(before + gain[:, one].sum(axis=1))[counts].min(initial=np.inf) for one in choices(gain.shape[1], n_open)]
    assert found.total == pytest.approx(max(levels) if counts.any() else 0.0)
    assert found.is_proved
    assert found.access == pytest.approx(before + gain[:, found.open_sites].sum(axis=1))
    if (found.access @ people) > 0:
        assert found.theil == pytest.approx(theil(values=found.access, weights=people).total, abs=1e-12)


def test_of_choices_that_serve_the_worst_off_as_well_the_more_equal_is_taken() -> None:
    gain = np.array([[1.0, 1, 0], [9, 2, 0], [0, 0, 0]])

    found = worst_off_first(gain=gain, people=[10, 10, 10], n_open=1)

    assert (found.open_sites.tolist(), found.total, found.assigned.tolist()) == ([1], 1.0, [1, 1, -1])


def test_fixed_sites_count_and_forbidden_ones_do_not() -> None:
    gain = np.array([[5.0, 1, 0], [0, 1, 4]])

    found = worst_off_first(gain=gain, people=[1, 1], n_open=2, fixed=[1], forbidden=[2])

    assert (found.open_sites.tolist(), found.access.tolist()) == ([0, 1], [6.0, 1.0])


def test_where_no_site_helps_anybody_any_choice_will_do() -> None:
    found = worst_off_first(gain=np.zeros((2, 3)), people=[1, 1], n_open=2, access=[1.0, 3.0])

    assert (len(found.open_sites), found.total, found.is_proved) == (2, 0.0, True)
    assert found.theil == found.theil_before > 0


def test_what_is_no_gain_is_refused() -> None:
    with pytest.raises(SitingRefused, match="gain must be finite"):
        worst_off_first(gain=[[np.inf]], people=[1], n_open=1)
    with pytest.raises(SitingRefused, match="gain of point 0 and site 0 is negative"):
        worst_off_first(gain=[[-1.0]], people=[1], n_open=1)
    with pytest.raises(SitingRefused, match="there are 1 neighbourhoods"):
        worst_off_first(gain=[[1.0]], people=[1], n_open=1, access=[1, 2])


def test_cancel_ends_with_the_quick_choice() -> None:
    rng = np.random.default_rng(4)
    gain = rng.random((30, 20)) * (rng.random((30, 20)) < 0.2)

    found = worst_off_first(gain=gain, people=np.ones(30), n_open=6, cancel=lambda: True)

    assert len(found.open_sites) == 6
    assert found.total <= found.bound
