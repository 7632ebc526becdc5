"""Entering people by an officer: many at once, from the register of persons or from a roster, all or nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.admission import (
    has_a_seat,
    refuse_ages,
    refuse_drawn,
    refuse_elsewhere,
    refuse_ended,
    refuse_seated,
)
from mueang.apps.enrollment.actions.clashes import refuse_clashes
from mueang.apps.enrollment.actions.line import close_empty_offer, release_kept
from mueang.apps.enrollment.actions.members import standing_enrollments
from mueang.apps.enrollment.actions.seats import lock_offering, take_seats
from mueang.apps.enrollment.enums import EnrollmentState, Via
from mueang.apps.enrollment.errors import NobodyToEnrol, OfferingElsewhere, OfferingFull
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.enrollment.rules import may_enrol
from mueang.apps.people.actions import confirm_roster
from mueang.apps.people.errors import PeopleRefused
from mueang.apps.people.models import Person, Roster
from mueang.apps.people.queries import persons_of_roster


@transaction.atomic
def enrol_persons(
    *,
    offering: Offering,
    persons: Sequence[Person],
    via: str,
    actor: User,
    exception: str = "",
    now: datetime | None = None,
) -> list[Enrollment]:
    """Seat all these persons or none; those who wait already get their seat. A fixed number of SQL statements.

    With a reason as `exception` neither age nor another seat at that time stands in the way; the reason is kept.
    Raises PermissionDenied, EnrollmentClosed, NobodyToEnrol, OfferingElsewhere, AgeNotAllowed, SeatAtThatTime,
    AlreadyEnrolled and OfferingFull.
    """
    now, exception = now or timezone.now(), exception.strip()[:200]
    offering = _open_door(offering, actor=actor)
    if not persons:
        raise NobodyToEnrol
    refuse_elsewhere(offering, persons)
    standing = standing_enrollments(offering, persons)
    refuse_seated(persons, standing)
    if not exception:
        refuse_clashes(offering, persons, now=now)
    rows = seat_persons(offering, persons, standing=standing, via=via, actor=actor, now=now, exception=exception)
    _record(offering, rows, via=via, actor=actor, exception=exception)
    return rows


def enrol_roster(*, offering: Offering, roster: Roster, actor: User, now: datetime | None = None) -> list[Enrollment]:
    """Confirm the roster, where nobody did yet, and seat its people, all or nobody; who has a seat already keeps it.

    Raises as `people.confirm_roster` and `enrol_persons` do; then nothing is confirmed either.
    """
    with transaction.atomic():
        outcome = _enrol_roster(offering, roster, actor=actor, now=now or timezone.now())
    # Raised outside: rows that turned out to match somebody must stay marked for the officer.
    if isinstance(outcome, PeopleRefused):
        raise outcome
    return outcome


def _enrol_roster(
    offering: Offering, roster: Roster, *, actor: User, now: datetime
) -> list[Enrollment] | PeopleRefused:
    offering = _open_door(offering, actor=actor)
    if roster.city_id != offering.city_id:
        raise OfferingElsewhere
    try:
        persons = persons_of_roster(roster) or confirm_roster(roster=roster, actor=actor)
    except PeopleRefused as refusal:
        return refusal
    standing = standing_enrollments(offering, persons)
    missing = {one.pk: one for one in persons if not has_a_seat(standing.get(one.pk))}
    rows = seat_persons(offering, list(missing.values()), standing=standing, via=Via.ROSTER, actor=actor, now=now)
    _record(offering, rows, via=Via.ROSTER, actor=actor)
    return rows


def _open_door(offering: Offering, *, actor: User) -> Offering:
    offering = lock_offering(offering)
    if not may_enrol(actor, offering):
        raise PermissionDenied
    refuse_ended(offering)
    refuse_drawn(offering)
    return offering


def seat_persons(
    offering: Offering,
    persons: Sequence[Person],
    *,
    standing: dict[int, Enrollment],
    via: str,
    actor: User,
    now: datetime,
    exception: str = "",
) -> list[Enrollment]:
    """Seats in a locked offering for persons without one, in their order; `standing` holds those who wait."""
    if not exception:
        refuse_ages(persons, offering=offering, must_be_known=False)
    waited = [standing[person.pk] for person in persons if person.pk in standing]
    # Whoever was offered a seat has it in the count already.
    n_seats = len(persons) - sum(one.state == EnrollmentState.OFFERED for one in waited)
    if offering.seats_left < n_seats:
        raise OfferingFull(wanted=n_seats, seats_left=offering.seats_left)
    take_seats(offering, n_seats)
    Enrollment.objects.filter(pk__in=[one.pk for one in waited]).update(
        state=EnrollmentState.ENROLLED, enrolled_at=now, exception=exception
    )
    for party in {one.party for one in waited if one.party}:
        release_kept(party, offering)
        close_empty_offer(party, now=now)
    new = [
        Enrollment(
            offering=offering,
            person=person,
            state=EnrollmentState.ENROLLED,
            via=via,
            enrolled_by=actor,
            exception=exception,
            requested_at=now,
            enrolled_at=now,
        )
        for person in persons
        if person.pk not in standing
    ]
    Enrollment.objects.bulk_create(new)
    return list(
        Enrollment.objects.filter(pk__in=[one.pk for one in (*waited, *new)]).select_related("person", "offering")
    )


def _record(offering: Offering, rows: Sequence[Enrollment], *, via: str, actor: User, exception: str = "") -> None:
    facts: dict[str, object] = {"n_people": len(rows), "via": str(via), "enrollments": [str(row.uuid) for row in rows]}
    if exception:
        facts["exception"] = exception
    record(actor=actor, verb="enrollment.entered", target=offering, book=offering.city.slug, facts=facts)
