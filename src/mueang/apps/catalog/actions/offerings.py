"""Open, change, publish, cancel, reinstate, finish and confirm offerings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.actions.announcing import leave_word, was_said
from mueang.apps.catalog.actions.conditions import check_conditions
from mueang.apps.catalog.actions.finding import mark_one_changed, mark_one_found_anew
from mueang.apps.catalog.actions.programs import search_text_of
from mueang.apps.catalog.enums import ChangeKind, CourseLanguage, Delivery, OfferingState
from mueang.apps.catalog.errors import (
    NotADraft,
    NothingPlanned,
    NotPublished,
    PlaceElsewhere,
    SeatsAreTaken,
    StillRunning,
    TooLateToReinstate,
)
from mueang.apps.catalog.models import Offering, Program, Session
from mueang.apps.catalog.queries.reinstating import may_be_reinstated
from mueang.apps.catalog.queries.wording import Words, words_of_cancelled_offering, words_of_offering_back
from mueang.apps.catalog.rules import may_change_offering, may_offer_at
from mueang.apps.heritage.queries import free_slug
from mueang.apps.network.models import City
from mueang.apps.places.models import FRESHNESS_FIELDS, Place


class OfferingDetails(TypedDict, total=False):
    """What more may be said of an offering; `enroll_until` is the last moment to join.

    `reserved_seats` maps a `SeatGroup` to seats, `fee_waivers` one to what it pays (satang); `kit` holds the fields of
    `KitLine`, `accessibility` values of `Support`.
    """

    enroll_until: datetime | None
    age_min: int | None
    age_max: int | None
    cost_satang: int
    language: CourseLanguage | str
    cost_note_th: str
    cost_note_en: str
    fee_waivers: dict[str, int]
    waiver_how_th: str
    waiver_how_en: str
    reserved_seats: dict[str, int]
    delivery: Delivery | str
    online_url: str
    accessibility: list[str]
    access_note_th: str
    access_note_en: str
    kit: list[dict[str, Any]]
    contact: str
    is_invented: bool


class OfferingChanges(OfferingDetails, total=False):
    place: Place
    seats: int
    starts_on: date
    ends_on: date


@transaction.atomic
def open_offering(
    *,
    program: Program,
    place: Place,
    seats: int,
    starts_on: date,
    ends_on: date,
    owner: User,
    actor: User,
    **details: Unpack[OfferingDetails],
) -> Offering:
    """Write a draft: a program, given at a place, with seats. It has no session yet, and nobody can join.

    Raises PermissionDenied, PlaceElsewhere, MoreReservedThanSeats, WaiverAboveCost, ConditionUnknown.
    """
    if not may_offer_at(actor, place):
        raise PermissionDenied
    # Two keepers may open the same program together: they queue here, and get two slugs.
    city = City.objects.select_for_update(no_key=True).get(pk=program.city_id)
    _check_place(place, city_id=city.pk)
    offering = Offering(
        city=city,
        program=program,
        place=place,
        seats=seats,
        starts_on=starts_on,
        ends_on=ends_on,
        owner=owner,
        search_text=search_text_of(program),
        **details,
    )
    offering.slug = free_slug(Offering.objects.filter(city=city), f"{program.slug}-{starts_on:%Y-%m}", kind="offering")
    check_conditions(offering)
    offering.full_clean()
    offering.save(force_insert=True)
    facts = {"program": program.slug, "place": place.slug, "seats": seats}
    record(actor=actor, verb="offering.opened", target=offering, book=city.slug, facts=facts)
    return offering


@transaction.atomic
def change_offering(
    *, offering: Offering, actor: User, words: Words | None = None, **changes: Unpack[OfferingChanges]
) -> Offering:
    """Change an offering that is not over; `words` reach those who have a seat where it moves to another place.

    Raises PermissionDenied, NotPublished if it was cancelled or finished, PlaceElsewhere, SeatsAreTaken,
    MoreReservedThanSeats, WaiverAboveCost, ConditionUnknown.
    """
    offering = locked_offering(offering, actor)
    if offering.state not in (OfferingState.DRAFT, OfferingState.PUBLISHED):
        raise NotPublished
    place_before = offering.place_id
    for name, value in changes.items():
        setattr(offering, name, value)
    has_moved = offering.place_id != place_before
    if has_moved:
        _move(offering, actor)
    if offering.seats < offering.seats_taken:
        raise SeatsAreTaken
    check_conditions(offering)
    offering.full_clean()
    offering.save(update_fields=sorted(changes))
    if has_moved:
        leave_word(offering=offering, kind=ChangeKind.MOVED, words=words, actor=actor, now=timezone.now())
    mark_one_found_anew(offering)
    facts = {"changed": sorted(changes), "seats": offering.seats}
    record(actor=actor, verb="offering.changed", target=offering, book=offering.city.slug, facts=facts)
    return offering


@transaction.atomic
def publish_offering(*, offering: Offering, actor: User) -> Offering:
    """Show a draft to everybody and let people join. Publishing confirms it as of today.

    Raises PermissionDenied, NotADraft, NothingPlanned, PlaceElsewhere if the place was closed meanwhile.
    """
    offering = locked_offering(offering, actor)
    if offering.state != OfferingState.DRAFT:
        raise NotADraft
    _check_place(offering.place, city_id=offering.city_id)
    if not Session.objects.planned().filter(offering=offering).exists():
        raise NothingPlanned
    offering.confirm(timezone.localdate())
    return _enter(offering, OfferingState.PUBLISHED, actor=actor, columns=list(FRESHNESS_FIELDS))


@transaction.atomic
def cancel_offering(
    *,
    offering: Offering,
    reason: str = "",
    words: Words | None = None,
    actor: User,
    now: datetime | None = None,
) -> Offering:
    """Call a published offering off. `reason` is shown in public; calendars learn that the sessions left are cancelled.

    Those who have a seat are told in any case, by `words` or by words drafted here. Their seats are given back after
    a day, so that until then it can be taken back. A repeated press changes nothing.

    Raises PermissionDenied, NotPublished.
    """
    offering, now = locked_offering(offering, actor), now or timezone.now()
    if was_said(offering, words):
        return offering
    if offering.state != OfferingState.PUBLISHED:
        raise NotPublished
    _tell_calendars(offering, now)
    offering.cancel_note, offering.cancelled_at = reason, now
    words = words or words_of_cancelled_offering(offering, reason=reason)
    leave_word(offering=offering, kind=ChangeKind.CANCELLED, words=words, actor=actor, now=now)
    return _enter(offering, OfferingState.CANCELLED, actor=actor, columns=["cancel_note", "cancelled_at"])


@transaction.atomic
def reinstate_offering(
    *, offering: Offering, words: Words | None = None, actor: User, now: datetime | None = None
) -> Offering:
    """Take a cancellation back within a day, while everybody still has their seat and something is still to come.

    Raises PermissionDenied, TooLateToReinstate.
    """
    offering, now = locked_offering(offering, actor), now or timezone.now()
    if was_said(offering, words):
        return offering
    if not may_be_reinstated(offering, now=now):
        raise TooLateToReinstate
    _tell_calendars(offering, now)
    offering.state, offering.cancel_note, offering.cancelled_at = OfferingState.PUBLISHED, "", None
    offering.save(update_fields=["state", "cancel_note", "cancelled_at"])
    words = words or words_of_offering_back(offering)
    leave_word(offering=offering, kind=ChangeKind.BACK, words=words, actor=actor, now=now)
    mark_one_found_anew(offering)
    record(actor=actor, verb="offering.reinstated", target=offering, book=offering.city.slug)
    return offering


@transaction.atomic
def finish_offering(*, offering: Offering, actor: User, now: datetime | None = None) -> Offering:
    """Close a published offering after its last session.

    Raises PermissionDenied, NotPublished, StillRunning.
    """
    offering = locked_offering(offering, actor)
    if offering.state != OfferingState.PUBLISHED:
        raise NotPublished
    if Session.objects.still_to_end(now or timezone.now()).filter(offering=offering).exists():
        raise StillRunning
    return _enter(offering, OfferingState.FINISHED, actor=actor, columns=[])


@transaction.atomic
def verify_offering(*, offering: Offering, on: date, actor: User) -> Offering:
    """Say that everything the entry says is true as of `on`.

    Raises PermissionDenied, NotPublished.
    """
    offering = locked_offering(offering, actor)
    if offering.state != OfferingState.PUBLISHED:
        raise NotPublished
    offering.confirm(on)
    offering.save(update_fields=FRESHNESS_FIELDS)
    mark_one_changed(offering)
    facts = {"on": on.isoformat()}
    record(actor=actor, verb="offering.verified", target=offering, book=offering.city.slug, facts=facts)
    return offering


@transaction.atomic
def discard_offering(*, offering: Offering, actor: User) -> None:
    """Throw a draft away. What was ever published stays, cancelled or finished.

    Raises PermissionDenied, NotADraft.
    """
    offering = locked_offering(offering, actor)
    if offering.state != OfferingState.DRAFT:
        raise NotADraft
    record(actor=actor, verb="offering.discarded", target=offering, book=offering.city.slug)
    offering.delete()


def locked_offering(offering: Offering, actor: User) -> Offering:
    """The row as it is now, locked, for somebody who may change it."""
    offering = (
        Offering.objects.select_for_update(of=("self",))
        .select_related("city", "program", "place__city", "place__organization")
        .get(pk=offering.pk)
    )
    if not may_change_offering(actor, offering):
        raise PermissionDenied
    return offering


def _enter(offering: Offering, state: OfferingState, *, actor: User, columns: list[str]) -> Offering:
    offering.state = state
    offering.full_clean()
    offering.save(update_fields=["state", *columns])
    mark_one_found_anew(offering)
    record(actor=actor, verb=f"offering.{state.value}", target=offering, book=offering.city.slug)
    return offering


def _move(offering: Offering, actor: User) -> None:
    """Check a new place; calendars learn of it."""
    _check_place(offering.place, city_id=offering.city_id)
    if not may_offer_at(actor, offering.place):
        raise PermissionDenied
    _tell_calendars(offering, timezone.now())


def _tell_calendars(offering: Offering, now: datetime) -> None:
    sessions = Session.objects.still_to_end(now).filter(offering=offering)
    sessions.update(n_changes=F("n_changes") + 1, changed_at=now)


def _check_place(place: Place, *, city_id: int) -> None:
    if place.city_id != city_id or place.closed_on is not None:
        raise PlaceElsewhere
