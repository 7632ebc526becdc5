"""Add a learning place, keep its entry true, close and reopen it."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.actions import mark_public_change
from mueang.apps.network.models import City
from mueang.apps.places.enums import Freshness
from mueang.apps.places.errors import PlaceClosed, ScopeElsewhere, VerifiedInTheFuture
from mueang.apps.places.models import FRESHNESS_FIELDS, Place
from mueang.apps.places.queries import free_place_slug, neighbourhood_at
from mueang.apps.places.rules import may_add_place, may_change_place, may_close_place


@transaction.atomic
def add_place(
    *,
    city: City,
    kind: str,
    name_th: str,
    name_en: str,
    actor: User,
    latitude: float | None = None,
    longitude: float | None = None,
    **details: Any,
) -> Place:
    """Add a place; its neighbourhood follows from its point, its address in the web from its English name.

    `details` are any other fields of the place. Nobody has confirmed it until `verified_on` says so.
    Raises PermissionDenied, VerifiedInTheFuture, ScopeElsewhere and ValidationError.
    """
    if not may_add_place(actor, city):
        raise PermissionDenied
    place = Place(city=city, kind=kind, name_th=name_th, name_en=name_en, latitude=latitude, longitude=longitude)
    _set(place, details)
    place.slug = place.slug or free_place_slug(city=city, name=name_en)
    _check_and_locate(place, keeps_neighbourhood="neighbourhood" in details)
    place.save(force_insert=True)
    _tell(place, actor=actor, verb="place.added", facts={"kind": kind})
    return place


@transaction.atomic
def change_place(*, place: Place, actor: User, **details: Any) -> Place:
    """Change a place's entry; a new point finds its neighbourhood anew.

    Raises PermissionDenied, PlaceClosed, VerifiedInTheFuture, ScopeElsewhere and ValidationError.
    """
    place = _locked(place)
    if not may_change_place(actor, place):
        raise PermissionDenied
    if place.closed_on is not None:
        raise PlaceClosed
    _set(place, details)
    moved = {"latitude", "longitude"} & details.keys() and "neighbourhood" not in details
    _check_and_locate(place, keeps_neighbourhood=not moved)
    place.save()
    _tell(place, actor=actor, verb="place.changed", facts={"fields": sorted(details)})
    return place


@transaction.atomic
def verify_place(*, place: Place, on: date, actor: User) -> Place:
    """Confirm that the entry was true on a day, which keeps it fresh for half a year.

    An earlier day never overwrites a later one. Raises PermissionDenied, PlaceClosed and VerifiedInTheFuture.
    """
    place = _locked(place)
    if not may_change_place(actor, place):
        raise PermissionDenied
    if place.closed_on is not None:
        raise PlaceClosed
    if on > timezone.localdate():
        raise VerifiedInTheFuture
    if place.verified_on is None or place.verified_on < on:
        place.confirm(on)
        place.save(update_fields=FRESHNESS_FIELDS)
    _tell(place, actor=actor, verb="place.verified", facts={"on": on.isoformat()})
    return place


@transaction.atomic
def close_place(*, place: Place, on: date, actor: User) -> Place:
    """Take a place that no longer exists off the public pages; its history stays.

    Raises PermissionDenied, and PlaceClosed where somebody closed it first.
    """
    place = _locked(place)
    if not may_close_place(actor, place):
        raise PermissionDenied
    if place.closed_on is not None:
        raise PlaceClosed
    place.closed_on = on
    place.save(update_fields=["closed_on"])
    _tell(place, actor=actor, verb="place.closed", facts={"on": on.isoformat()})
    return place


@transaction.atomic
def reopen_place(*, place: Place, actor: User) -> Place:
    """Put a closed place back, unconfirmed until somebody looks. Raises PermissionDenied."""
    place = _locked(place)
    if not may_close_place(actor, place):
        raise PermissionDenied
    place.closed_on = place.verified_on = place.freshness_on = None
    place.freshness = Freshness.FRESH
    place.save(update_fields=["closed_on", *FRESHNESS_FIELDS])
    _tell(place, actor=actor, verb="place.reopened", facts={})
    return place


@transaction.atomic
def hand_over_place(*, place: Place, owner: User, actor: User) -> Place:
    """Let somebody else be asked whether the entry is true.

    Raises PermissionDenied, also where the new owner may not change the place.
    """
    place = _locked(place)
    if not may_close_place(actor, place) or not may_change_place(owner, place):
        raise PermissionDenied
    place.owner = owner
    place.save(update_fields=["owner"])
    record(actor=actor, verb="place.handed_over", target=place, book=place.city.slug, facts={"to": str(owner.uuid)})
    return place


@transaction.atomic
def step_freshness(*, place: Place, today: date) -> Freshness | None:
    """The worker's next step in asking about an open place, or None where none is due any more."""
    place = _locked(place)
    step = place.next_freshness(today) if place.closed_on is None else None
    if step is None:
        return None
    place.freshness, place.freshness_on = step, today
    place.save(update_fields=["freshness", "freshness_on"])
    if step >= Freshness.UNCONFIRMED:
        _mark_changed(place)
    if step == Freshness.UNLISTED:
        record(actor=None, verb="place.unlisted", target=place, book=place.city.slug)
    return step


def _locked(place: Place) -> Place:
    rows = Place.objects.select_for_update(of=("self",)).select_related("city", "organization")
    return rows.get(pk=place.pk)


def _set(place: Place, details: dict[str, Any]) -> None:
    for name, value in details.items():
        setattr(place, name, value)


def _check_and_locate(place: Place, *, keeps_neighbourhood: bool) -> None:
    if place.verified_on is not None and place.verified_on > timezone.localdate():
        raise VerifiedInTheFuture
    if any(owner.city_id not in (None, place.city_id) for owner in (place.organization, place.neighbourhood) if owner):
        raise ScopeElsewhere
    if not all(math.isfinite(degrees) for degrees in place.point or ()):
        raise ValidationError({"latitude": _("There is no such point on the earth.")})
    place.full_clean()
    if keeps_neighbourhood:
        return
    place.neighbourhood = None
    if place.latitude is not None and place.longitude is not None:
        place.neighbourhood = neighbourhood_at(city=place.city, latitude=place.latitude, longitude=place.longitude)


def _tell(place: Place, *, actor: User, verb: str, facts: dict[str, Any]) -> None:
    _mark_changed(place)
    record(actor=actor, verb=verb, target=place, book=place.city.slug, facts=facts)


def _mark_changed(place: Place) -> None:
    """Raise the city's version and stamp the place with it: lists kept in memory read what is held there again."""
    place.changed_in = mark_public_change(place.city, catalog=False)
    place.save(update_fields=["changed_in"])
