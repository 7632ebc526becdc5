"""Questions about places: which, where, how near, how fresh."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import get_language

from mueang.apps.accounts.enums import Permission, ScopeKind
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City, Organization
from mueang.apps.places.enums import Weekday
from mueang.apps.places.models import Neighbourhood, Place, PlaceQuerySet
from mueang.apps.places.rules import listed_places, public_places, scopes_around, visible_grants_of, visible_places
from mueang.lib.geometry import bounding_box, contains, distance_metres
from mueang.lib.held import Held


@dataclass(frozen=True, slots=True)
class NearPlace:
    place: Place
    metres: float


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A role somebody holds, and the name of what it holds at."""

    grant: RoleGrant
    at: City | Organization | Place


def places_near(*, city: City, latitude: float, longitude: float, metres: float, limit: int = 20) -> list[NearPlace]:
    """Open places within `metres` as the crow flies, the nearest first.

    One SQL statement cuts a box; the round earth decides within it.
    """
    box = bounding_box(latitude, longitude, metres)
    rows = listed_places(city).filter(latitude__range=(box.south, box.north), longitude__range=(box.west, box.east))
    near = [
        NearPlace(row, distance_metres(latitude, longitude, row.latitude, row.longitude))
        for row in rows
        if row.latitude is not None and row.longitude is not None
    ]
    return sorted((found for found in near if found.metres <= metres), key=lambda found: found.metres)[:limit]


def stale_places(*, viewer: Viewer, city: City, today: date) -> PlaceQuerySet:
    """Open places of `city` that nobody has confirmed lately, the longest unconfirmed first."""
    return (
        visible_places(viewer)
        .filter(city=city)
        .stale(today)
        .order_by(F("verified_on").asc(nulls_first=True), "name_th")
    )


def place_list(
    *, viewer: Viewer, city: City, today: date, words: str = "", kind: str = "", state: str = ""
) -> PlaceQuerySet:
    """Places of `city` that `viewer` may see, unconfirmed first; `state` "stale" or "closed" shows only those."""
    rows = visible_places(viewer).filter(city=city).select_related("neighbourhood", "organization", "city")
    rows = rows.exclude(closed_on=None) if state == "closed" else rows.open()
    rows = rows.stale(today) if state == "stale" else rows
    if words:
        rows = rows.filter(Q(name_th__icontains=words) | Q(name_en__icontains=words) | Q(address__icontains=words))
    if kind:
        rows = rows.filter(kind=kind)
    return rows.order_by(F("verified_on").asc(nulls_first=True), "name_th", "pk")


def n_public_places(city: City) -> int:
    return listed_places(city).count()


def city_areas(city: City) -> list[tuple[str, dict[str, Any]]]:
    """Names and boundaries of the city's neighbourhoods, for the map. One SQL statement."""
    is_thai = (get_language() or "th").startswith("th")
    rows = city.neighbourhoods.exclude(boundary=None)
    return [(row.name_th if is_thai else row.name_en, row.boundary) for row in rows if row.boundary]


def neighbourhood_at(*, city: City, latitude: float, longitude: float) -> Neighbourhood | None:
    """The neighbourhood of `city` whose boundary holds the point. One SQL statement."""
    rows = city.neighbourhoods.exclude(boundary=None)
    return next((row for row in rows if row.boundary and contains(row.boundary, latitude, longitude)), None)


def free_place_slug(*, city: City, name: str) -> str:
    """An address for a place that no other place of `city` has."""
    plain = slugify(name)[:70] or "place"
    taken = set(Place.objects.filter(city=city, slug__startswith=plain).values_list("slug", flat=True))
    return next(slug for slug in (plain, *(f"{plain}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


def city_roles(*, viewer: Viewer, city: City) -> list[GrantLine]:
    """Current roles in `city` with the city, partner or place each holds at. Six SQL statements at most."""
    grants = list(visible_grants_of(viewer, city))
    named: dict[Any, City | Organization | Place] = {city.uuid: city}
    for kind, rows in ((ScopeKind.ORGANIZATION, Organization.objects), (ScopeKind.PLACE, Place.objects)):
        ids = [grant.scope for grant in grants if grant.scope and grant.scope_kind == kind]
        named |= {row.uuid: row for row in rows.filter(city=city, uuid__in=ids)} if ids else {}
    return [GrantLine(grant, named[grant.scope]) for grant in grants]


def role_scopes(city: City) -> dict[str, City | Organization | Place]:
    """Where a role may be given in `city`: the city itself, its partners, its open places."""
    rows = [city, *Organization.objects.filter(city=city), *public_places(city)]
    return {str(row.uuid): row for row in rows}


def opening_days(place: Place) -> str:
    """The days it is open as people say them: "Tuesday–Sunday", or "Monday, Saturday"; empty where not known."""
    order, runs = list(Weekday), list[list[Weekday]]()
    for day in place.weekdays:
        if runs and order.index(day) == order.index(runs[-1][-1]) + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    spans = ([f"{run[0].label}–{run[-1].label}"] if len(run) > 2 else [str(day.label) for day in run] for run in runs)
    return ", ".join(words for span in spans for words in span)


def held_places(holder: User, city: City) -> list[Held]:
    """Open places that `holder` is asked about. One SQL statement."""
    rows = Place.objects.filter(city=city).open().filter(owner=holder).select_related("city", "organization")
    return [
        Held(row.uuid, row.name_th, row.name_en, Permission.PLACES_WRITE, tuple(scopes_around(row))) for row in rows
    ]
