"""Registered learning systems, and where a launch leads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Count
from django.urls import reverse

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.models import Offering, OfferingQuerySet
from mueang.apps.catalog.rules import announced_offerings
from mueang.apps.courses.rules import own_seats
from mueang.apps.lti.models import Platform
from mueang.apps.lti.rules import known_platforms, visible_platforms
from mueang.apps.network.models import City

_TARGET = re.compile(r"(?:/[a-z]{2})?/lti/to/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?")


@dataclass(frozen=True, slots=True)
class Link:
    """What a teacher puts into the other system to lead to one activity."""

    offering: Offering
    address: str


def platforms_of(*, viewer: Viewer, city: City) -> list[Platform]:
    """Those that stand first, each with how many accounts it brought; one SQL statement."""
    rows = visible_platforms(viewer).filter(city=city).annotate(n_visitors=Count("visitors"))
    return sorted(rows, key=lambda row: (row.closed_at is not None, row.name))


def links_of(city: City) -> list[Link]:
    """The activities that may be linked to, the latest first; one SQL statement."""
    rows = announced_offerings(city).select_related("program").order_by("-starts_on", "-pk")[:100]
    return [Link(row, f"{settings.BASE_URL}/lti/to/{row.uuid}/") for row in rows]


def is_open() -> bool:
    """Whether any learning system is registered at all."""
    return known_platforms().exists()


def platform_asking(*, issuer: str, client_id: str) -> Platform | None:
    """The one that stands under these names; without a client only where the issuer has a single one."""
    rows = known_platforms().filter(issuer=issuer)
    found = list((rows.filter(client_id=client_id) if client_id else rows)[:2])
    return found[0] if len(found) == 1 else None


def linked_offering(address: object) -> UUID | None:
    """The activity that an address of this installation's own names; nothing else is ever gone to."""
    if not isinstance(address, str) or not address.startswith(settings.BASE_URL):
        return None
    found = _TARGET.fullmatch(address.removeprefix(settings.BASE_URL))
    return UUID(found[1]) if found else None


def place_of(*, viewer: Viewer, offering: UUID) -> str | None:
    """Where the link to an activity leads this person: into the course they hold a seat in, or to its public page."""
    seat = own_seats(viewer).filter(offering__uuid=offering).first()
    if seat is not None:
        return reverse("course:home", args=[seat.uuid])
    row = _announced().filter(uuid=offering).select_related("city").first()
    return None if row is None else reverse("public:offering", args=[row.city.slug, row.slug])


def _announced() -> OfferingQuerySet:
    return Offering.objects.announced()
