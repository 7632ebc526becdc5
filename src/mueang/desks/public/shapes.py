"""Small figures as numbers for a template to draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

SIDE = 240
RADIUS = 84


@dataclass(frozen=True, slots=True)
class Hexagon:
    """Points as SVG takes them: the rings of the ground, the shape itself, and where each corner's icon stands."""

    rings: tuple[str, ...]
    shape: str
    corners: tuple[tuple[str, str], ...]


def hexagon(shares: Sequence[float]) -> Hexagon:
    """Six shares, 0 to 1, on six axes, the first upwards and then clockwise; the smallest still shows."""
    rings = tuple(_points([part] * 6) for part in (1 / 3, 2 / 3, 1))
    return Hexagon(rings, _points([0.06 + 0.94 * share for share in shares]), tuple(map(_at, range(6), [1.22] * 6)))


def _points(parts: Sequence[float]) -> str:
    return " ".join(",".join(_at(place, part)) for place, part in enumerate(parts))


def _at(place: int, part: float) -> tuple[str, str]:
    angle = place * pi / 3 - pi / 2
    return f"{SIDE / 2 + RADIUS * part * cos(angle):.1f}", f"{SIDE / 2 + RADIUS * part * sin(angle):.1f}"
