"""Distances, boxes and boundaries."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.lib import geometry
from mueang.lib.geometry import bounding_box, centroid, contains, distance_metres

SQUARE = {"type": "Polygon", "coordinates": [[[100, 6], [102, 6], [102, 8], [100, 8], [100, 6]]]}
HOLED = {
    "type": "Polygon",
    "coordinates": [*SQUARE["coordinates"], [[100.5, 6.5], [101.5, 6.5], [101.5, 7.5], [100.5, 7.5], [100.5, 6.5]]],
}
TWO_ISLANDS = {
    "type": "MultiPolygon",
    "coordinates": [[[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]], [[[3, 0], [4, 0], [4, 1], [3, 1], [3, 0]]]],
}
latitudes = st.floats(-80, 80)
longitudes = st.floats(-179, 179)


def test_examples_in_the_docstrings_hold():
    assert doctest.testmod(geometry).failed == 0


def test_one_degree_of_a_meridian_is_111_kilometres():
    assert distance_metres(13, 100, 14, 100) == pytest.approx(111_195, abs=1)


def test_antipodes_are_half_the_circumference_apart():
    assert distance_metres(0, 0, 0, 180) == pytest.approx(20_015_115, abs=1)


@given(latitudes, longitudes, latitudes, longitudes)
def test_distance_is_the_same_both_ways_and_never_negative(lat1, lon1, lat2, lon2):
    there = distance_metres(lat1, lon1, lat2, lon2)

    assert there >= 0
    assert there == pytest.approx(distance_metres(lat2, lon2, lat1, lon1))


@given(latitudes, longitudes, st.floats(-1, 1), st.floats(-1, 1), st.floats(0, 200_000))
def test_no_point_within_the_distance_lies_outside_the_box(lat, lon, north, east, metres):
    other = (lat + north, max(-180.0, min(180.0, lon + east)))

    box = bounding_box(lat, lon, metres)

    if distance_metres(lat, lon, *other) <= metres:
        assert box.south <= other[0] <= box.north
        assert box.west <= other[1] <= box.east


def test_a_box_over_the_pole_spans_all_longitudes():
    assert bounding_box(89.99, 10, 50_000) == geometry.Box(pytest.approx(89.54, abs=0.01), -180.0, 90.0, 180.0)


def test_a_box_over_the_date_line_spans_all_longitudes():
    box = bounding_box(0, 179.9, 50_000)

    assert (box.west, box.east) == (-180.0, 180.0)


def test_a_negative_distance_is_refused():
    with pytest.raises(ValueError, match="never negative"):
        bounding_box(6.5, 101.3, -1)


@pytest.mark.parametrize(
    ("shape", "latitude", "longitude", "inside"),
    [
        (SQUARE, 7, 101, True),
        (SQUARE, 9, 101, False),
        (SQUARE, 7, 103, False),
        (HOLED, 7, 101, False),
        (HOLED, 6.2, 101, True),
        (TWO_ISLANDS, 0.5, 3.5, True),
        (TWO_ISLANDS, 0.5, 2.0, False),
        ({"type": "Point", "coordinates": [101, 7]}, 7, 101, False),
    ],
)
def test_a_point_is_inside_outside_or_in_a_hole(shape, latitude, longitude, inside):
    assert contains(shape, latitude, longitude) is inside


def test_an_unclosed_ring_is_closed_by_us():
    assert contains({"type": "Polygon", "coordinates": [SQUARE["coordinates"][0][:-1]]}, 7, 101)


def test_height_above_the_sea_is_ignored():
    ring = [[x, y, 12.0] for x, y in SQUARE["coordinates"][0]]

    assert contains({"type": "Polygon", "coordinates": [ring]}, 7, 101)


def test_the_centre_of_two_islands_lies_between_them():
    assert centroid(TWO_ISLANDS) == pytest.approx((0.5, 2.0))


def test_the_centre_does_not_depend_on_the_direction_of_the_ring():
    backwards = {"type": "Polygon", "coordinates": [SQUARE["coordinates"][0][::-1]]}

    assert centroid(SQUARE) == pytest.approx((7.0, 101.0))
    assert centroid(backwards) == pytest.approx((7.0, 101.0))


def test_a_hole_moves_the_centre_away_from_itself():
    holed = {
        "type": "Polygon",
        "coordinates": [*SQUARE["coordinates"], [[100, 6], [101, 6], [101, 8], [100, 8], [100, 6]]],
    }

    assert centroid(holed) == pytest.approx((7.0, 101.5))


@pytest.mark.parametrize(
    "shape",
    [
        {"type": "Polygon", "coordinates": [[[1, 1], [1, 1], [1, 1]]]},
        {"type": "MultiPolygon", "coordinates": []},
        {"type": "LineString", "coordinates": [[0, 0], [1, 1]]},
    ],
)
def test_a_geometry_without_area_has_no_centre(shape):
    with pytest.raises(ValueError, match="without area"):
        centroid(shape)
