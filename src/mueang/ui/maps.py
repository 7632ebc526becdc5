"""Light inline maps: GeoJSON boundaries and places become a few kilobytes of SVG paths."""

from __future__ import annotations

import itertools
import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH = 600
MAX_HEIGHT = 720
MARGIN = 16
# How far, in pixels, a line may stray; doubled until all lines together are light enough for a first view.
TOLERANCE = 0.9
MOST_LETTERS = 7_000
SMALLEST_AREA = 6
MARKER_GAP = 30
LETTER = 8

Point = tuple[float, float]
Pixel = tuple[int, int]
# Latitude, longitude, label, address.
Pin = tuple[float, float, str, str]


@dataclass(frozen=True, slots=True)
class Area:
    name: str
    path: str
    label_x: int
    label_y: int
    room: str


@dataclass(frozen=True, slots=True)
class Marker:
    number: int
    label: str
    href: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Map:
    width: int
    height: int
    areas: list[Area]
    markers: list[Marker]


@dataclass(frozen=True, slots=True)
class Ground:
    """The drawn boundaries, and where a longitude and latitude fall on them."""

    width: int
    height: int
    areas: list[Area]
    place: Callable[[Point], Point]

    def markers(self, pins: Iterable[Pin]) -> list[Marker]:
        known = [pin for pin in pins if pin[0] is not None and pin[1] is not None]
        spots = [(self.place((longitude, latitude)), label, href) for latitude, longitude, label, href in known]
        return _apart(spots, self.height)


def draw(
    areas: Iterable[tuple[str, Mapping[str, Any]]],
    markers: Iterable[Pin] = (),
) -> Map:
    """Boundaries (name, GeoJSON geometry in WGS 84) and markers (latitude, longitude, label, address) in pixels.

    Equirectangular about the middle latitude: true enough for one province.
    """
    pins = list(markers)
    drawn = ground(areas, pins=pins)
    return Map(width=drawn.width, height=drawn.height, areas=drawn.areas, markers=drawn.markers(pins))


def ground(areas: Iterable[tuple[str, Mapping[str, Any]]], *, pins: Iterable[Pin] = ()) -> Ground:
    """The boundaries, simplified until they are light; where there are none, a frame around the pins."""
    shapes = [(name, _rings(geometry)) for name, geometry in areas if geometry]
    points = [point for _, rings in shapes for ring in rings for point in ring]
    known = [(pin[1], pin[0]) for pin in pins if pin[0] is not None and pin[1] is not None]
    place, height = _projection(points or known)
    placed = [(name, [[place(point) for point in ring] for ring in rings]) for name, rings in shapes]
    return Ground(WIDTH, height, [area for area in _light(placed) if area.path], place)


def _light(shapes: list[tuple[str, list[list[Point]]]]) -> list[Area]:
    tolerance = TOLERANCE
    while True:
        drawn = [_area(name, rings, tolerance=tolerance) for name, rings in shapes]
        if sum(len(area.path) for area in drawn) <= MOST_LETTERS or tolerance > MARKER_GAP:
            return drawn
        tolerance *= 1.5


def _rings(geometry: Mapping[str, Any]) -> list[list[Point]]:
    """Every ring of a Polygon or MultiPolygon; any other geometry has none."""
    polygons = {"Polygon": [geometry.get("coordinates")], "MultiPolygon": geometry.get("coordinates")}
    return [
        [(float(point[0]), float(point[1])) for point in ring]
        for polygon in polygons.get(str(geometry.get("type"))) or []
        for ring in polygon or []
    ]


def _projection(points: Sequence[Point]) -> tuple[Callable[[Point], Point], int]:
    longitudes, latitudes = [p[0] for p in points] or [0.0], [p[1] for p in points] or [0.0]
    west, east, south, north = min(longitudes), max(longitudes), min(latitudes), max(latitudes)
    squeeze = math.cos(math.radians((south + north) / 2))
    # A single point has no extent: show about two kilometres around it.
    wide, tall = max((east - west) * squeeze, 0.02), max(north - south, 0.01)
    scale = min((WIDTH - 2 * MARGIN) / wide, (MAX_HEIGHT - 2 * MARGIN) / tall)
    height = round(tall * scale) + 2 * MARGIN
    middle_x, middle_y = (west + east) / 2, (south + north) / 2

    def place(point: Point) -> Point:
        return WIDTH / 2 + (point[0] - middle_x) * squeeze * scale, height / 2 - (point[1] - middle_y) * scale

    return place, height


