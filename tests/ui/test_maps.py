"""Inline maps from boundaries and places."""

import itertools
import math
import re
from typing import Any

import pytest

from mueang.facts.areas import districts, subdistricts
from mueang.facts.boundaries import boundary
from mueang.ui import maps

SQUARE = {"type": "Polygon", "coordinates": [[[101.0, 6.0], [101.2, 6.0], [101.2, 6.2], [101.0, 6.2], [101.0, 6.0]]]}


def test_north_is_up_and_east_is_right() -> None:
    drawn = maps.draw([("a", SQUARE)], [(6.19, 101.19, "north-east", "#1"), (6.01, 101.01, "south-west", "#2")])

    north_east, south_west = drawn.markers
    assert north_east.x > south_west.x
    assert north_east.y < south_west.y
    assert [m.number for m in drawn.markers] == [1, 2]


def test_everything_lies_inside_the_frame() -> None:
    far = [(20.0, 110.0, "far", "#"), (-20.0, 90.0, "farther", "#")]

    drawn = maps.draw([("a", SQUARE)], far)

    assert all(0 < m.x < drawn.width and 0 < m.y < drawn.height for m in drawn.markers)
    assert 0 < drawn.height <= maps.MAX_HEIGHT + 1


def test_markers_at_one_address_are_moved_apart() -> None:
    drawn = maps.draw([("a", SQUARE)], [(6.1, 101.1, str(i), f"#{i}") for i in range(12)])

    distances = [math.dist((a.x, a.y), (b.x, b.y)) for a, b in itertools.combinations(drawn.markers, 2)]
    assert min(distances) >= maps.MARKER_GAP - 1


def test_a_crowd_beyond_the_room_keeps_every_marker() -> None:
    assert len(maps.draw([], [(6.1, 101.1, "here", "#")] * 400).markers) == 400


def test_a_line_keeps_its_corners_and_loses_its_straight_points() -> None:
    corners = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]
    edge = [(x / 1.0, 0.0) for x in range(1, 100)]

    simple = maps._simplified([corners[0], *edge, *corners[1:], corners[0]])

    assert simple == [*corners, corners[0]]


def test_specks_are_left_out_and_holes_kept() -> None:
    speck = [[101.1, 6.1], [101.10001, 6.1], [101.10001, 6.10001], [101.1, 6.1]]
    hole = [[101.05, 6.05], [101.15, 6.05], [101.15, 6.15], [101.05, 6.05]]
    geometry = {"type": "MultiPolygon", "coordinates": [[SQUARE["coordinates"][0], hole], [speck]]}

    (area,) = maps.draw([("a", geometry)]).areas

    assert area.path.count("M") == 2


@pytest.mark.parametrize(
    "geometry",
    [
        {},
        {"type": "Point", "coordinates": [101, 6]},
        {"type": "Polygon", "coordinates": []},
        {"type": "MultiPolygon"},
        None,
    ],
)
def test_a_geometry_without_rings_is_no_area(geometry: Any) -> None:
    assert maps.draw([("nothing", geometry)]).areas == []


def test_one_place_alone_stands_in_the_middle() -> None:
    drawn = maps.draw([], [(6.54, 101.28, "park", "#")])

    assert (drawn.markers[0].x, drawn.markers[0].y) == (300, round(drawn.height / 2))


def test_places_without_coordinates_are_left_out() -> None:
    drawn = maps.draw([], [(None, None, "unknown", "#"), (6.5, 101.2, "known", "#")])  # type: ignore[list-item]

    assert [m.label for m in drawn.markers] == ["known"]


def test_the_subdistricts_of_yala_weigh_at_most_twelve_kilobytes() -> None:
    places = [place for district in districts("95") for place in subdistricts(district.code)]
    known = [(place.name_th, geometry) for place in places if (geometry := boundary(place.code))]

    drawn = maps.draw(known)

    assert len(known) == len(drawn.areas) == 58
    assert all(re.fullmatch(r"(M\d+ \d+l[-\d ]*z)+", area.path) for area in drawn.areas)
    assert sum(len(area.path) for area in drawn.areas) <= 12_000


def test_a_ring_that_comes_back_on_itself_is_no_area() -> None:
    triangle_without_area = {"type": "Polygon", "coordinates": [[[101.0, 6.0], [101.1, 6.1], [101.0, 6.0]]]}
    there_and_back = {
        "type": "Polygon",
        "coordinates": [[[101.0, 6.0], [101.1, 6.1], [101.2, 6.2], [101.0, 6.0], [101.0, 6.0]]],
    }

    assert maps.draw([("a", triangle_without_area), ("b", there_and_back)]).areas == []


def test_points_that_fall_on_one_pixel_are_said_once() -> None:
    assert maps._pixels([(1.0, 1.0), (1.2, 1.1), (9.0, 9.0), (1.0, 1.0)]) == [(1, 1), (9, 9)]
    assert maps._gap((3.0, 4.0), (0.0, 0.0), (0.0, 0.0)) == 5


def test_a_name_is_written_only_where_it_fits() -> None:
    assert [maps._room("สะเตง", wide) for wide in (20, 40, 80)] == ["", "wide", "any"]


def test_a_name_stands_at_the_centre_of_gravity() -> None:
    assert maps._middle([(0, 0), (90, 0), (0, 90)]) == (30, 30)
    assert maps._middle([]) == (0, 0)
