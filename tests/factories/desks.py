"""What the pages for citizens are tested with: a city with something on every page, all of it invented."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from factories.rows import (
    CityFactory,
    HeritageItemFactory,
    InterestFactory,
    NeighbourhoodFactory,
    OfferingFactory,
    PlaceFactory,
    SessionFactory,
)
from mueang.apps.catalog.models import Offering
from mueang.apps.network.models import City

SQUARE = {"type": "Polygon", "coordinates": [[[101.2, 6.5], [101.4, 6.5], [101.4, 6.7], [101.2, 6.7], [101.2, 6.5]]]}


def offering_in(city: City, **details: Any) -> Offering:
    """A published offering at a place on the map, with an interest, a lesson's heritage and two sessions to come."""
    if "place" not in details:
        details["place"] = PlaceFactory(city=city, neighbourhood=NeighbourhoodFactory(city=city, boundary=SQUARE))
    if "program__heritage_item" not in details:
        details["program__heritage_item"] = HeritageItemFactory(city=city, place=details["place"])
    offering = OfferingFactory(program__city=city, **details)
    offering.program.interests.add(InterestFactory())
    # Not all at one hour: nobody has two seats at the same time.
    tomorrow = timezone.now() + timedelta(days=1, hours=4 * (offering.pk % 5))
    for number in (1, 2):
        SessionFactory(offering=offering, number=number, starts_at=tomorrow + timedelta(days=7 * number))
    return offering


def city_with(n_offerings: int, **details: Any) -> City:
    city = CityFactory(slug="nakhon")
    for _ in range(n_offerings):
        offering_in(city, **details)
    return city


def years_ago(years: int, *, buddhist: bool = True) -> str:
    """A birth date as typed, of somebody who turned `years` half a year ago."""
    born = timezone.localdate() - timedelta(days=round(365.25 * years) + 180)
    return f"{born.day}/{born.month}/{born.year + (543 if buddhist else 0)}"


def request_of(**typed: Any) -> dict[str, Any]:
    """The form of one adult with a name, a telephone number and nothing else."""
    least = {"request_key": "k" * 40, "name": "นางสาวสมมติ ตัวอย่าง", "phone": "081 234 5678", "agree": "on"}
    return least | typed


def family(*children: tuple[str, str], **typed: Any) -> dict[str, Any]:
    """A mother with children (name, birth date as typed), who takes part herself."""
    rows: dict[str, Any] = {}
    for number, (name, birth) in enumerate(children, start=1):
        rows |= {f"child{number}_name": name, f"child{number}_birth": birth}
    return request_of(relation="mother", takes_part="on", **rows) | typed
