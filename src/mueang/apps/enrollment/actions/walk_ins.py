"""People who walk in: they take a seat if one is left, and beyond that only where somebody adds a seat on purpose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mueang.apps.accounts.models import User
from mueang.apps.catalog.actions import change_offering
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.admission import refuse_elsewhere, refuse_ended, refuse_repeats, refuse_seated
from mueang.apps.enrollment.actions.basis import record_basis
from mueang.apps.enrollment.actions.entering import seat_persons
from mueang.apps.enrollment.actions.marks import HERE, RollMark
from mueang.apps.enrollment.actions.members import Member, known_persons, settle_persons, standing_enrollments
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.errors import OfferingFull


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Somebody at the door, typed or known. `adds_seat` says that a chair may be added where none is left."""

    member: Member
    mark: RollMark = HERE
    adds_seat: bool = False


def seat_walk_ins(offering: Offering, walk_ins: Sequence[WalkIn], *, actor: User, now: datetime) -> dict[int, RollMark]:
    """Enrol them in a locked offering; enrollment key -> mark. Whoever waited for a seat gets theirs.

    Raises OfferingFull, EnrollmentClosed, AgeNotAllowed, NamedTwice, AlreadyEnrolled, OfferingElsewhere, PhoneError;
    PermissionDenied where seats would be added by somebody who may not change the offering.
    """
    if not walk_ins:
        return {}
    refuse_ended(offering)
    members = [walk_in.member for walk_in in walk_ins]
    known = known_persons(offering.city, members)
    refuse_repeats(members, known)
    there = [person for person in known if person is not None]
    refuse_elsewhere(offering, there)
    standing = standing_enrollments(offering, there)
    refuse_seated(there, standing)
    _make_room(offering, walk_ins, actor=actor)
    persons = settle_persons(offering.city, members, known, actor=actor)
    rows = seat_persons(offering, persons, standing=standing, via=Via.WALK_IN, actor=actor, now=now)
    for person, member, before in zip(persons, members, known, strict=True):
        record_basis([person], [member], known=[before], via=Via.WALK_IN, actor=actor)
    mark_of = {person.pk: walk_in.mark for person, walk_in in zip(persons, walk_ins, strict=True)}
    return {row.pk: mark_of[row.person.merged_into_id or row.person_id] for row in rows}


def _make_room(offering: Offering, walk_ins: Sequence[WalkIn], *, actor: User) -> None:
    """Add the seats that are missing, if enough of the people at the door came with a chair."""
    missing = len(walk_ins) - offering.seats_left
    if missing <= 0:
        return
    if missing > sum(walk_in.adds_seat for walk_in in walk_ins):
        raise OfferingFull(wanted=len(walk_ins), seats_left=offering.seats_left)
    offering.seats = change_offering(offering=offering, actor=actor, seats=offering.seats + missing).seats
