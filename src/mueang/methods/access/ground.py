"""Points spread evenly over an area, where nobody knows in which corner of it people live."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mueang.methods.access.checking import Floats
from mueang.methods.access.errors import AccessRefused

Ring = Sequence[Sequence[float]]


def points_within(*, polygons: Sequence[Sequence[Ring]], n: int) -> Floats:
    """About `n` points of an even grid within an area.

    Parameters
    ----------
    polygons : the coordinates of a GeoJSON MultiPolygon: rings of longitude and latitude in degrees; holes stay empty
    n : how many points the area is worth, at least 1

    Returns
    -------
    array, shape (n_found, 2), latitude and longitude in degrees; none where the area is nothing. The grid is square in
    metres at the area's middle latitude, so `n_found` is `n` up to what the edges cut.

    Raises
    ------
    AccessRefused
        If `n` is below 1.

    Source
    ------
    Areal weighting, people spread evenly: Goodchild & Lam (1980), Geo-Processing 1, 297-312.

    Examples
    --------
    >>> square = [[[0.0, 0.0], [0.02, 0.0], [0.02, 0.02], [0.0, 0.02], [0.0, 0.0]]]
    >>> points_within(polygons=[square], n=4).round(3).tolist()
    [[0.005, 0.005], [0.005, 0.015], [0.015, 0.005], [0.015, 0.015]]
    """
    if n < 1:
        raise AccessRefused(f"n is {n}: an area is worth at least one point")
    rings = [np.asarray(ring, np.float64)[:, :2] for polygon in polygons for ring in polygon if len(ring) > 2]
    if not rings:
        return np.zeros((0, 2))
    corners = np.concatenate(rings)
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    squeeze = float(np.cos(np.radians((south + north) / 2)))
    area = sum(_area(polygon) for polygon in polygons) * squeeze
    if not area > 0:
        return np.zeros((0, 2))
    step = float(np.sqrt(area / n))
    latitudes, longitudes = np.meshgrid(
        _middles(south, north, step), _middles(west, east, step / squeeze), indexing="ij"
    )
    spots = np.stack([latitudes.ravel(), longitudes.ravel()], axis=1)
    return spots[_inside(spots, rings)]


def _middles(low: float, high: float, step: float) -> Floats:
    count = max(1, round((high - low) / step))
    return low + (np.arange(count) + 0.5) * (high - low) / count


def _area(polygon: Sequence[Ring]) -> float:
    """Square degrees of a polygon, its holes taken off."""
    sizes = []
    for ring in polygon:
        corners = np.asarray(ring, np.float64)[:, :2] - np.asarray(ring[0], np.float64)[:2]
        after = np.roll(corners, -1, axis=0)
        sizes.append(abs(float((corners[:, 0] * after[:, 1] - after[:, 0] * corners[:, 1]).sum())) / 2)
    return sizes[0] - sum(sizes[1:]) if sizes else 0.0


def _inside(spots: Floats, rings: Sequence[Floats]) -> NDArray[np.bool_]:
    """Even-odd rule: how many edges a ray to the east passes."""
    latitude, longitude = spots.T
    found = np.zeros(len(spots), bool)
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
            if y1 == y2:
                continue
            spans = (y1 > latitude) != (y2 > latitude)
            found ^= spans & (longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1)
    return found
