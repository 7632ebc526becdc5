"""Pairs are read from a list, a sparse array and a table, and refused where they contradict themselves."""

from __future__ import annotations

import numpy as np
import pytest

from mueang.methods.access import AccessRefused, cumulative, listed_pairs, pairs

FOUR = {"n_points": 3, "n_sites": 2}


def test_pairs_turned_around_tell_who_reaches_each_site():
    found = listed_pairs(points=[0, 0, 2], sites=[0, 1, 1], minutes=[1, 2, 3], **FOUR).reversed()

    assert found.n_points == 2
    assert (found.starts.tolist(), found.sites.tolist(), found.minutes.tolist()) == ([0, 1, 3], [0, 0, 2], [1, 2, 3])


def test_a_sparse_array_counts_a_stored_zero_as_no_distance_and_the_rest_as_out_of_reach():
    class Sparse:
        """What SciPy's arrays give, so that it need not be there."""

        shape, indptr, indices = (3, 2), np.array([0, 1, 1, 2], np.int32), np.array([1, 0], np.int32)
        data = np.array([0.0, 40.0])

        def tocsr(self):
            return self

    assert cumulative(supply=[5, 7], minutes=Sparse(), catchment_minutes=30).tolist() == [7, 0, 0]


def test_a_table_is_read_block_by_block(monkeypatch):
    monkeypatch.setattr(pairs, "BLOCK_CELLS", 4)
    table = np.arange(14.0).reshape(7, 2)

    assert cumulative(supply=[1, 10], minutes=table, catchment_minutes=6).tolist() == [11, 11, 11, 1, 0, 0, 0]


def test_no_pair_at_all_is_an_answer():
    none = listed_pairs(points=[], sites=[], minutes=[], **FOUR)

    assert cumulative(supply=[5, 7], minutes=none, catchment_minutes=30).tolist() == [0, 0, 0]
    assert none.reversed().starts.tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"points": [0, 3]}, "from 0 to 2"),
        ({"sites": [-1, 0]}, "from 0 to 1"),
        ({"points": [0.5, 1]}, "whole numbers"),
        ({"points": [0]}, "uneven"),
        ({"points": [1, 1]}, "point 1 and site 0 are listed twice"),
        ({"minutes": [1, np.nan]}, r"minutes\[1\] is nan"),
    ],
)
def test_a_list_that_contradicts_itself_is_refused(wrong, said):
    listed = {"points": [0, 1], "sites": [0, 0], "minutes": [1.0, 2.0]}

    with pytest.raises(AccessRefused, match=said):
        listed_pairs(**(listed | wrong), **FOUR)
