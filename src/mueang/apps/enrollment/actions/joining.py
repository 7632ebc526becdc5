"""Joining an offering: a party is seated together or not at all, or waits together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record, recorded_together
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.admission import MOST_IN_A_GROUP, MOST_IN_A_PARTY, refuse_size
from mueang.apps.enrollment.actions.basis import record_basis
from mueang.apps.enrollment.actions.fingerprints import fingerprint
from mueang.apps.enrollment.actions.line import offer_freed_seats, release_kept
from mueang.apps.enrollment.actions.members import Member, NewMember, identity, settle_persons
from mueang.apps.enrollment.actions.seating import Request, admit, new_enrollments, party_of, seat_or_queue
from mueang.apps.enrollment.actions.seats import lock_offering, read_offering, take_seats
from mueang.apps.enrollment.actions.together import ask
from mueang.apps.enrollment.enums import EnrollmentState, Via
from mueang.apps.enrollment.errors import NotOnTheTicket, OfferingFull, PartyTooLarge
from mueang.apps.enrollment.models import Enrollment, Party
from mueang.apps.network.actions import mark_public_change
from mueang.apps.people.enums import Relation
from mueang.lib.ready import insert_rows


def join(
    *,
    offering: Offering,
    members: Sequence[Member],
    via: str,
    request_key: str,
    actor: User | None = None,
    lead: Member | None = None,
    exception: str = "",
    now: datetime | None = None,
) -> Party:
    """Seat these people together or not at all; the same request again gives the same party.

    The first member leads the party, unless a `lead` without a seat (a carer who only brings the children) does.
    An officer may let people in against age or another seat at that time, with the reason as `exception`.
    Raises OfferingFull, EnrollmentClosed, AgeNotAllowed, SeatAtThatTime, CarerNeeded, AlreadyEnrolled, NamedTwice,
    NobodyToEnrol, PartyTooLarge; PhoneError for a number that cannot be one; PermissionDenied at an officer's door
    without the role.
    """
    request = requested(offering, members, lead, via=via, request_key=request_key, actor=actor, now=now)
    request = replace(request, exception=exception.strip()[:200]) if exception else request
    # Most of a rush comes too late: those are told from a plain read and do not stand in the writers' queue.
    if offering.seats_left < request.n_seats:
        fresh = read_offering(offering)
        if fresh.seats_left < request.n_seats and not party_of(request):
            admit(fresh, request)
            raise OfferingFull(wanted=request.n_seats, seats_left=fresh.seats_left)
    return ask(offering, request, may_wait=False)


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
    request = requested(offering, members, lead, via=via, request_key=request_key, actor=actor, now=now)
    return ask(offering, request, may_wait=True)


def join_group(
    *,
    offering: Offering,
    teacher: Member,
    pupils: Sequence[NewMember],
    name: str,
    request_key: str,
    may_wait: bool = False,
    now: datetime | None = None,
) -> Party:
    """Seat a class or another group brought by their teacher, all of it or nobody; or let it wait together.

    The teacher takes no seat and is the group's contact; for the pupils the school stands in, without becoming their
    guardian: the lawful basis is the city's public task. Refuses as `join` does.
    """
    brought = [replace(pupil, relation=Relation.INSTITUTION, has_legal_authority=False) for pupil in pupils]
    request = requested(offering, brought, teacher, via=Via.GROUP, request_key=request_key, actor=None, now=now)
    return ask(offering, replace(request, group_name=name.strip()[:120]), may_wait=may_wait)


@transaction.atomic
def add_to_party(*, party: Party, members: Sequence[NewMember], now: datetime | None = None) -> list[Enrollment]:
    """Let more people come along: seated if there are seats for all of them, or waiting where the party waits.

    The ticket is the authority, its lead answers for the children. Raises NotOnTheTicket for a party nobody is left
    of, and refuses as `join` does.
    """
    now = now or timezone.now()
    offering = lock_offering(party.offering)
    party = Party.objects.select_related("lead").get(pk=party.pk)
    there = list(party.enrollments.exclude(state=EnrollmentState.WITHDRAWN))
    waits = bool(there) and all(one.state == EnrollmentState.WAITLISTED for one in there)
    if not there or not (waits or all(one.state == EnrollmentState.ENROLLED for one in there)):
        raise NotOnTheTicket
    request = requested(
        offering, members, party.lead, via=Via.CARER, request_key=party.request_key, actor=None, now=now
    )
    if len(there) + len(members) > MOST_IN_A_PARTY:
        raise PartyTooLarge(most=MOST_IN_A_PARTY)
    known = admit(offering, request)
    if waits and len(there) + len(members) > offering.seats:
        raise OfferingFull(wanted=len(there) + len(members), seats_left=offering.seats_left, seats=offering.seats)
    if not waits:
        _take_free_seats(offering, request)
    release_kept(party, offering)
    mark_public_change(offering.city, catalog=False)
    persons = settle_persons(offering.city, request.everybody, known, actor=None)
    record_basis(persons, request.everybody, known=known, via=request.via, actor=None)
    number = there[0].waitlist_number if waits else None
    rows = new_enrollments(party, persons[1:], request, number=number)
    insert_rows(rows)
    facts = {"offering": str(offering.uuid), "n_people": len(rows)}
    record(actor=None, verb="enrollment.party_grew", target=party, book=offering.city.slug, facts=facts)
    return rows


def _take_free_seats(offering: Offering, request: Request) -> None:
    """Who waits goes first."""
    if offering.seats_left:
        offer_freed_seats(offering, now=request.now)
    if offering.seats_left < request.n_seats:
        raise OfferingFull(wanted=request.n_seats, seats_left=offering.seats_left)
    take_seats(offering, request.n_seats)


def join_with_held_seats(
    offering: Offering,
    members: Sequence[Member],
    *,
    lead: Member | None,
    via: str,
    request_key: str,
    n_held: int,
    now: datetime,
) -> Party:
    """Seat an invited party in a locked offering: `n_held` of the seats taken are theirs. Refuses as `join` does."""
    request = requested(offering, members, lead, via=via, request_key=request_key, actor=None, now=now)
    with recorded_together():
        return seat_or_queue(offering, replace(request, n_held=n_held), may_wait=False)


def requested(
    offering: Offering,
    members: Sequence[Member],
    lead: Member | None,
    *,
    via: str,
    request_key: str,
    actor: User | None,
    now: datetime | None,
) -> Request:
    refuse_size(members, most=MOST_IN_A_GROUP if via == Via.GROUP else MOST_IN_A_PARTY)
    everybody = [*([lead] if lead else []), *members]
    return Request(
        everybody=everybody,
        n_seats=len(members),
        via=via,
        key=fingerprint(offering.uuid, request_key, len(members), *map(identity, everybody)),
        actor=actor,
        now=now or timezone.now(),
    )
