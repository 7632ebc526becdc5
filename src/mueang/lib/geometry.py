"""Distances, boxes and boundaries on the round earth, without a spatial database."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

EARTH_RADIUS_METRES = 6_371_008.8
# A box is a hair wider than its circle, so that rounding never leaves a point of the edge outside.
HAIR_DEGREES = 1e-8

Ring = Sequence[Sequence[float]]
Polygon = Sequence[Ring]


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees, both ends included."""

    south: float
    west: float
    north: float
    east: float


def distance_metres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance on the mean sphere (haversine); within 0.6 % of the ellipsoid.

    >>> round(distance_metres(0, 100, 0, 101))
    111195
    """
    here, there = math.radians(latitude), math.radians(other_latitude)
    turn = math.radians(other_longitude - longitude)
    half = math.sin((there - here) / 2) ** 2 + math.cos(here) * math.cos(there) * math.sin(turn / 2) ** 2
    return 2 * EARTH_RADIUS_METRES * math.asin(min(1.0, math.sqrt(half)))


def bounding_box(latitude: float, longitude: float, metres: float) -> Box:
    """A box that holds every point within `metres`, so that an index can do the first cut.

    A box that would reach over a pole or the date line spans all longitudes.
    """
    if metres < 0:
        raise ValueError("a distance is never negative")
    reach = math.degrees(metres / EARTH_RADIUS_METRES) * (1 + 1e-9) + HAIR_DEGREES
    south, north = latitude - reach, latitude + reach
    if south <= -90 or north >= 90:
        return Box(max(south, -90.0), -180.0, min(north, 90.0), 180.0)
    # The widest point of a circle lies nearer the pole than its centre.
    widest = math.sin(math.radians(reach)) / math.cos(math.radians(latitude))
    width = math.degrees(math.asin(widest)) * (1 + 1e-9) + HAIR_DEGREES
    if longitude - width < -180 or longitude + width > 180:
        return Box(south, -180.0, north, 180.0)
    return Box(south, longitude - width, north, longitude + width)


def contains(geometry: Mapping[str, Any], latitude: float, longitude: float) -> bool:
    """Whether a point lies within a GeoJSON Polygon or MultiPolygon, outside its holes.

    Even-odd rule; a point exactly on an edge may fall on either side. Other geometries contain nothing.
    """
    return any(sum(_crosses(ring, latitude, longitude) for ring in polygon) % 2 == 1 for polygon in _polygons(geometry))


def centroid(geometry: Mapping[str, Any]) -> tuple[float, float]:
    """Latitude and longitude of the centre of mass, holes taken off.

    Planar in degrees, good for areas the size of a province. Raises ValueError where there is no area.

    >>> centroid({"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 4], [0, 4], [0, 0]]]})
    (2.0, 1.0)
    """
    total = x = y = 0.0
    for polygon in _polygons(geometry):
        for position, ring in enumerate(polygon):
            area, ring_x, ring_y = _moments(ring)
            sign = -1.0 if position else 1.0
            total, x, y = total + sign * area, x + sign * ring_x, y + sign * ring_y
    if total <= 0:
        raise ValueError("a geometry without area has no centre")
    return y / total, x / total


def _polygons(geometry: Mapping[str, Any]) -> Sequence[Polygon]:
    if geometry["type"] == "Polygon":
        return [geometry["coordinates"]]
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else []


def _edges(ring: Ring) -> Iterator[tuple[float, float, float, float]]:
    for (x1, y1, *_), (x2, y2, *_) in zip(ring, [*ring[1:], ring[0]], strict=True):
        yield x1, y1, x2, y2


def _crosses(ring: Ring, latitude: float, longitude: float) -> int:
    """How many edges a ray to the east passes."""
    return sum(
        (y1 > latitude) != (y2 > latitude) and longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1
        for x1, y1, x2, y2 in _edges(ring)
    )


def _moments(ring: Ring) -> tuple[float, float, float]:
    """Area and first moments about the origin, positive whichever way the ring runs."""
    doubled = x = y = 0.0
    # Sums run from the ring's first point: far from the origin, small areas would drown in rounding.
    x0, y0 = ring[0][0], ring[0][1]
    for x1, y1, x2, y2 in _edges(ring):
        cross = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        doubled += cross
        x += (x1 + x2 - 2 * x0) * cross
        y += (y1 + y2 - 2 * y0) * cross
    area = abs(doubled) / 2
    sign = 1.0 if doubled >= 0 else -1.0
    return area, sign * x / 6 + area * x0, sign * y / 6 + area * y0
