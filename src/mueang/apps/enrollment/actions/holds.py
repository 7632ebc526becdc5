"""Seats held under an opaque token for somebody who is invited; nothing tells them from other seats once taken."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.admission import refuse_drawn, refuse_ended
from mueang.apps.enrollment.actions.joining import join_with_held_seats
from mueang.apps.enrollment.actions.line import offer_freed_seats
from mueang.apps.enrollment.actions.members import Member
from mueang.apps.enrollment.actions.seats import lock_offering, take_seats
from mueang.apps.enrollment.enums import HoldState
from mueang.apps.enrollment.errors import HoldOver, OfferingFull
from mueang.apps.enrollment.models import Party, SeatHold
from mueang.apps.enrollment.rules import may_hold_seats

# Held seats nobody took go to everybody this long before the first day, unless another day is given.
RELEASED_BEFORE_START = timedelta(days=3)


@transaction.atomic
def hold_seats(
    *,
    offering: Offering,
    n_seats: int,
    actor: User,
    token: str = "",
    release_on: date | None = None,
    now: datetime | None = None,
) -> SeatHold:
    """Hold free seats until `release_on`; the same token again gives the same hold.

    Who asks knows the token, which says nothing about anybody; who is invited gets the link.
    Raises PermissionDenied, EnrollmentClosed and OfferingFull.
    """
    now = now or timezone.now()
    offering = lock_offering(offering)
    if not may_hold_seats(actor, offering):
        raise PermissionDenied
    known = SeatHold.objects.filter(token=token).first() if token else None
    if known is not None:
        return known
    hold = _hold(offering, n_seats, token=token, release_on=release_on, held_by=actor, now=now)
    facts = {"n_seats": n_seats, "release_on": hold.release_on.isoformat()}
    record(actor=actor, verb="enrollment.seats_held", target=offering, book=offering.city.slug, facts=facts)
    return hold


@transaction.atomic
def hold_for_token(
    *, offering: Offering, token: str, release_on: date | None = None, now: datetime | None = None
) -> SeatHold:
    """Hold one seat for an app above that has asked its own rules and writes its own record: the valve.

    Nobody is named as the holder, here or in the city's record, so that who asked tells nothing about who comes.
    Raises EnrollmentClosed, SeatsAreDrawn and OfferingFull.
    """
    now = now or timezone.now()
    offering = lock_offering(offering)
    known = SeatHold.objects.filter(token=token).first()
    if known is not None:
        return known
    refuse_drawn(offering)
    return _hold(offering, 1, token=token, release_on=release_on, held_by=None, now=now)


@transaction.atomic
def release_token(*, token: str, now: datetime | None = None) -> bool:
    """Give the seat of a token to everybody before its day; whether it was still held."""
    found = SeatHold.objects.select_related("offering__city").filter(token=token).first()
    if found is None:
        return False
    offering = lock_offering(found.offering)
    hold = SeatHold.objects.get(pk=found.pk)
    if hold.state != HoldState.HELD:
        return False
    _release(hold, offering, now=now or timezone.now())
    return True


def _hold(
    offering: Offering, n_seats: int, *, token: str, release_on: date | None, held_by: User | None, now: datetime
) -> SeatHold:
    """Take the seats of a locked offering for a hold. Raises EnrollmentClosed and OfferingFull."""
    refuse_ended(offering)
    if offering.seats_left:
        offer_freed_seats(offering, now=now)
    if offering.seats_left < n_seats:
        raise OfferingFull(wanted=n_seats, seats_left=offering.seats_left, seats=offering.seats)
    take_seats(offering, n_seats)
    return SeatHold.objects.create(
        offering=offering,
        token=token or secrets.token_urlsafe(32),
        link=secrets.token_urlsafe(32),
        n_seats=n_seats,
        release_on=release_on or max(offering.starts_on - RELEASED_BEFORE_START, timezone.localdate(now)),
        held_by=held_by,
        held_at=now,
    )


def _release(hold: SeatHold, offering: Offering, *, now: datetime) -> None:
    hold.state = HoldState.RELEASED
    hold.save(update_fields=["state"])
    take_seats(offering, -hold.n_seats)
    offer_freed_seats(offering, now=now)


@transaction.atomic
def join_held(
    *,
    hold: SeatHold,
    members: Sequence[Member],
    via: str,
    request_key: str,
    lead: Member | None = None,
    now: datetime | None = None,
) -> Party:
    """Seat the invited party in the held seats as `join` seats any other; seats it does not need are free again.

    What is written about the party is what is written about everybody. Raises HoldOver, and refuses as `join` does.
    """
    now = now or timezone.now()
    offering = lock_offering(hold.offering)
    hold = SeatHold.objects.select_related("party").get(pk=hold.pk)
    if hold.state == HoldState.RELEASED:
        raise HoldOver
    party = join_with_held_seats(
        offering,
        members,
        lead=lead,
        via=via,
        request_key=request_key,
        n_held=hold.n_seats if hold.state == HoldState.HELD else 0,
        now=now,
    )
    if hold.state == HoldState.TAKEN:
        if hold.party != party:
            raise HoldOver
        return party
    hold.state, hold.party = HoldState.TAKEN, party
    hold.save(update_fields=["state", "party"])
    return party


@transaction.atomic
def release_hold(*, hold: SeatHold, actor: User | None, now: datetime | None = None) -> bool:
    """Give held seats to everybody, those who wait first; whether there was anything to do.

    An actor of None is the worker, on the day that was stated. Raises PermissionDenied.
    """
    now = now or timezone.now()
    offering = lock_offering(hold.offering)
    hold = SeatHold.objects.get(pk=hold.pk)
    if actor is not None and not may_hold_seats(actor, offering):
        raise PermissionDenied
    if hold.state != HoldState.HELD or (actor is None and hold.release_on > timezone.localdate(now)):
        return False
    _release(hold, offering, now=now)
    facts = {"n_seats": hold.n_seats}
    record(actor=actor, verb="enrollment.hold_released", target=offering, book=offering.city.slug, facts=facts)
    return True
