"""Joining an offering: a party is seated together or not at all, or waits together."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record, recorded_together
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.admission import (
    MOST_IN_A_GROUP,
    MOST_IN_A_PARTY,
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
from mueang.apps.enrollment.actions.clashes import refuse_clashes
from mueang.apps.enrollment.actions.fingerprints import fingerprint
from mueang.apps.enrollment.actions.line import offer_freed_seats, release_kept
from mueang.apps.enrollment.actions.members import Member, NewMember, identity, known_persons, settle_persons
from mueang.apps.enrollment.actions.seats import in_turn, lock_offering, next_waitlist_number, read_offering, take_seats
from mueang.apps.enrollment.actions.words import tell_joined
from mueang.apps.enrollment.enums import EnrollmentState, Via
from mueang.apps.enrollment.errors import NotOnTheTicket, OfferingFull, PartyTooLarge
from mueang.apps.enrollment.models import Enrollment, Party
from mueang.apps.enrollment.rules import may_enrol
from mueang.apps.network.actions import mark_public_change
from mueang.apps.people.enums import Relation
from mueang.apps.people.models import Person
from mueang.lib.ready import ReadyRows, Slot, insert_rows

_BY_REQUEST = ReadyRows(lambda: Party.objects.filter(request_key=Slot("key"))[:1])


PUBLIC_DOORS = (*SELF_SERVICE, Via.GROUP)


@dataclass(frozen=True, slots=True)
class _Request:
    """Who asks for seats, through which door, and what makes the same request the same.

    `everybody` begins with the lead; those who want seats are the last `n_seats` of them, `n_held` of which are held
    for them already.
    """

    everybody: Sequence[Member]
    n_seats: int
    via: str
    key: str
    actor: User | None
    now: datetime
    n_held: int = 0
    # Why an officer lets them in against age or another seat at the same time.
    exception: str = ""
    group_name: str = ""

    @property
    def is_self_service(self) -> bool:
        return self.via in PUBLIC_DOORS


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
    request = _request(offering, members, lead, via=via, request_key=request_key, actor=actor, now=now)
    request = replace(request, exception=exception.strip()[:200]) if exception else request
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
    request = _request(offering, brought, teacher, via=Via.GROUP, request_key=request_key, actor=None, now=now)
    return _ask(offering, replace(request, group_name=name.strip()[:120]), may_wait=may_wait)


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
    request = _request(offering, members, party.lead, via=Via.CARER, request_key=party.request_key, actor=None, now=now)
    if len(there) + len(members) > MOST_IN_A_PARTY:
        raise PartyTooLarge(most=MOST_IN_A_PARTY)
    known = _admit(offering, request)
    if waits and len(there) + len(members) > offering.seats:
        raise OfferingFull(wanted=len(there) + len(members), seats_left=offering.seats_left, seats=offering.seats)
    if not waits:
        _take_free_seats(offering, request)
    release_kept(party, offering)
    mark_public_change(offering.city, catalog=False)
    persons = settle_persons(offering.city, request.everybody, known, actor=None)
    record_basis(persons, request.everybody, known=known, via=request.via, actor=None)
    number = there[0].waitlist_number if waits else None
    rows = _enrollments(party, persons[1:], request, is_seated=not waits, number=number)
    facts = {"offering": str(offering.uuid), "n_people": len(rows)}
    record(actor=None, verb="enrollment.party_grew", target=party, book=offering.city.slug, facts=facts)
    return rows


def _take_free_seats(offering: Offering, request: _Request) -> None:
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
    request = _request(offering, members, lead, via=via, request_key=request_key, actor=None, now=now)
    with recorded_together():
        return _seat_or_queue(offering, replace(request, n_held=n_held), may_wait=False)


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
    refuse_size(members, most=MOST_IN_A_GROUP if via == Via.GROUP else MOST_IN_A_PARTY)
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
        if request.via != Via.GROUP:
            refuse_lone_children(request.everybody, today=timezone.localdate(request.now))
    elif request.actor and may_enrol(request.actor, offering):
        refuse_ended(offering)
        refuse_drawn(offering)
    else:
        raise PermissionDenied
    by_exception = bool(request.exception) and not request.is_self_service
    if not by_exception:
        refuse_ages(wanting, offering=offering, must_be_known=request.is_self_service)
    known = known_persons(offering.city, request.everybody)
    refuse_repeats(wanting, known[-request.n_seats :])
    refuse_enrolled(offering, known[-request.n_seats :])
    if not by_exception:
        refuse_clashes(offering, known[-request.n_seats :], now=request.now)
    return known


def _ask(offering: Offering, request: _Request, *, may_wait: bool) -> Party:
    with in_turn(offering), transaction.atomic(), recorded_together():
        return _seat_or_queue(lock_offering(offering), request, may_wait=may_wait)


def _seat_or_queue(offering: Offering, request: _Request, *, may_wait: bool) -> Party:
    party = _party_of(request)
    if party is not None:
        return party
    known = _admit(offering, request)
    if offering.seats_left and not request.n_held:
        offer_freed_seats(offering, now=request.now)
    is_seated = offering.seats_left + request.n_held >= request.n_seats
    if is_seated:
        take_seats(offering, request.n_seats - request.n_held)
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
        facts={"offering": str(offering.uuid), "n_people": request.n_seats, "via": str(request.via)}
        | ({"exception": request.exception} if request.exception else {}),
    )
    return party


def _open_party(offering: Offering, request: _Request, *, persons: Sequence[Person], is_seated: bool) -> Party:
    party = Party(
        offering=offering,
        lead=persons[0],
        ticket=secrets.token_urlsafe(32),
        request_key=request.key,
        name=request.group_name,
    )
    insert_rows([party])
    number = None if is_seated else next_waitlist_number(offering)
    _enrollments(party, persons[-request.n_seats :], request, is_seated=is_seated, number=number)
    return party


def _enrollments(
    party: Party, persons: Sequence[Person], request: _Request, *, is_seated: bool, number: int | None
) -> list[Enrollment]:
    rows = [
        Enrollment(
            offering=party.offering,
            person=person,
            party=party,
            state=EnrollmentState.ENROLLED if is_seated else EnrollmentState.WAITLISTED,
            via=request.via,
            waitlist_number=number,
            enrolled_by=request.actor,
            exception=request.exception,
            requested_at=request.now,
            enrolled_at=request.now if is_seated else None,
        )
        for person in persons
    ]
    insert_rows(rows)
    return rows
