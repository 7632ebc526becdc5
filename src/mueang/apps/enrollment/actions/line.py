"""The waiting line of an offering: whose turn it is, and the seats kept and offered under the offering's lock."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.enrollment.actions.seats import lock_offering, take_seats
from mueang.apps.enrollment.actions.words import tell_offered
from mueang.apps.enrollment.enums import ANSWER_HOURS, EnrollmentState, OfferState
from mueang.apps.enrollment.models import Enrollment, Party, SeatOffer, WaitingLine
from mueang.lib.ready import ReadyRows, Slot
from mueang.methods.waiting_line import Waiting, answer_by, share_seats

# How long smaller parties may go before one that the free seats are too few for.
PATIENCE = timedelta(hours=48)
# Seats are saved up until the evening before the eve of the first day: after that an empty seat helps nobody.
NO_KEEPING_BEFORE_START = timedelta(days=1)
# However soon the next session is, whoever is offered a seat has this long to read it.
SHORTEST_OFFER = timedelta(hours=1)

Group = Sequence[Enrollment]


def offer_freed_seats(offering: Offering, *, now: datetime) -> int:
    """Offer the free seats of a locked offering to those who wait; returns to how many people.

    The rule is `methods.waiting_line.share_seats`; an offered or kept seat counts as taken from now on.
    """
    line = _line(offering)
    if not line or not _may_be_joined(offering, now=now):
        return 0
    parties = {party.pk: party for party, _rows in line}
    n_kept = sum(party.seats_kept for party in parties.values())
    shares = share_seats(
        [Waiting(party.pk, len(rows), party.short_since) for party, rows in line],
        free=offering.seats_left + n_kept,
        capacity=offering.seats,
        now=now,
        patience=PATIENCE,
        may_keep=timezone.localdate(now) < offering.starts_on - NO_KEEPING_BEFORE_START,
    )
    kept = {shares.kept_for: shares.n_kept} if shares.kept_for else {}
    _write_patience(parties.values(), short=shares.short, kept=kept, now=now)
    chosen = [(party, rows) for party, rows in line if party.pk in shares.offered]
    n_offered = sum(len(rows) for _party, rows in chosen)
    if n_offered or n_kept != shares.n_kept:
        take_seats(offering, n_offered + shares.n_kept - n_kept)
    if chosen:
        make_offers(offering, chosen, now=now)
    return n_offered


def make_offers(
    offering: Offering,
    chosen: Sequence[tuple[Party, Group]],
    *,
    now: datetime,
    offered_by: User | None = None,
    reason: str = "",
) -> None:
    """Turn waiting parties into offered ones and tell them; their seats are counted already."""
    until = _answer_by(offering, now=now)
    rows = [row for _party, group in chosen for row in group]
    Enrollment.objects.filter(pk__in=[row.pk for row in rows]).update(state=EnrollmentState.OFFERED)
    offers = SeatOffer.objects.bulk_create(
        SeatOffer(
            party=party,
            token=secrets.token_urlsafe(32),
            offered_at=now,
            answer_by=until,
            offered_by=offered_by,
            reason=reason,
        )
        for party, _group in chosen
    )
    for offer, (_party, group) in zip(offers, chosen, strict=True):
        tell_offered(offer, offering, [row.person for row in group])
    facts: dict[str, object] = {"offers": [str(offer.uuid) for offer in offers], "n_people": len(rows)}
    if reason:
        facts["reason"] = reason
    record(actor=offered_by, verb="enrollment.seat_offered", target=offering, book=offering.city.slug, facts=facts)


def release_kept(party: Party, offering: Offering) -> None:
    """Give back what was saved up for a party that left the line, got its seats or changed its size."""
    if party.seats_kept:
        take_seats(offering, -party.seats_kept)
    if party.seats_kept or party.short_since:
        party.seats_kept, party.short_since = 0, None
        party.save(update_fields=["seats_kept", "short_since"])


def close_empty_offer(party: Party, *, now: datetime) -> None:
    """End the party's open offer where nobody of it holds an offered seat any more."""
    if not party.enrollments.filter(state=EnrollmentState.OFFERED).exists():
        open_offers = SeatOffer.objects.filter(party=party, state=OfferState.OPEN)
        open_offers.update(state=OfferState.LAPSED, ended_at=now)


def waiting_rows(party: Party) -> list[Enrollment]:
    rows = party.enrollments.filter(state=EnrollmentState.WAITLISTED)
    return list(rows.select_related("person").order_by("pk"))


def _in_line() -> QuerySet[Enrollment]:
    rows = Enrollment.objects.filter(state=EnrollmentState.WAITLISTED, offering=Slot("offering"))
    return rows.select_related("person", "party__lead__user").order_by("waitlist_number", "party", "pk")


# Asked at every press of "take the seat".
_IN_LINE = ReadyRows(_in_line)


def _line(offering: Offering) -> list[tuple[Party, Group]]:
    """The waiting parties with their people, the first one first; one SQL statement."""
    rows = _IN_LINE(offering=offering.pk)
    return [(party, list(group)) for party, group in groupby(rows, key=lambda row: row.party) if party]


def _write_patience(parties: Iterable[Party], *, short: Sequence[int], kept: dict[int, int], now: datetime) -> None:
    changed = []
    for party in parties:
        since = party.short_since or (now if party.pk in short else None)
        if (since, kept.get(party.pk, 0)) != (party.short_since, party.seats_kept):
            party.short_since, party.seats_kept = since, kept.get(party.pk, 0)
            changed.append(party)
    if changed:
        Party.objects.bulk_update(changed, ["short_since", "seats_kept"])


def _answer_by(offering: Offering, *, now: datetime) -> datetime:
    """After the hours of this line, nights left out; before the next session starts, but never in less than an hour."""
    rule = WaitingLine.objects.filter(offering=offering).first()
    by_hours = answer_by(timezone.localtime(now), hours=rule.answer_hours if rule else ANSWER_HOURS)
    coming = Session.objects.planned().filter(offering=offering, starts_at__gt=now).order_by("starts_at").first()
    if coming is None:
        return by_hours
    return min(by_hours, max(coming.starts_at, now + SHORTEST_OFFER))


def _may_be_joined(offering: Offering, *, now: datetime) -> bool:
    is_on = offering.state == OfferingState.PUBLISHED and offering.ends_on >= timezone.localdate(now)
    # What comes free while a round shares the seats belongs to the round.
    return is_on and not offering.seats_are_drawn


@transaction.atomic
def offer_to_waiting(*, offering: Offering, now: datetime) -> int:
    """What the worker does where seats came free without a withdrawal, or were kept for long enough."""
    return offer_freed_seats(lock_offering(offering), now=now)
