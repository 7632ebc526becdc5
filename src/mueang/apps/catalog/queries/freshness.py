"""Which entries nobody has confirmed lately, who is asked, and the sealed link that answers."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Q
from django.utils import timezone

from mueang.apps.accounts.enums import Role
from mueang.apps.accounts.models import User
from mueang.apps.accounts.queries import grants_within
from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import Offering, OfferingQuerySet
from mueang.apps.catalog.rules import visible_offerings
from mueang.apps.network.models import City, Organization
from mueang.apps.places.enums import Freshness
from mueang.apps.places.models import Place, PlaceQuerySet
from mueang.apps.places.rules import scopes_around, visible_places
from mueang.lib.sealed import SealBroken, seal, unseal

LINK_STANDS_FOR = timedelta(days=90)
_PURPOSE = "still-true"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a link asks about: the row, if it still stands, and the account that was asked on a day."""

    row: Offering | Place | None
    user: User
    asked_on: date

    @property
    def is_answered(self) -> bool:
        """Confirmed since it was asked, by this link or another."""
        return self.row is not None and self.row.verified_on is not None and self.row.verified_on >= self.asked_on


def offerings_due(today: date) -> OfferingQuerySet:
    """Current offerings whose next step of freshness is due."""
    rows = Offering.objects.published().filter(Offering.due_for_a_step(today), ends_on__gte=today)
    return rows.order_by("pk")


def places_due(today: date) -> PlaceQuerySet:
    return Place.objects.open().filter(Place.due_for_a_step(today)).order_by("pk")


def owners_of_place(place: Place) -> list[User]:
    """Who is asked about a place: its owner, else those who keep it, else the city's managers. Two SQL statements."""
    if place.owner is not None and place.owner.is_active:
        return [place.owner]
    grants = [grant for grant in grants_within(scopes_around(place)) if grant.user.is_active]
    for role in (Role.KEEPER, Role.CITY_MANAGER):
        if holders := {grant.user_id: grant.user for grant in grants if grant.role == role}:
            return list(holders.values())
    return []


def stale_offerings(*, viewer: Viewer, city: City, today: date) -> OfferingQuerySet:
    """Current offerings of `city` the viewer works on that were asked about or are unconfirmed, the oldest first."""
    rows = visible_offerings(viewer).filter(city=city, state=OfferingState.PUBLISHED, ends_on__gte=today)
    is_old = Q(verified_on=None) | Q(verified_on__lt=today - Offering.fresh_for)
    asked = Q(freshness__gt=Freshness.FRESH)
    ordered = rows.filter(is_old | asked).order_by(F("verified_on").asc(nulls_first=True), "pk")
    return ordered.select_related("program", "place", "owner", "city")


def stale_places(*, viewer: Viewer, city: City, today: date) -> PlaceQuerySet:
    rows = visible_places(viewer).filter(city=city, closed_on=None)
    is_old = Q(verified_on=None) | Q(verified_on__lt=today - Place.fresh_for)
    ordered = rows.filter(is_old | Q(freshness__gt=Freshness.FRESH)).select_related("owner", "city", "organization")
    return ordered.order_by(F("verified_on").asc(nulls_first=True), "name_th", "pk")


def possible_owners(city: City) -> list[User]:
    """Accounts with a role in the city, at its partners or places, by name. Three SQL statements."""
    scopes: list[UUID] = [
        city.uuid,
        *Organization.objects.filter(city=city).values_list("uuid", flat=True),
        *Place.objects.filter(city=city, closed_on=None).values_list("uuid", flat=True),
    ]
    keeping = {Role.KEEPER, Role.CITY_OFFICER, Role.CITY_MANAGER}
    grants = [grant for grant in grants_within(scopes) if grant.role in keeping and grant.user.is_active]
    return list({grant.user_id: grant.user for grant in grants}.values())


def link_for(row: Offering | Place, user: User, *, on: date) -> str:
    """The text that stands in a link: sealed, so that it says nothing to whoever sees it in a log."""
    kind = "offering" if isinstance(row, Offering) else "place"
    said = json.dumps([kind, row.uuid.hex, user.uuid.hex, on.isoformat()]).encode()
    return base64.urlsafe_b64encode(seal(said, purpose=_PURPOSE)).decode().rstrip("=")


def answer_of(sealed: str, *, today: date | None = None) -> Entry | None:
    """What a link asks about, or None where it was not sealed here or is too old. Two SQL statements."""
    today = today or timezone.localdate()
    try:
        data = unseal(base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4)), purpose=_PURPOSE)
    except (SealBroken, ValueError):
        return None
    kind, row, user, on = json.loads(data)
    asked_on, asked = date.fromisoformat(on), User.objects.filter(uuid=UUID(user), is_active=True).first()
    if asked is None or asked_on + LINK_STANDS_FOR < today:
        return None
    return Entry(_offering(UUID(row)) if kind == "offering" else _place(UUID(row)), asked, asked_on)


def _offering(key: UUID) -> Offering | None:
    rows = Offering.objects.published().select_related("city", "program", "place__city", "place__organization")
    return rows.filter(uuid=key).first()


def _place(key: UUID) -> Place | None:
    return Place.objects.open().select_related("city", "organization").filter(uuid=key).first()
