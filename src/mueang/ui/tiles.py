"""Which pictures of a tiled map lie under a drawn one, and where; numbers only, nothing is fetched here."""

from __future__ import annotations

import math
from dataclasses import dataclass

MOST_TILES = 16
DEEPEST = 17


@dataclass(frozen=True, slots=True)
class Tile:
    """One picture: its address, and where it lies in the drawing's pixels."""

    href: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Window:
    """What a drawing shows: longitude and latitude of its upper left corner, and degrees a pixel (downwards: below 0).

    Both grow evenly; a tile is put by its own corners, so over a city the two ways of drawing agree to the pixel.
    """

    width: int
    height: int
    west: float
    north: float
    wide: float
    tall: float

    def pixel(self, longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - self.west) / self.wide, (latitude - self.north) / self.tall


def tiles_under(window: Window, *, address: str, most: int = MOST_TILES) -> list[Tile]:
    """The pictures that cover a window, as deep as `most` of them allow; `address` holds {z}, {x} and {y}.

    Source: the common numbering of Web Mercator tiles (OSGeo TMS turned over, as every tile server names them).

    >>> world = Window(256, 256, west=-180.0, north=85.0511287798066, wide=360 / 256, tall=-170.1022575596132 / 256)
    >>> [tile.href for tile in tiles_under(world, address="{z}/{x}/{y}", most=1)]
    ['0/0/0']
    """
    east, south = window.west + window.wide * window.width, window.north + window.tall * window.height
    for zoom in range(DEEPEST, -1, -1):
        (x0, y0), (x1, y1) = _number(window.west, window.north, zoom), _number(east, south, zoom)
        if (x1 - x0 + 1) * (y1 - y0 + 1) <= most:
            return [_tile(window, x, y, zoom, address) for y in range(y0, y1 + 1) for x in range(x0, x1 + 1)]
    return []


def _number(longitude: float, latitude: float, zoom: int) -> tuple[int, int]:
    """The tile that holds a point; beyond the edge of the world the last one."""
    n = 2**zoom
    x = int((longitude + 180) / 360 * n)
    y = int((1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * n)
    return min(n - 1, max(0, x)), min(n - 1, max(0, y))


def _corner(x: int, y: int, zoom: int) -> tuple[float, float]:
    """Longitude and latitude of a tile's upper left corner."""
    n = 2**zoom
    return x / n * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / n))))


def _tile(window: Window, x: int, y: int, zoom: int, address: str) -> Tile:
    left, top = window.pixel(*_corner(x, y, zoom))
    right, bottom = window.pixel(*_corner(x + 1, y + 1, zoom))
    href = address.replace("{z}", str(zoom)).replace("{x}", str(x)).replace("{y}", str(y))
    return Tile(href, round(left, 1), round(top, 1), round(right - left, 1), round(bottom - top, 1))
