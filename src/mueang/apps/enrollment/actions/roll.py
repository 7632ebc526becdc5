"""Taking the roll of a session: marks, walk-ins and hours in one saving."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.enums import SessionState
from mueang.apps.catalog.models import Session
from mueang.apps.catalog.rules import may_take_roll
from mueang.apps.enrollment.actions.fingerprints import fingerprint
from mueang.apps.enrollment.actions.ledger import enter_minutes
from mueang.apps.enrollment.actions.marks import MarkedLearner, RollMark, marked
from mueang.apps.enrollment.actions.seats import lock_offering
from mueang.apps.enrollment.actions.walk_ins import WalkIn, seat_walk_ins
from mueang.apps.enrollment.enums import HOLDS_A_SEAT
from mueang.apps.enrollment.errors import NotOnTheRoll, ReasonNeeded, RollChanged, RollTooEarly, SessionNotHeld
from mueang.apps.enrollment.models import Attendance, Enrollment, RollCall
from mueang.apps.enrollment.queries import day_is_over


@transaction.atomic
def save_roll(
    *,
    session: Session,
    marks: Mapping[UUID, RollMark],
    request_key: str,
    actor: User,
    walk_ins: Sequence[WalkIn] = (),
    seen: int | None = None,
    reason: str = "",
    now: datetime | None = None,
) -> RollCall:
    """Save the roll: on the first saving everybody without a mark is present, later they keep what they had.

    `marks` go by the enrollment's uuid, `seen` is the sheet's, so that one colleague does not overwrite another.
    Hours go to the ledger; a changed mark reverses its old entry. The same `request_key` again changes nothing.
    Raises PermissionDenied, SessionNotHeld, RollTooEarly, RollChanged, ReasonNeeded (a change after the day),
    NotOnTheRoll, MinutesOutOfRange, and for walk-ins as `seat_walk_ins` does.
    """
    now, reason = now or timezone.now(), reason.strip()[:200]
    offering = lock_offering(session.offering)
    session = Session.objects.get(pk=session.pk)
    session.offering = offering
    if not may_take_roll(actor, session):
        raise PermissionDenied
    key = fingerprint(session.uuid, request_key)
    repeated = RollCall.objects.filter(request_key=key).first()
    if repeated is not None:
        return repeated
    last = _last_of(session, seen=seen, now=now)
    came = seat_walk_ins(offering, walk_ins, actor=actor, now=now)
    everybody = _everybody(session, marks=marks, came=came, is_first=last is None, now=now)
    changes = [learner for learner in everybody if learner.is_changed]
    if last and changes and not reason and day_is_over(session, now=now):
        raise ReasonNeeded
    roll = RollCall.objects.create(session=session, saved_by=actor, saved_at=now, request_key=key, reason=reason)
    _write(changes, roll=roll)
    facts = {
        "counts": Counter(learner.mark for learner in everybody),
        "walk_ins": len(came),
        "before": {str(one.enrollment.uuid): one.before[:2] for one in changes if one.before},
    }
    record(actor=actor, verb="roll.saved", target=session, book=offering.city.slug, facts=facts)
    return roll


def _last_of(session: Session, *, seen: int | None, now: datetime) -> RollCall | None:
    """The saving before this one, after asking whether the roll may be taken at all."""
    if session.state == SessionState.CANCELLED:
        raise SessionNotHeld
    if timezone.localdate(session.starts_at) > timezone.localdate(now):
        raise RollTooEarly
    last = session.roll_calls.select_related("saved_by").last()
    if seen is not None and last is not None and last.pk != seen:
        raise RollChanged(saved_by=str(last.saved_by), saved_at=last.saved_at)
    return last


def _everybody(
    session: Session, *, marks: Mapping[UUID, RollMark], came: Mapping[int, RollMark], is_first: bool, now: datetime
) -> list[MarkedLearner]:
    """Everybody with a mark after this saving: on the first one all who hold a seat."""
    held = {row.enrollment_id: row for row in Attendance.objects.filter(session=session)}
    seated = Q(offering=session.offering_id, state__in=HOLDS_A_SEAT)
    enrollments = list(Enrollment.objects.filter(seated | Q(pk__in=held)).select_related("person"))
    if marks.keys() - {enrollment.uuid for enrollment in enrollments}:
        raise NotOnTheRoll
    asked = {row.pk: came.get(row.pk) or marks.get(row.uuid) for row in enrollments}
    return [
        marked(row, asked[row.pk], held.get(row.pk), session=session, now=now)
        for row in enrollments
        if is_first or asked[row.pk] or row.pk in held
    ]


def _write(changes: Sequence[MarkedLearner], *, roll: RollCall) -> None:
    """Marks and hours; five SQL statements, however many learners."""
    new: list[Attendance] = []
    old: list[Attendance] = []
    for change in changes:
        row = change.held or Attendance(session=roll.session, enrollment=change.enrollment)
        row.mark, row.minutes_present, row.reason, row.roll_call = change.mark, change.minutes, change.reason, roll
        (old if change.held else new).append(row)
    Attendance.objects.bulk_create(new)
    Attendance.objects.bulk_update(old, ["mark", "minutes_present", "reason", "roll_call"])
    enter_minutes(roll=roll, minutes={change.enrollment.pk: change.minutes for change in changes})
