"""Giving a seat back, and letting everybody go when an offering is cancelled."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.enums import ChangeKind, OfferingState
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.admission import refuse_ended
from mueang.apps.enrollment.actions.line import close_empty_offer, offer_freed_seats, release_kept
from mueang.apps.enrollment.actions.members import standing_enrollments
from mueang.apps.enrollment.actions.seats import lock_offering, take_seats
from mueang.apps.enrollment.actions.words import tell_cancelled, tell_withdrawn
from mueang.apps.enrollment.enums import COUNTS_AS_TAKEN, MAY_BE_WITHDRAWN, EnrollmentState, HoldState, OfferState
from mueang.apps.enrollment.errors import EnrollmentEnded, NotOnTheTicket, OfferingFull, UndoTooLate
from mueang.apps.enrollment.models import Enrollment, Party, RoomChoice, SeatHold, SeatOffer
from mueang.apps.enrollment.rules import may_withdraw


@transaction.atomic
def withdraw(
    *, enrollment: Enrollment, actor: User | None, reason: str = "", now: datetime | None = None
) -> Enrollment:
    """End an enrollment and offer the seat to those who wait; hours learned so far stay in the ledger.

    An `actor` of None is the operator, or whoever holds the party's ticket. Staff removes somebody with a reason, which
    the person reads. Raises PermissionDenied, and EnrollmentEnded if it ended already.
    """
    now = now or timezone.now()
    offering = lock_offering(enrollment.offering)
    enrollment = Enrollment.objects.select_related("person__user", "party").get(pk=enrollment.pk)
    enrollment.offering = offering
    if actor is not None and not may_withdraw(actor, enrollment):
        raise PermissionDenied
    if not enrollment.may_be_withdrawn:
        raise EnrollmentEnded
    had_a_seat = enrollment.state in COUNTS_AS_TAKEN
    enrollment.state, enrollment.ended_at = EnrollmentState.WITHDRAWN, now
    enrollment.ended_reason = reason.strip()[:200]
    enrollment.save(update_fields=["state", "ended_at", "ended_reason"])
    RoomChoice.objects.filter(enrollment=enrollment).delete()
    if had_a_seat:
        take_seats(offering, -1)
    if enrollment.party:
        release_kept(enrollment.party, offering)
        close_empty_offer(enrollment.party, now=now)
    if offering.seats_left:
        offer_freed_seats(offering, now=now)
    tell_withdrawn(enrollment)
    facts: dict[str, object] = {"offering": str(offering.uuid), "had_a_seat": had_a_seat}
    if enrollment.ended_reason:
        facts["reason"] = enrollment.ended_reason
    record(actor=actor, verb="enrollment.withdrawn", target=enrollment, book=offering.city.slug, facts=facts)
    return enrollment


def withdraw_by_ticket(*, ticket: str, enrollment: UUID, now: datetime | None = None) -> Enrollment:
    """Give back one seat of the party that holds `ticket`: the ticket is the authority.

    Raises NotOnTheTicket for any other enrollment, and EnrollmentEnded.
    """
    rows = Enrollment.objects.filter(party__ticket=ticket, uuid=enrollment).select_related("offering")
    found = rows.first() if ticket else None
    if found is None:
        raise NotOnTheTicket
    return withdraw(enrollment=found, actor=None, now=now)


@transaction.atomic
def undo_withdrawal(*, enrollment: Enrollment, actor: User | None, now: datetime | None = None) -> Enrollment:
    """Take back a seat given up by mistake, while it is free and no more than a day has passed.

    Who waits goes first: a seat that was offered meanwhile is gone. Raises PermissionDenied, UndoTooLate (also where
    staff ended it), EnrollmentClosed and OfferingFull.
    """
    now = now or timezone.now()
    offering = lock_offering(enrollment.offering)
    enrollment = Enrollment.objects.select_related("person__user", "party__lead__user").get(pk=enrollment.pk)
    enrollment.offering = offering
    if actor is not None and not may_withdraw(actor, enrollment):
        raise PermissionDenied
    if enrollment.state == EnrollmentState.ENROLLED:
        return enrollment
    refuse_ended(offering)
    if not enrollment.may_be_taken_back(now) or standing_enrollments(offering, [enrollment.person]):
        raise UndoTooLate
    if offering.seats_left < 1:
        raise OfferingFull(wanted=1, seats_left=0)
    enrollment.state, enrollment.ended_at = EnrollmentState.ENROLLED, None
    enrollment.save(update_fields=["state", "ended_at"])
    take_seats(offering, 1)
    facts = {"offering": str(offering.uuid)}
    record(actor=actor, verb="enrollment.withdrawal_undone", target=enrollment, book=offering.city.slug, facts=facts)
    return enrollment


@transaction.atomic
def release_cancelled(*, offering: Offering, now: datetime) -> int:
    """Withdraw everybody from a cancelled offering; returns how many people.

    They are told here only where the cancelling itself left no word for them.
    """
    offering = lock_offering(offering)
    if offering.state != OfferingState.CANCELLED:
        return 0
    standing = Enrollment.objects.filter(offering=offering, state__in=MAY_BE_WITHDRAWN)
    rows = list(standing.select_related("person__user", "party__lead"))
    if not rows:
        return 0
    n_seats = sum(row.state in COUNTS_AS_TAKEN for row in rows)
    Enrollment.objects.filter(pk__in=[row.pk for row in rows]).update(state=EnrollmentState.WITHDRAWN, ended_at=now)
    n_seats += _empty_line(offering, now=now)
    take_seats(offering, -n_seats)
    if not offering.changes.filter(kind=ChangeKind.CANCELLED).exists():
        tell_cancelled(offering, rows, now=now)
    facts = {"n_people": len(rows)}
    record(actor=None, verb="enrollment.released", target=offering, book=offering.city.slug, facts=facts)
    return len(rows)


def _empty_line(offering: Offering, *, now: datetime) -> int:
    """End every offer, keeping and hold; returns how many seats were kept and held."""
    SeatOffer.objects.filter(party__offering=offering, state=OfferState.OPEN).update(
        state=OfferState.LAPSED, ended_at=now
    )
    keeping = Party.objects.filter(offering=offering, seats_kept__gt=0)
    n_kept = sum(keeping.values_list("seats_kept", flat=True))
    keeping.update(seats_kept=0)
    held = SeatHold.objects.filter(offering=offering, state=HoldState.HELD)
    n_held = sum(held.values_list("n_seats", flat=True))
    held.update(state=HoldState.RELEASED)
    return n_kept + n_held