def _area(name: str, rings: list[list[Point]], *, tolerance: float) -> Area:
    simple = (_pixels(_simplified(ring, tolerance=tolerance)) for ring in rings)
    kept = [ring for ring in simple if abs(_doubled_area(ring)) >= 2 * SMALLEST_AREA]
    largest = max(kept, key=lambda ring: abs(_doubled_area(ring)), default=[])
    x, y = _middle(largest)
    wide = max((x for x, _ in largest), default=0) - min((x for x, _ in largest), default=0)
    return Area(name=name, path="".join(_path(ring) for ring in kept), label_x=x, label_y=y, room=_room(name, wide))


def _middle(ring: list[Pixel]) -> Pixel:
    """The centre of gravity of a ring."""
    doubled = _doubled_area(ring)
    if not doubled:
        return 0, 0
    sides = list(zip(ring, [*ring[1:], *ring[:1]], strict=True))
    x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in sides)
    y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in sides)
    return round(x / (3 * doubled)), round(y / (3 * doubled))


def _room(name: str, wide: int) -> str:
    """Whether a name fits its area: not at all, on a wide screen, or even on a phone."""
    # Thai vowels and tones above and below take no width of their own.
    width = LETTER * sum(1 for letter in name if unicodedata.category(letter) != "Mn")
    return "" if wide < width else "wide" if wide < 2 * width else "any"


def _simplified(ring: list[Point], *, tolerance: float = TOLERANCE) -> list[Point]:
    """Douglas and Peucker (1973), on a closed ring cut at its two far ends."""
    if len(ring) < 4:
        return ring
    far = max(range(len(ring)), key=lambda i: math.dist(ring[0], ring[i]))
    return [*_thinned(ring[: far + 1], tolerance)[:-1], *_thinned(ring[far:], tolerance)]


def _thinned(line: list[Point], tolerance: float) -> list[Point]:
    keep, spans = {0, len(line) - 1}, [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        gap, index = max(
            ((_gap(line[i], line[first], line[last]), i) for i in range(first + 1, last)), default=(0.0, first)
        )
        if gap > tolerance:
            keep.add(index)
            spans += [(first, index), (index, last)]
    return [line[i] for i in sorted(keep)]


def _gap(point: Point, start: Point, end: Point) -> float:
    length = math.dist(start, end)
    if length == 0:
        return math.dist(point, start)
    (x, y), (x1, y1), (x2, y2) = point, start, end
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def _pixels(ring: list[Point]) -> list[Pixel]:
    pixels: list[Pixel] = []
    for x, y in ring:
        pixel = (round(x), round(y))
        if not pixels or pixel != pixels[-1]:
            pixels.append(pixel)
    return pixels[:-1] if len(pixels) > 1 and pixels[0] == pixels[-1] else pixels


def _doubled_area(ring: list[Pixel]) -> int:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True))


def _path(ring: list[Pixel]) -> str:
    start, steps = ring[0], itertools.pairwise(ring)
    moves = " ".join(f"{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in steps)
    return f"M{start[0]} {start[1]}l{moves}z".replace(" -", "-")


def _apart(pins: list[tuple[Point, str, str]], height: int) -> list[Marker]:
    """Markers moved to the nearest free spot, so that none hides another and each can be touched."""
    taken: list[Pixel] = []
    for (x, y), _, _ in pins:
        spot = min(max(round(x), MARGIN), WIDTH - MARGIN), min(max(round(y), MARGIN), height - MARGIN)
        taken.append(
            next((s for s in _around(spot, height) if all(math.dist(s, t) >= MARKER_GAP for t in taken)), spot)
        )
    return [
        Marker(number=i, label=label, href=href, x=x, y=y)
        for i, ((x, y), (_, label, href)) in enumerate(zip(taken, pins, strict=True), start=1)
    ]


def _around(spot: Pixel, height: int) -> Iterable[Pixel]:
    yield spot
    for ring in range(1, 8):
        for step in range(6 * ring):
            angle = 2 * math.pi * step / (6 * ring)
            x = round(spot[0] + ring * MARKER_GAP * math.cos(angle))
            y = round(spot[1] + ring * MARKER_GAP * math.sin(angle))
            if MARGIN <= x <= WIDTH - MARGIN and MARGIN <= y <= height - MARGIN:
                yield x, y
