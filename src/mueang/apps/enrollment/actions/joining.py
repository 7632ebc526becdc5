"""Joining an offering: a party is seated together or not at all, or waits together."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record, recorded_together
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.admission import (
    refuse_ages,
    refuse_closed,
    refuse_drawn,
    refuse_ended,
    refuse_enrolled,
    refuse_lone_children,
    refuse_repeats,
    refuse_size,
)
from mueang.apps.enrollment.actions.basis import SELF_SERVICE, record_basis
from mueang.apps.enrollment.actions.fingerprints import fingerprint
from mueang.apps.enrollment.actions.line import offer_freed_seats
from mueang.apps.enrollment.actions.members import Member, identity, known_persons, settle_persons
from mueang.apps.enrollment.actions.seats import lock_offering, next_waitlist_number, read_offering, take_seats
from mueang.apps.enrollment.actions.words import tell_joined
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.errors import OfferingFull
from mueang.apps.enrollment.models import Enrollment, Party
from mueang.apps.enrollment.rules import may_enrol
from mueang.apps.network.actions import mark_public_change
from mueang.apps.people.models import Person
from mueang.lib.ready import ReadyRows, Slot, insert_rows

_BY_REQUEST = ReadyRows(lambda: Party.objects.filter(request_key=Slot("key"))[:1])


@dataclass(frozen=True, slots=True)
class _Request:
    """Who asks for seats, through which door, and what makes the same request the same.

    `everybody` begins with the lead; those who want seats are the last `n_seats` of them.
    """

    everybody: Sequence[Member]
    n_seats: int
    via: str
    key: str
    actor: User | None
    now: datetime

    @property
    def is_self_service(self) -> bool:
        return self.via in SELF_SERVICE


def join(
    *,
    offering: Offering,
    members: Sequence[Member],
    via: str,
    request_key: str,
    actor: User | None = None,
    lead: Member | None = None,
    now: datetime | None = None,
) -> Party:
    """Seat these people together or not at all; the same request again gives the same party.

    The first member leads the party, unless a `lead` without a seat (a carer who only brings the children) does.
    Raises OfferingFull, EnrollmentClosed, AgeNotAllowed, CarerNeeded, AlreadyEnrolled, NamedTwice, NobodyToEnrol,
    PartyTooLarge; PhoneError for a number that cannot be one; PermissionDenied at an officer's door without the role.
    """
    request = _request(offering, members, lead, via=via, request_key=request_key, actor=actor, now=now)
    # Most of a rush comes too late: those are told from a plain read and do not stand in the writers' queue.
    if offering.seats_left < request.n_seats:
        fresh = read_offering(offering)
        if fresh.seats_left < request.n_seats and not _party_of(request):
            _admit(fresh, request)
            raise OfferingFull(wanted=request.n_seats, seats_left=fresh.seats_left)
    return _ask(offering, request, may_wait=False)


def join_waitlist(
    *,
    offering: Offering,
    members: Sequence[Member],
    via: str,
    request_key: str,
    actor: User | None = None,
    lead: Member | None = None,
    now: datetime | None = None,
) -> Party:
    """Put these people on the waiting list together, or seat them if there is room by now. Refuses as `join` does."""
    request = _request(offering, members, lead, via=via, request_key=request_key, actor=actor, now=now)
    return _ask(offering, request, may_wait=True)


def _request(
    offering: Offering,
    members: Sequence[Member],
    lead: Member | None,
    *,
    via: str,
    request_key: str,
    actor: User | None,
    now: datetime | None,
) -> _Request:
    refuse_size(members)
    everybody = [*([lead] if lead else []), *members]
    return _Request(
        everybody=everybody,
        n_seats=len(members),
        via=via,
        key=fingerprint(offering.uuid, request_key, len(members), *map(identity, everybody)),
        actor=actor,
        now=now or timezone.now(),
    )


def _party_of(request: _Request) -> Party | None:
    return _BY_REQUEST.first(key=request.key)


def _admit(offering: Offering, request: _Request) -> list[Person | None]:
    """Every check but the seats; for each of the request's people the person known already."""
    wanting = request.everybody[-request.n_seats :]
    if request.is_self_service:
        refuse_closed(offering, now=request.now)
        refuse_lone_children(request.everybody, today=timezone.localdate(request.now))
    elif request.actor and may_enrol(request.actor, offering):
        refuse_ended(offering)
        refuse_drawn(offering)
    else:
        raise PermissionDenied
    refuse_ages(wanting, offering=offering, must_be_known=request.is_self_service)
    known = known_persons(offering.city, request.everybody)
    refuse_repeats(wanting, known[-request.n_seats :])
    refuse_enrolled(offering, known[-request.n_seats :])
    return known


@transaction.atomic
def _ask(offering: Offering, request: _Request, *, may_wait: bool) -> Party:
    with recorded_together():
        return _seat_or_queue(lock_offering(offering), request, may_wait=may_wait)


def _seat_or_queue(offering: Offering, request: _Request, *, may_wait: bool) -> Party:
    party = _party_of(request)
    if party is not None:
        return party
    known = _admit(offering, request)
    if offering.seats_left:
        offer_freed_seats(offering, now=request.now)
    is_seated = offering.seats_left >= request.n_seats
    if is_seated:
        take_seats(offering, request.n_seats)
    elif may_wait and request.n_seats <= offering.seats:
        # The city's row before the audit book, as everywhere: two actions that lock them crosswise would never end.
        mark_public_change(offering.city, catalog=False)
    else:
        raise OfferingFull(wanted=request.n_seats, seats_left=offering.seats_left, seats=offering.seats)
    persons = settle_persons(offering.city, request.everybody, known, actor=request.actor)
    record_basis(persons, request.everybody, known=known, via=request.via, actor=request.actor)
    party = _open_party(offering, request, persons=persons, is_seated=is_seated)
    tell_joined(party, persons[-request.n_seats :], is_seated=is_seated)
    record(
        actor=request.actor,
        verb="enrollment.joined" if is_seated else "enrollment.waitlisted",
        target=party,
        book=offering.city.slug,
        facts={"offering": str(offering.uuid), "n_people": request.n_seats, "via": str(request.via)},
    )
    return party


def _open_party(offering: Offering, request: _Request, *, persons: Sequence[Person], is_seated: bool) -> Party:
    party = Party(offering=offering, lead=persons[0], ticket=secrets.token_urlsafe(32), request_key=request.key)
    insert_rows([party])
    number = None if is_seated else next_waitlist_number(offering)
    enrollments = [
        Enrollment(
            offering=offering,
            person=person,
            party=party,
            state=EnrollmentState.ENROLLED if is_seated else EnrollmentState.WAITLISTED,
            via=request.via,
            waitlist_number=number,
            enrolled_by=request.actor,
            requested_at=request.now,
            enrolled_at=request.now if is_seated else None,
        )
        for person in persons[-request.n_seats :]
    ]
    insert_rows(enrollments)
    return party
