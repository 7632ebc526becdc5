"""Points spread over an area lie within it, about as many as asked for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.lib.geometry import contains
from mueang.methods.access import AccessRefused, points_within

SQUARE = [[101.2, 6.5], [101.3, 6.5], [101.3, 6.6], [101.2, 6.6], [101.2, 6.5]]
HOLE = [[101.22, 6.52], [101.28, 6.52], [101.28, 6.58], [101.22, 6.58], [101.22, 6.52]]
SLANT = [[101.0, 6.0], [101.4, 6.3], [101.1, 6.7], [101.0, 6.0]]


@given(st.sampled_from([[SQUARE], [SQUARE, HOLE], [SLANT]]), st.integers(20, 400))
def test_every_point_is_inside_and_their_number_is_about_right(rings, n):
    found = points_within(polygons=[rings], n=n)

    assert all(contains({"type": "Polygon", "coordinates": rings}, *spot) for spot in found.tolist())
    assert len(found) == pytest.approx(n, rel=0.35)


def test_islands_share_one_grid_and_nothing_has_no_points():
    far = [[x + 1, y] for x, y in SQUARE]

    both = points_within(polygons=[[SQUARE], [far]], n=100)

    assert 80 < len(both) < 120
    assert set(np.floor(both[:, 1] - 0.2).tolist()) == {101, 102}
    assert points_within(polygons=[], n=5).shape == (0, 2)
    assert points_within(polygons=[[[[101, 6], [102, 6], [101, 6]]]], n=5).shape == (0, 2)
    assert points_within(polygons=[[]], n=5).shape == (0, 2)
    with pytest.raises(AccessRefused):
        points_within(polygons=[[SQUARE]], n=0)
