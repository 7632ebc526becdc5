"""The seats of an offering, kept under the lock of its row: never more taken than there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from mueang.apps.audit.actions import record
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.words import tell_promoted
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.models import Enrollment, EnrollmentQuerySet
from mueang.apps.network.actions import mark_public_change
from mueang.lib.ready import ReadyChange, ReadyRows, Slot


def _in_queue() -> EnrollmentQuerySet:
    rows = Enrollment.objects.filter(state=EnrollmentState.WAITLISTED)
    return rows.select_related("person__user", "party").order_by("waitlist_number", "pk")


# Asked at every press of "take the seat".
_FRESH = ReadyRows(lambda: Offering.objects.filter(pk=Slot("pk")))
_LOCKED = ReadyRows(lambda: Offering.objects.select_for_update(no_key=True).filter(pk=Slot("pk")))
_TAKE = ReadyChange(lambda: Offering.objects.filter(pk=Slot("pk")), seats_taken=Slot("seats_taken"))
_WAITING = ReadyRows(lambda: _in_queue().filter(offering=Slot("offering")))


def lock_offering(offering: Offering) -> Offering:
    """The offering read afresh and held until the action commits; everything about its seats waits here.

    Take this lock before any other: offering, city, audit book, always in that order.
    """
    return _of_city(_LOCKED(pk=offering.pk), offering)


def read_offering(offering: Offering) -> Offering:
    """The offering read afresh and not held: what it says may be over a moment later."""
    return _of_city(_FRESH(pk=offering.pk), offering)


def _of_city(rows: list[Offering], before: Offering) -> Offering:
    """The row found, with the city it had: an offering never moves to another. The rest is read where it is needed."""
    if not rows:
        raise Offering.DoesNotExist
    rows[0].city = before.city
    return rows[0]


def take_seats(offering: Offering, count: int) -> None:
    """Seats of a locked offering; a negative count gives them back."""
    offering.seats_taken += count
    _TAKE(pk=offering.pk, seats_taken=offering.seats_taken)
    mark_public_change(offering.city)


def next_waitlist_number(offering: Offering) -> int:
    return (offering.enrollments.aggregate(last=Max("waitlist_number"))["last"] or 0) + 1


def promote(offering: Offering, *, now: datetime) -> int:
    """Seat those who wait, party by party in their order, each whole party that fits; returns how many people.

    A party too large for the seats that are free keeps its place, and a later one that fits goes before it.
    """
    if not offering.seats_left or not _may_be_joined(offering, now=now):
        return 0
    chosen = _parties_that_fit(_WAITING(offering=offering.pk), seats_left=offering.seats_left)
    if not chosen:
        return 0
    rows = Enrollment.objects.filter(pk__in=[one.pk for one in chosen])
    rows.update(state=EnrollmentState.ENROLLED, enrolled_at=now)
    take_seats(offering, len(chosen))
    tell_promoted(offering, chosen)
    facts = {"enrollments": [str(one.uuid) for one in chosen]}
    record(actor=None, verb="enrollment.promoted", target=offering, book=offering.city.slug, facts=facts)
    return len(chosen)


def _may_be_joined(offering: Offering, *, now: datetime) -> bool:
    return offering.state == OfferingState.PUBLISHED and offering.ends_on >= timezone.localdate(now)


def _parties_that_fit(rows: Iterable[Enrollment], *, seats_left: int) -> list[Enrollment]:
    chosen: list[Enrollment] = []
    for _number, together in groupby(rows, key=lambda row: row.waitlist_number):
        party = list(together)
        if len(party) <= seats_left - len(chosen):
            chosen += party
    return chosen


@transaction.atomic
def promote_waiting(*, offering: Offering, now: datetime) -> int:
    """What the worker does where seats came free without a withdrawal: more seats, a smaller course made larger."""
    return promote(lock_offering(offering), now=now)
