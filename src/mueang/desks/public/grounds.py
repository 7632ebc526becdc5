"""The ground of a city's map, drawn once in each language until the city's catalog or boundaries change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from mueang.apps.catalog.queries import Browse
from mueang.apps.places.queries import city_areas
from mueang.desks.public.filters import Asked
from mueang.lib.remembered import Remembered
from mueang.ui import maps
from mueang.ui.templatetags.ui import name
from mueang.ui.words import current_language, in_language

if TYPE_CHECKING:
    from mueang.apps.network.models import City

MOST_GROUNDS = 32
# More single markers than these hide the ground; then each neighbourhood has one.
MOST_MARKERS = 24
_CODE = "code-of-the-area"
_Row = tuple[float, float, str, str, int]


@dataclass(frozen=True, slots=True)
class DrawnGround:
    """The ground, and its boundaries as markup; `is_empty` where nobody has drawn a boundary yet."""

    ground: maps.Ground
    markup: SafeString

    @property
    def is_empty(self) -> bool:
        return not self.ground.areas


_grounds: Remembered[DrawnGround] = Remembered(MOST_GROUNDS)


def ground_of(city: City) -> DrawnGround:
    """One SQL statement and some tenths of a second the first time; then from memory."""

    def drawn() -> DrawnGround:
        ground = maps.ground(city_areas(city))
        return DrawnGround(ground, render_to_string("public/ground.html", {"areas": ground.areas}))

    return _grounds.get((city.uuid, city.catalog_version, current_language()), drawn)


def ground_with(city: City, pins: Sequence[maps.Pin]) -> tuple[DrawnGround, list[maps.Marker]]:
    """The ground and the pins on it; where nobody has drawn a boundary, a frame around them."""
    drawn = ground_of(city)
    if drawn.is_empty:
        drawn = DrawnGround(maps.ground((), pins=pins), SafeString(""))
    return drawn, drawn.ground.markers(pins)


def result_markers(found: Browse, *, asked: Asked, city: City, ground: maps.Ground) -> list[maps.Marker]:
    """A marker a place, or where they are many, a marker a neighbourhood that narrows the list to it.

    Each shows how many activities are there.
    """
    there = _by_place(found, city) if len(found.places) <= MOST_MARKERS else _by_area(found, asked)
    markers = ground.markers((latitude, longitude, label, href) for latitude, longitude, label, href, _n in there)
    return [replace(marker, number=row[4]) for marker, row in zip(markers, there, strict=True)]


def _by_place(found: Browse, city: City) -> list[_Row]:
    rows = []
    for row in found.places:
        place = row.place
        if place.latitude is not None and place.longitude is not None:
            href = reverse("public:place", args=[city.slug, place.slug])
            rows.append((place.latitude, place.longitude, name(place), href, row.n_offerings))
    return rows


def _by_area(found: Browse, asked: Asked) -> list[_Row]:
    totals: Counter[str] = Counter()
    for row in found.places:
        totals[row.place.area] += row.n_offerings
    language, pattern = current_language(), "?" + asked.address(area=_CODE)
    return [
        (
            area.latitude,
            area.longitude,
            in_language(language, area.name_th, area.name_en),
            pattern.replace(_CODE, area.code),
            totals[area.code],
        )
        for area in found.areas
        if totals[area.code]
    ]
