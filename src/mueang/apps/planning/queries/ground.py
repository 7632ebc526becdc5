"""The ground of a city: its neighbourhoods with their people, and its places with what they offer a group."""

from __future__ import annotations

from collections import defaultdict
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
    """What a computation for one group needs. `sources` name where the counts of people come from."""

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


@dataclass(frozen=True, slots=True)
class CityRows:
    """Everything about a city that any group's ground is made of; after it no row is asked for."""

    neighbourhoods: list[Neighbourhood]
    places: list[Place]
    sessions: list[tuple[Any, ...]] | None
    interests: list[Interest]


def city_rows(*, city: City, interest: str, now: datetime) -> CityRows:
    """Three SQL statements however many rows; a fourth where an interest is asked for."""
    return CityRows(
        neighbourhoods=list(Neighbourhood.objects.filter(city=city).select_related("residents")),
        places=[row for row in listed_places(city) if row.point is not None],
        sessions=_sessions(city, interest=interest, now=now) if interest else None,
        interests=list(Interest.objects.all()),
    )


def ground_of(rows: CityRows, *, asked: Asked) -> CityGround:
    """The ground for one group. No SQL."""
    counted = [found for row in rows.neighbourhoods if (found := _residents(row)) is not None]
    offered = None if rows.sessions is None else _session_hours(rows.sessions, asked=asked)
    return CityGround(
        areas=[_area(row, asked.group) for row in rows.neighbourhoods],
        sites=[_site(place, asked=asked, offered=offered) for place in rows.places],
        sources=sorted({(row.source, row.counted_on) for row in counted}, key=str),
        interests=rows.interests,
    )


def city_ground(*, city: City, asked: Asked, now: datetime) -> CityGround:
    """The ground for one group, in as many SQL statements as `city_rows`."""
    return ground_of(city_rows(city=city, interest=asked.interest, now=now), asked=asked)


def weekly_hours(*, weekdays: list[Weekday], opens_at: time | None, closes_at: time | None) -> tuple[Hours, ...]:
    """Days and hours something is open; none where a part is not known."""
    if opens_at is None or closes_at is None or closes_at <= opens_at:
        return ()
    order = list(Weekday)
    return tuple((order.index(day), _hour(opens_at), _hour(closes_at)) for day in weekdays)


def seat_hours(*, seats: int | None, hours: tuple[Hours, ...], group: str) -> float | None:
    """Seats × hours a week that a group is free; None where either is not known."""
    return None if seats is None or not hours else seats * shared_hours(hours, FREE_HOURS[group])


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


def _site(place: Place, *, asked: Asked, offered: dict[int, float] | None) -> Site:
    hours = weekly_hours(weekdays=place.weekdays, opens_at=place.opens_at, closes_at=place.closes_at)
    open_hours = seat_hours(seats=place.capacity, hours=hours, group=asked.group)
    return Site(
        key=str(place.uuid),
        name_th=place.name_th,
        name_en=place.name_en,
        slug=place.slug,
        point=(float(place.latitude or 0), float(place.longitude or 0)),
        seats=place.capacity,
        hours=hours,
        seat_hours=open_hours if offered is None else offered.get(place.pk, 0.0),
    )


def _sessions(city: City, *, interest: str, now: datetime) -> list[tuple[Any, ...]]:
    """Planned sessions of the weeks to come that fit the interest: where, for whom, how many seats, when."""
    offerings = public_offerings(city).filter(program__interests__code=interest)
    until = now + timedelta(weeks=WEEKS_AHEAD)
    rows = Session.objects.planned().filter(Q(offering__in=offerings), starts_at__gte=now, starts_at__lt=until)
    ages, seats = ("offering__age_min", "offering__age_max"), "offering__seats"
    return list(rows.values_list("place", "offering__place", *ages, seats, "starts_at", "ends_at"))


def _session_hours(sessions: list[tuple[Any, ...]], *, asked: Asked) -> dict[int, float]:
    """Seat hours a week at each place that the group may join and is free for."""
    found: defaultdict[int, float] = defaultdict(float)
    youngest, oldest = AGES[asked.group]
    for own_place, place, age_min, age_max, seats, starts_at, ends_at in sessions:
        if (age_min or 0) > oldest or (age_max if age_max is not None else oldest) < youngest:
            continue
        starts, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
        last = _hour(ends.time()) if ends.date() == starts.date() else 24.0
        hours = shared_hours([(starts.weekday(), _hour(starts.time()), last)], FREE_HOURS[asked.group])
        found[own_place or place] += seats * hours / WEEKS_AHEAD
    return found


def _hour(at: time) -> float:
    return at.hour + at.minute / 60
