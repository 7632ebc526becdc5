"""Pictures of a tiled map lie where the drawing says they do."""

import doctest
import math

import pytest

from mueang.ui import tiles
from mueang.ui.tiles import DEEPEST, MOST_TILES, Window, tiles_under

YALA = Window(600, 480, west=101.2, north=6.65, wide=0.0005, tall=-0.0005)


def test_tiles_cover_the_whole_window_without_a_gap():
    found = tiles_under(YALA, address="{z}/{x}/{y}")

    assert 1 < len(found) <= MOST_TILES
    assert min(tile.x for tile in found) <= 0
    assert min(tile.y for tile in found) <= 0
    assert max(tile.x + tile.width for tile in found) >= YALA.width
    assert max(tile.y + tile.height for tile in found) >= YALA.height
    covered = sum(tile.width * tile.height for tile in found)
    wide = max(tile.x + tile.width for tile in found) - min(tile.x for tile in found)
    tall = max(tile.y + tile.height for tile in found) - min(tile.y for tile in found)
    assert covered == pytest.approx(wide * tall, rel=0.01)


def test_a_tile_is_named_as_every_tile_server_names_it():
    """Yala's clock tower at the deepest zoom, worked out by hand from the formula."""
    point = Window(2, 2, west=101.2810, north=6.5415, wide=1e-9, tall=-1e-9)
    n = 2**DEEPEST
    x = math.floor((101.2810 + 180) / 360 * n)
    y = math.floor(
        (1 - math.log(math.tan(math.radians(6.5415)) + 1 / math.cos(math.radians(6.5415))) / math.pi) / 2 * n
    )

    assert [tile.href for tile in tiles_under(point, address="{z}/{x}/{y}")] == [f"{DEEPEST}/{x}/{y}"]


def test_no_tile_where_none_is_allowed():
    assert tiles_under(YALA, address="{z}/{x}/{y}", most=0) == []


def test_the_example_holds():
    assert doctest.testmod(tiles).failed == 0
