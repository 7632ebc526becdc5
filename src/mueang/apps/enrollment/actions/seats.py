"""The seats of an offering, kept under the lock of its row: never more taken than there are."""

from __future__ import annotations

from django.db.models import Max

from mueang.apps.catalog.models import Offering, Session
from mueang.apps.network.actions import mark_public_change, mark_seats_changed
from mueang.lib.ready import ReadyChange, ReadyRows, Slot

# Texts and lists that nobody asks for who only wants a seat: read where they are needed.
_SELDOM = (
    *("contact", "online_url", "cost_note_th", "cost_note_en", "reserved_seats", "fee_waivers", "kit"),
    *("waiver_how_th", "waiver_how_en", "accessibility", "access_note_th", "access_note_en"),
    *("cancel_note", "search_text", "search_version", "created_at"),
)
# Asked at every press of "take the seat".
_FRESH = ReadyRows(lambda: Offering.objects.defer(*_SELDOM).filter(pk=Slot("pk")))
_LOCKED = ReadyRows(lambda: Offering.objects.defer(*_SELDOM).select_for_update(no_key=True).filter(pk=Slot("pk")))
_SESSION = ReadyRows(lambda: Session.objects.filter(pk=Slot("pk")))
_TAKE = ReadyChange(
    lambda: Offering.objects.filter(pk=Slot("pk")), seats_taken=Slot("seats_taken"), changed_in=Slot("changed_in")
)


def lock_offering(offering: Offering) -> Offering:
    """The offering read afresh and held until the action commits; everything about its seats waits here.

    Take this lock before any other: offering, city, audit book, always in that order.
    """
    return _of_city(_LOCKED(pk=offering.pk), offering)


def read_offering(offering: Offering) -> Offering:
    """The offering read afresh and not held: what it says may be over a moment later."""
    return _of_city(_FRESH(pk=offering.pk), offering)


def lock_session(session: Session) -> Session:
    """The session read afresh, with its offering read and held as `lock_offering` does. For whoever writes a roll."""
    offering = lock_offering(session.offering)
    rows = _SESSION(pk=session.pk)
    if not rows:
        raise Session.DoesNotExist
    rows[0].offering = offering
    return rows[0]


def _of_city(rows: list[Offering], before: Offering) -> Offering:
    """The row found, with the city it had: an offering never moves to another. The rest is read where it is needed."""
    if not rows:
        raise Offering.DoesNotExist
    rows[0].city = before.city
    return rows[0]


def take_seats(offering: Offering, count: int) -> None:
    """Seats of a locked offering; a negative count gives them back.

    The last one taken, or the first one free again, says more than a number: lists of what has seats left change.
    """
    had_seats = offering.seats_left > 0
    offering.seats_taken += count
    if had_seats == (offering.seats_left > 0):
        offering.changed_in = mark_seats_changed(offering.city)
    else:
        offering.changed_in = mark_public_change(offering.city, catalog=False)
    _TAKE(pk=offering.pk, seats_taken=offering.seats_taken, changed_in=offering.changed_in)


def next_waitlist_number(offering: Offering) -> int:
    return (offering.enrollments.aggregate(last=Max("waitlist_number"))["last"] or 0) + 1
