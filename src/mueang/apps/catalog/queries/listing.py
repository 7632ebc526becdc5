"""Offerings as short lines, for those who list addresses or what is new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Max, OuterRef
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from mueang.apps.catalog.models import Offering, OfferingQuerySet
from mueang.apps.catalog.rules import public_offerings
from mueang.apps.network.models import City


@dataclass(frozen=True, slots=True)
class ListedOffering:
    """`changed_at` is when the entry or one of its sessions was last written."""

    city_slug: str
    slug: str
    name_th: str
    name_en: str
    summary_th: str
    summary_en: str
    place_th: str
    place_en: str
    created_at: datetime
    changed_at: datetime


def listed_offerings(*, city: City, limit: int) -> tuple[ListedOffering, ...]:
    """Published offerings that are not over, by address. One SQL statement."""
    return _lines(_current(city).order_by("slug"), city, limit)


def newest_offerings(*, city: City, limit: int) -> tuple[ListedOffering, ...]:
    """Published offerings that are not over, the newest entry first. One SQL statement."""
    return _lines(_current(city).order_by("-created_at", "-pk"), city, limit)


def cities_to_enter() -> list[City]:
    """The cities in which something is published; every city while none publishes anything. One SQL statement."""
    published = Offering.objects.published().filter(city=OuterRef("pk"))
    asked = City.objects.annotate(offers=Exists(published))
    return [city for city in asked if city.offers] or [*asked]


def _current(city: City) -> OfferingQuerySet:
    return public_offerings(city).upcoming(timezone.localdate())


def _lines(offerings: OfferingQuerySet, city: City, limit: int) -> tuple[ListedOffering, ...]:
    changed = Greatest("created_at", Coalesce(Max("sessions__changed_at"), "created_at"))
    rows = offerings.annotate(written_at=changed).values_list(
        *("slug", "program__name_th", "program__name_en", "program__summary_th", "program__summary_en"),
        *("place__name_th", "place__name_en", "created_at", "written_at"),
    )
    return tuple(ListedOffering(city.slug, *row) for row in rows[:limit])
