"""Places as markers of the map."""

from __future__ import annotations

from typing import Protocol

from mueang.ui.templatetags.ui import name

Pin = tuple[float, float, str, str]


class Located(Protocol):
    """Whatever has a place on earth and a name in both languages."""

    @property
    def latitude(self) -> float | None: ...

    @property
    def longitude(self) -> float | None: ...


def pins(place: Located, *, href: str) -> list[Pin]:
    """The marker of one place, or none where nobody knows where it is."""
    if place.latitude is None or place.longitude is None:
        return []
    return [(place.latitude, place.longitude, name(place), href)]


def way_there(place: Located) -> str:
    """The place on OpenStreetMap, which shows the way; empty where nobody knows where it is."""
    if place.latitude is None or place.longitude is None:
        return ""
    spot = f"{place.latitude:.5f}/{place.longitude:.5f}"
    return f"https://www.openstreetmap.org/?mlat={place.latitude:.5f}&mlon={place.longitude:.5f}#map=17/{spot}"
