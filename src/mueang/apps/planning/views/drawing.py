"""A map of neighbourhoods in five shades, legible in print and to whoever sees no colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from mueang.apps.planning.queries import N_SHADES, AreaReach, Site, shade_of
from mueang.ui import maps
from mueang.ui.templatetags.ui import name
from mueang.ui.tiles import Tile, Window, tiles_under


@dataclass(frozen=True, slots=True)
class Shaded:
    """One neighbourhood as drawn: `shade` is 0 (nothing) to 4, or "unknown"; `number` is its line in the table."""

    path: str
    label_x: int
    label_y: int
    number: int
    title: str
    shade: str
    fits: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where it stands, to the pixel; two may overlap, as they do."""

    key: str
    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class ShadedMap:
    """`projection` tells a script how pixels are degrees, with a dot whatever the language: both grow evenly.

    `tiles` are pictures of a map to lie under it, where the operator named where they come from.
    """

    width: int
    height: int
    areas: list[Shaded]
    sites: list[Spot]
    steps: list[tuple[str, float, float]]
    projection: dict[str, str]
    tiles: list[Tile]
    credit: str


def shaded_map(rows: Sequence[AreaReach], *, sites: Sequence[Site], most: float) -> ShadedMap:
    """`most` is the value of the darkest shade's end, so that two maps can be compared."""
    pins = [(site.point[0], site.point[1], name(site), site.key) for site in sites]
    # Drawn under their numbers: what has room for a number is labelled by it.
    shapes = [(str(number), row.area.boundary or {}) for number, row in enumerate(rows, start=1)]
    ground = maps.ground(shapes, pins=pins)
    corner = _projection(ground)
    drawn = [_shaded(area, rows[int(area.name) - 1], most=most) for area in ground.areas]
    return ShadedMap(
        width=ground.width,
        height=ground.height,
        areas=drawn,
        sites=[_spot(site, ground) for site in sites],
        steps=[(str(step + 1), most * step / N_SHADES, most * (step + 1) / N_SHADES) for step in range(N_SHADES)],
        projection={key: f"{value:.9f}" for key, value in corner.items()},
        tiles=tiles_under(Window(ground.width, ground.height, **corner), address=settings.MAP_TILES)
        if settings.MAP_TILES
        else [],
        credit=settings.MAP_TILES_CREDIT,
    )


def _spot(site: Site, ground: maps.Ground) -> Spot:
    latitude, longitude = site.point
    x, y = ground.place((longitude, latitude))
    return Spot(site.key, name(site), round(x, 1), round(y, 1))


def _projection(ground: maps.Ground) -> dict[str, float]:
    """Longitude and latitude of the upper left corner, and degrees a pixel."""
    (x0, y0), (x1, y1) = ground.place((0, 0)), ground.place((1, 1))
    return {"west": -x0 / (x1 - x0), "north": -y0 / (y1 - y0), "wide": 1 / (x1 - x0), "tall": 1 / (y1 - y0)}


def _shaded(area: maps.Area, row: AreaReach, *, most: float) -> Shaded:
    return Shaded(
        path=area.path,
        label_x=area.label_x,
        label_y=area.label_y,
        number=int(area.name),
        title=name(row.area),
        shade=shade_of(row.per_hundred, most=most),
        fits=bool(area.room),
    )
