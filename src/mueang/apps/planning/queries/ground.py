"""The ground of a city: its neighbourhoods with their people, and its places with what they offer a group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from mueang.apps.catalog.models import Interest, Session
from mueang.apps.catalog.rules import public_offerings
from mueang.apps.network.models import City
from mueang.apps.places.enums import Weekday
from mueang.apps.places.models import Neighbourhood, Place
from mueang.apps.places.rules import listed_places
from mueang.apps.planning.enums import AGES, FREE_HOURS, WEEKS_AHEAD
from mueang.apps.planning.models import Residents
from mueang.apps.planning.queries.asked import Asked
from mueang.methods.access import Hours, shared_hours


@dataclass(frozen=True, slots=True)
class Area:
    """One neighbourhood; `people` of the group asked about is None where nobody has counted them."""

    code: str
    name_th: str
    name_en: str
    point: tuple[float, float]
    boundary: dict[str, Any] | None
    people: int | None
    deprivation: float | None


@dataclass(frozen=True, slots=True)
class Site:
    """One place with its seat hours a week for the group; None where seats or hours are not known."""

    key: str
    name_th: str
    name_en: str
    slug: str
    point: tuple[float, float]
    seats: int | None
    hours: tuple[Hours, ...]
    seat_hours: float | None


@dataclass(frozen=True, slots=True)
class CityGround:
    """Everything a computation needs; after it no row is asked for. `sources` name where the counts come from."""

    areas: list[Area]
    sites: list[Site]
    sources: list[tuple[str, Any]]
    interests: list[Interest]

    @property
    def n_unknown(self) -> int:
        """Places that cannot be counted, because nobody wrote down how many fit or when they are open."""
        return sum(site.seat_hours is None for site in self.sites)

    @property
    def has_people(self) -> bool:
        return any(area.people is not None for area in self.areas)


def city_ground(*, city: City, asked: Asked, now: datetime) -> CityGround:
    """Three SQL statements however many rows; a fourth where an interest is asked for."""
    rows = list(Neighbourhood.objects.filter(city=city).select_related("residents"))
    places = [row for row in listed_places(city) if row.point is not None]
    interests = list(Interest.objects.all())
    offered = _session_hours(city, asked=asked, now=now) if asked.interest else None
    counted = [found for row in rows if (found := _residents(row)) is not None]
    return CityGround(
        areas=[_area(row, asked.group) for row in rows],
        sites=[_site(place, asked=asked, offered=offered) for place in places],
        sources=sorted({(row.source, row.counted_on) for row in counted}, key=str),
        interests=interests,
    )


def weekly_hours(place: Place) -> tuple[Hours, ...]:
    """Days and hours a place is open, where its rule names weekdays."""
    if place.opens_at is None or place.closes_at is None or place.closes_at <= place.opens_at:
        return ()
    order = list(Weekday)
    return tuple((order.index(day), _hour(place.opens_at), _hour(place.closes_at)) for day in place.weekdays)


def _residents(row: Neighbourhood) -> Residents | None:
    return getattr(row, "residents", None)


def _area(row: Neighbourhood, group: str) -> Area:
    counted = _residents(row)
    need = counted.deprivation_percent if counted else None
    return Area(
        code=row.code,
        name_th=row.name_th,
        name_en=row.name_en,
        point=(row.latitude, row.longitude),
        boundary=row.boundary,
        people=counted.of(group) if counted else None,
        deprivation=None if need is None else need / 100,
    )


def _site(place: Place, *, asked: Asked, offered: Mapping[int, float] | None) -> Site:
    hours = weekly_hours(place)
    known = place.capacity is not None and bool(hours)
    if offered is not None:
        seat_hours: float | None = offered.get(place.pk, 0.0)
    else:
        seat_hours = place.capacity * shared_hours(hours, FREE_HOURS[asked.group]) if place.capacity and known else None
    return Site(
        key=str(place.uuid),
        name_th=place.name_th,
        name_en=place.name_en,
        slug=place.slug,
        point=(float(place.latitude or 0), float(place.longitude or 0)),
        seats=place.capacity,
        hours=hours,
        seat_hours=seat_hours,
    )


def _session_hours(city: City, *, asked: Asked, now: datetime) -> dict[int, float]:
    """Seat hours a week at each place, of the sessions to come that the group may join and is free for."""
    youngest, oldest = AGES[asked.group]
    offerings = public_offerings(city).filter(
        Q(age_min=None) | Q(age_min__lte=oldest),
        Q(age_max=None) | Q(age_max__gte=youngest),
        program__interests__code=asked.interest,
    )
    sessions = (
        Session.objects.planned()
        .filter(offering__in=offerings, starts_at__gte=now, starts_at__lt=now + timedelta(weeks=WEEKS_AHEAD))
        .values_list("place", "offering__place", "offering__seats", "starts_at", "ends_at")
    )
    return _counted(sessions, free=FREE_HOURS[asked.group])


def _counted(sessions: Iterable[tuple[Any, ...]], *, free: tuple[Hours, ...]) -> dict[int, float]:
    found: defaultdict[int, float] = defaultdict(float)
    for own_place, place, seats, starts_at, ends_at in sessions:
        starts, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
        last = _hour(ends.time()) if ends.date() == starts.date() else 24.0
        hours = shared_hours([(starts.weekday(), _hour(starts.time()), last)], free)
        found[own_place or place] += seats * hours / WEEKS_AHEAD
    return found


def _hour(at: time) -> float:
    return at.hour + at.minute / 60
