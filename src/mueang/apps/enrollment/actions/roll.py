"""Taking the roll of a session: marks, walk-ins and hours in one saving."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Session
from mueang.apps.catalog.rules import may_take_roll
from mueang.apps.enrollment.actions.fingerprints import fingerprint
from mueang.apps.enrollment.actions.marks import MarkedLearner, RollMark, marked
from mueang.apps.enrollment.actions.seats import lock_session
from mueang.apps.enrollment.actions.standing import on_the_sheet, refuse_roll, settle_attendance
from mueang.apps.enrollment.actions.walk_ins import WalkIn, seat_walk_ins
from mueang.apps.enrollment.enums import Weight
from mueang.apps.enrollment.errors import NotOnTheRoll, ReasonNeeded, RollChanged
from mueang.apps.enrollment.models import MarkEntry, RollCall
from mueang.apps.enrollment.queries import assumed_mark, assumed_marks, day_is_over, standing_entries


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
    session = lock_session(session)
    offering = session.offering
    if not may_take_roll(actor, session):
        raise PermissionDenied
    key = fingerprint(session.uuid, request_key)
    repeated = RollCall.objects.filter(request_key=key).first()
    if repeated is not None:
        return repeated
    last = _last_of(session, seen=seen, now=now)
    came = seat_walk_ins(offering, walk_ins, actor=actor, now=now)
    held = standing_entries(session)
    everybody = _everybody(session, marks=marks, came=came, held=held, is_first=last is None, now=now)
    changes = [learner for learner in everybody if learner.is_changed]
    is_late = day_is_over(session, now=now)
    if last and changes and not reason and is_late:
        raise ReasonNeeded
    roll = RollCall.objects.create(session=session, saved_by=actor, saved_at=now, request_key=key, reason=reason)
    weight = Weight.CORRECTED if is_late and reason else Weight.MARKED
    new = [_entry(change, roll=roll, weight=weight) for change in changes]
    MarkEntry.objects.bulk_create(new)
    settle_attendance(roll, held | {entry.enrollment_id: entry for entry in new})
    facts = {
        "counts": Counter(learner.mark for learner in everybody),
        "walk_ins": len(came),
        "before": {str(one.enrollment.uuid): one.before[:2] for one in changes if one.before},
    }
    record(actor=actor, verb="roll.saved", target=session, book=offering.city.slug, facts=facts)
    return roll


def _last_of(session: Session, *, seen: int | None, now: datetime) -> RollCall | None:
    """The saving before this one, after asking whether the roll may be taken at all."""
    refuse_roll(session, at=now)
    last = session.roll_calls.select_related("saved_by").last()
    if seen is not None and last is not None and last.pk != seen:
        raise RollChanged(saved_by=str(last.saved_by), saved_at=last.saved_at)
    return last


def _everybody(
    session: Session,
    *,
    marks: Mapping[UUID, RollMark],
    came: Mapping[int, RollMark],
    held: Mapping[int, MarkEntry],
    is_first: bool,
    now: datetime,
) -> list[MarkedLearner]:
    """Everybody with a mark after this saving: on the first one all who hold a seat."""
    enrollments = on_the_sheet(session, held, asked=marks.keys())
    if marks.keys() - {enrollment.uuid for enrollment in enrollments}:
        raise NotOnTheRoll
    asked = {row.pk: came.get(row.pk) or marks.get(row.uuid) for row in enrollments}
    known = assumed_marks(session) if is_first else {}
    assumed = {row.pk: known.get(row.pk) or assumed_mark(session, row.pk) for row in enrollments if is_first}
    return [
        marked(row, asked[row.pk], held.get(row.pk), session=session, assumed=assumed.get(row.pk), now=now)
        for row in enrollments
        if is_first or asked[row.pk] or row.pk in held
    ]


def _entry(change: MarkedLearner, *, roll: RollCall, weight: int) -> MarkEntry:
    """The saver saw what stood, so theirs is made after it, and weighs no less."""
    held = change.held
    made_at = max(roll.saved_at, held.made_at + timedelta(microseconds=1)) if held else roll.saved_at
    return MarkEntry(
        session=roll.session,
        enrollment=change.enrollment,
        mark=change.mark,
        minutes_present=change.minutes,
        reason=change.reason,
        weight=max(Weight.ASSUMED if change.is_assumed else weight, held.weight if held else Weight.ASSUMED),
        made_at=made_at,
        made_by=roll.saved_by,
        received_at=made_at,
    )
