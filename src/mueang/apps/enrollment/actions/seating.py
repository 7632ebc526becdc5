"""Seats and places in line for requests of an offering whose row is held: decided one by one, written together."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.admission import (
    refuse_ages,
    refuse_closed,
    refuse_drawn,
    refuse_ended,
    refuse_enrolled,
    refuse_lone_children,
    refuse_repeats,
)
from mueang.apps.enrollment.actions.basis import SELF_SERVICE, missing_bases
from mueang.apps.enrollment.actions.clashes import refuse_clashes
from mueang.apps.enrollment.actions.line import offer_freed_seats
from mueang.apps.enrollment.actions.members import Member, at_the_door, known_persons, settle_persons
from mueang.apps.enrollment.actions.seats import next_waitlist_number, take_seats
from mueang.apps.enrollment.actions.words import tell_joined, tell_owner
from mueang.apps.enrollment.enums import EnrollmentState, Via
from mueang.apps.enrollment.errors import OfferingFull
from mueang.apps.enrollment.models import Enrollment, Party
from mueang.apps.enrollment.rules import may_enrol
from mueang.apps.network.actions import mark_public_change
from mueang.apps.people.actions import give_first_consents
from mueang.apps.people.models import Person
from mueang.lib.new_rows import new_row
from mueang.lib.ready import ReadyRows, Slot, insert_rows

_BY_REQUEST = ReadyRows(lambda: Party.objects.filter(request_key=Slot("key"))[:1])

PUBLIC_DOORS = (*SELF_SERVICE, Via.GROUP)


@dataclass(frozen=True)
class Request:
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

    @cached_property
    def names(self) -> frozenset[str]:
        """Of everybody, as names are compared."""
        return frozenset(one.match_key if isinstance(one, Person) else one.key for one in self.everybody)


@dataclass(frozen=True, slots=True)
class Decided:
    """A request that was found good: seated, or put in line. `known` are the persons whom the city knows already."""

    request: Request
    known: Sequence[Person | None]
    is_seated: bool = True


def party_of(request: Request) -> Party | None:
    """The party that this request became when it was sent before."""
    return _BY_REQUEST.first(key=request.key)


def admit(offering: Offering, request: Request, *, namesakes: Sequence[Person] | None = None) -> list[Person | None]:
    """Every check but the seats; for each of the request's people the person known already.

    `namesakes` are the persons of these names, where somebody read them before.
    """
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
    known = known_persons(offering.city, request.everybody, namesakes=namesakes)
    refuse_repeats(wanting, known[-request.n_seats :])
    refuse_enrolled(offering, known[-request.n_seats :])
    if not by_exception:
        refuse_clashes(offering, known[-request.n_seats :], now=request.now)
    return known


def seat_or_queue(offering: Offering, request: Request, *, may_wait: bool) -> Party:
    """Seat the people of one request, or let them wait where they may; the same request again is the same party."""
    party = party_of(request)
    if party is not None:
        return party
    known = admit(offering, request)
    if offering.seats_left and not request.n_held:
        offer_freed_seats(offering, now=request.now)
    is_seated = offering.seats_left + request.n_held >= request.n_seats
    if not is_seated and not (may_wait and request.n_seats <= offering.seats):
        raise OfferingFull(wanted=request.n_seats, seats_left=offering.seats_left, seats=offering.seats)
    (party,) = write(offering, [Decided(request, known, is_seated)], actor=request.actor)
    return party


def write(offering: Offering, decided: Sequence[Decided], *, actor: User | None) -> list[Party]:
    """A party for each request that was found good: all of them are seated, or one alone waits."""
    is_seated = decided[0].is_seated
    if is_seated:
        take_seats(offering, sum(one.request.n_seats - one.request.n_held for one in decided))
    else:
        # The city's row before the audit book, as everywhere: two actions that lock them crosswise would never end.
        mark_public_change(offering.city, catalog=False)
    groups = _settled(offering, decided, actor=actor)
    parties = _parties(offering, decided, groups)
    number = None if is_seated else next_waitlist_number(offering)
    rows = [
        row
        for party, persons, one in zip(parties, groups, decided, strict=True)
        for row in new_enrollments(party, persons[-one.request.n_seats :], one.request, number=number)
    ]
    insert_rows(rows)
    for party, persons, one in zip(parties, groups, decided, strict=True):
        tell_joined(party, persons[-one.request.n_seats :], is_seated=is_seated)
        _record(party, one.request, is_seated=is_seated)
    tell_owner(offering)
    return parties


def _settled(offering: Offering, decided: Sequence[Decided], *, actor: User | None) -> list[list[Person]]:
    """For each request its persons, lead first, with the basis on which each of them learns."""
    everybody = [member for one in decided for member in one.request.everybody]
    known = [person for one in decided for person in one.known]
    persons = iter(settle_persons(offering.city, everybody, known, actor=actor))
    groups = [list(islice(persons, len(one.known))) for one in decided]
    bases = [
        basis
        for group, one in zip(groups, decided, strict=True)
        for basis in missing_bases(group, one.request.everybody, known=one.known, via=one.request.via, actor=actor)
    ]
    give_first_consents(consents=bases, actor=at_the_door(actor, offering.city))
    return groups


def _parties(offering: Offering, decided: Sequence[Decided], groups: Sequence[Sequence[Person]]) -> list[Party]:
    parties = [
        new_row(
            Party,
            offering=offering,
            lead=persons[0],
            ticket=secrets.token_urlsafe(32),
            request_key=one.request.key,
            name=one.request.group_name,
        )
        for one, persons in zip(decided, groups, strict=True)
    ]
    insert_rows(parties)
    return parties


def new_enrollments(
    party: Party, persons: Sequence[Person], request: Request, *, number: int | None
) -> list[Enrollment]:
    """Rows that are not saved yet; those with a `number` wait in line."""
    is_seated = number is None
    return [
        new_row(
            Enrollment,
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


def _record(party: Party, request: Request, *, is_seated: bool) -> None:
    facts = {"offering": str(party.offering.uuid), "n_people": request.n_seats, "via": str(request.via)}
    if request.exception:
        facts["exception"] = request.exception
    record(
        actor=request.actor,
        verb="enrollment.joined" if is_seated else "enrollment.waitlisted",
        target=party,
        book=party.offering.city.slug,
        facts=facts,
    )
