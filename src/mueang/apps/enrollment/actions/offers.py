"""Answering an offered seat, letting the time run out, and offering by hand."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.admission import refuse_ended
from mueang.apps.enrollment.actions.line import make_offers, offer_freed_seats, release_kept, waiting_rows
from mueang.apps.enrollment.actions.seats import lock_offering, next_waitlist_number, take_seats
from mueang.apps.enrollment.actions.words import tell_offer_missed, tell_seated
from mueang.apps.enrollment.enums import EnrollmentState, OfferState
from mueang.apps.enrollment.errors import NobodyWaits, OfferingFull, OfferOver, ReasonNeededHere
from mueang.apps.enrollment.models import Enrollment, Party, SeatOffer, WaitingLine
from mueang.apps.enrollment.rules import may_enrol

# Who misses an offer waits again, at the end; who misses that many leaves the line.
MISSED_OFFERS = 2


@transaction.atomic
def accept_offer(*, offer: SeatOffer, now: datetime | None = None) -> SeatOffer:
    """Take the offered seats, all of them; a second press, or another device, changes nothing.

    An answer counts until the seats are passed on, even some minutes late. Raises OfferOver, EnrollmentClosed.
    """
    now = now or timezone.now()
    offer, offering = _lock(offer)
    if offer.state == OfferState.ACCEPTED:
        return offer
    _refuse_over(offer)
    refuse_ended(offering)
    rows = _offered_rows(offer)
    Enrollment.objects.filter(pk__in=[row.pk for row in rows]).update(state=EnrollmentState.ENROLLED, enrolled_at=now)
    _end(offer, OfferState.ACCEPTED, now=now)
    tell_seated(offer.party, [row.person for row in rows])
    _record(offer, "enrollment.offer_accepted", n_people=len(rows))
    return offer


@transaction.atomic
def decline_offer(*, offer: SeatOffer, now: datetime | None = None) -> SeatOffer:
    """Give the offered seats to whoever comes next and leave the line. Raises OfferOver for another answer."""
    now = now or timezone.now()
    offer, offering = _lock(offer)
    if offer.state == OfferState.DECLINED:
        return offer
    _refuse_over(offer)
    rows = _offered_rows(offer)
    Enrollment.objects.filter(pk__in=[row.pk for row in rows]).update(state=EnrollmentState.WITHDRAWN, ended_at=now)
    _end(offer, OfferState.DECLINED, now=now)
    _pass_on(offering, n_seats=len(rows), now=now)
    _record(offer, "enrollment.offer_declined", n_people=len(rows))
    return offer


@transaction.atomic
def expire_offer(*, offer: SeatOffer, now: datetime) -> bool:
    """Pass on the seats of an offer whose time ran out; whether there was anything to do.

    The first time the party waits again at the end of the line, the second time it leaves.
    """
    offer, offering = _lock(offer)
    if offer.state != OfferState.OPEN or offer.answer_by > now:
        return False
    rows = _offered_rows(offer)
    _end(offer, OfferState.EXPIRED, now=now)
    missed = SeatOffer.objects.filter(party=offer.party, state=OfferState.EXPIRED).count()
    keys = Enrollment.objects.filter(pk__in=[row.pk for row in rows])
    if missed < MISSED_OFFERS:
        keys.update(state=EnrollmentState.WAITLISTED, waitlist_number=next_waitlist_number(offering))
    else:
        keys.update(state=EnrollmentState.WITHDRAWN, ended_at=now)
    tell_offer_missed(offer, [row.person for row in rows], waits_again=missed < MISSED_OFFERS)
    _pass_on(offering, n_seats=len(rows), now=now)
    _record(offer, "enrollment.offer_expired", n_people=len(rows), waits_again=missed < MISSED_OFFERS)
    return True


@transaction.atomic
def offer_by_hand(*, party: Party, actor: User, reason: str, now: datetime | None = None) -> SeatOffer:
    """Offer free seats to a party out of its turn, saying why.

    Raises PermissionDenied, ReasonNeededHere, EnrollmentClosed, NobodyWaits (the party does not), and OfferingFull.
    """
    now, reason = now or timezone.now(), reason.strip()[:200]
    offering = lock_offering(party.offering)
    if not may_enrol(actor, offering):
        raise PermissionDenied
    refuse_ended(offering)
    if not reason:
        raise ReasonNeededHere
    party = Party.objects.select_related("lead__user").get(pk=party.pk)
    rows = waiting_rows(party)
    if not rows:
        raise NobodyWaits
    if offering.seats_left + party.seats_kept < len(rows):
        raise OfferingFull(wanted=len(rows), seats_left=offering.seats_left)
    release_kept(party, offering)
    take_seats(offering, len(rows))
    make_offers(offering, [(party, rows)], now=now, offered_by=actor, reason=reason)
    return SeatOffer.objects.get(party=party, state=OfferState.OPEN)


@transaction.atomic
def set_answer_hours(*, offering: Offering, hours: int, actor: User) -> WaitingLine:
    """How long an offer of this line stands; those made already keep their time. Raises PermissionDenied."""
    offering = lock_offering(offering)
    if not may_enrol(actor, offering):
        raise PermissionDenied
    line, _is_new = WaitingLine.objects.update_or_create(offering=offering, defaults={"answer_hours": hours})
    facts = {"answer_hours": hours}
    record(actor=actor, verb="enrollment.answer_hours_set", target=offering, book=offering.city.slug, facts=facts)
    return line


def _lock(offer: SeatOffer) -> tuple[SeatOffer, Offering]:
    """The offering's lock, then the offer as it is now: whoever asked at the same moment is done or waits."""
    offering = lock_offering(offer.party.offering)
    offer = SeatOffer.objects.select_related("party__lead__user").get(pk=offer.pk)
    offer.party.offering = offering
    return offer, offering


def _refuse_over(offer: SeatOffer) -> None:
    if offer.state != OfferState.OPEN:
        raise OfferOver(state=offer.state)


def _offered_rows(offer: SeatOffer) -> list[Enrollment]:
    rows = Enrollment.objects.filter(party=offer.party, state=EnrollmentState.OFFERED)
    return list(rows.select_related("person").order_by("pk"))


def _end(offer: SeatOffer, state: str, *, now: datetime) -> None:
    offer.state, offer.ended_at = state, now
    offer.save(update_fields=["state", "ended_at"])


def _pass_on(offering: Offering, *, n_seats: int, now: datetime) -> None:
    take_seats(offering, -n_seats)
    offer_freed_seats(offering, now=now)


def _record(offer: SeatOffer, verb: str, **facts: object) -> None:
    offering = offer.party.offering
    # Whoever answers holds the link and needs no account; the worker has none.
    record(
        actor=None, verb=verb, target=offer, book=offering.city.slug, facts={"offering": str(offering.uuid), **facts}
    )
