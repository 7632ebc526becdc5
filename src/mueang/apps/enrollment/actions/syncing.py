"""Marks that a device kept while it had no network: each written exactly once, and the same rule for every order.

A mark is known by the number its device gave it, so a repeated request finds what is written and adds nothing. Which of
two marks stands does not depend on which arrives first (see `MarkEntry`).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Session
from mueang.apps.catalog.rules import may_take_roll
from mueang.apps.enrollment.actions.desk import Desk
from mueang.apps.enrollment.actions.fingerprints import fingerprint
from mueang.apps.enrollment.actions.seats import lock_session
from mueang.apps.enrollment.actions.sent import Answer, Sent, SentBatch, SentCheckOut, SentMark, SentSave, SentWalkIn
from mueang.apps.enrollment.actions.standing import assume, on_the_sheet, refuse_roll, settle_attendance
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.enrollment.models import RollCall
from mueang.lib.ready import ReadyRows, Slot, insert_rows

_SAVED = ReadyRows(lambda: RollCall.objects.filter(session=Slot("session")).only("pk").order_by()[:1])


@transaction.atomic
def sync_roll(*, session: Session, batch: SentBatch, actor: User, now: datetime | None = None) -> list[Answer]:
    """Write what is new of a batch and answer every item; what was written before is answered again.

    One item's refusal holds up no other. Nothing counts as attendance until the roll is saved, by this batch or
    before. Raises PermissionDenied, and SessionNotHeld for a cancelled session.
    """
    now = now or timezone.now()
    before, session = session.offering, lock_session(session)
    if session.offering.place_id == before.place_id:
        session.offering.place = before.place
    if not may_take_roll(actor, session):
        raise PermissionDenied
    refuse_roll(session, at=max(now, session.starts_at))
    desk = Desk.open(session, batch=batch, actor=actor, now=now)
    refusals = {item.uuid: refusal for item in _walk_ins_first(batch) if (refusal := _take(desk, item)) is not None}
    roll = _save(desk, refusals)
    if desk.has_written or roll is not None:
        _record(desk, roll)
    return [_answer(desk, item, refusals) for item in batch.items]


def _walk_ins_first(batch: SentBatch) -> list[Sent]:
    """So that marks of somebody who walked in find them in the same batch."""
    return sorted(batch.items, key=lambda item: not isinstance(item, SentWalkIn))


def _take(desk: Desk, item: Sent) -> EnrollmentRefused | None:
    try:
        match item:
            case SentMark():
                desk.take_mark(item)
            case SentWalkIn():
                desk.take_walk_in(item)
            case SentCheckOut():
                desk.take_check_out(item)
            case SentSave():
                refuse_roll(desk.session, at=desk.moment(item.made_at))
    except EnrollmentRefused as refusal:
        return refusal
    return None


def _save(desk: Desk, refusals: dict[UUID, EnrollmentRefused]) -> RollCall | None:
    """The saving this batch comes to, if the roll is or was saved; the first one assumes whoever has no mark."""
    saves = [item for item in desk.batch.items if isinstance(item, SentSave) and item.uuid not in refusals]
    is_first = not _SAVED(session=desk.session.pk)
    if is_first and not saves:
        return None
    if not is_first and not desk.new_marks:
        return None
    key = fingerprint(desk.session.uuid, *(entry.uuid for entry in desk.new_marks), *(save.uuid for save in saves))
    reason = " · ".join(dict.fromkeys(entry.reason for entry in desk.new_marks if entry.is_correction))
    roll = RollCall(session=desk.session, saved_by=desk.actor, saved_at=desk.now, request_key=key, reason=reason[:200])
    insert_rows([roll])
    if is_first:
        # A room's sheet is what people chose; of any other session it is whom the desk admits, walk-ins included.
        expected = on_the_sheet(desk.session, desk.standing) if desk.session.is_chosen else desk.sheet.values()
        missing = {row.pk for row in expected} - desk.standing.keys()
        entries = assume(desk.session, sorted(missing), roll=roll, made_at=desk.moment(saves[0].made_at))
        desk.standing |= {entry.enrollment_id: entry for entry in entries}
    settle_attendance(roll, desk.standing)
    return roll


def _answer(desk: Desk, item: Sent, refusals: dict[UUID, EnrollmentRefused]) -> Answer:
    if item.uuid in refusals:
        return Answer(item.uuid, refusal=refusals[item.uuid])
    written = desk.written.get(item.uuid)
    stands = desk.standing.get(written.enrollment_id) if written else None
    return Answer(item.uuid, instead=stands if stands and stands.uuid != item.uuid else None)


def _record(desk: Desk, roll: RollCall | None) -> None:
    facts = {
        "marks": len(desk.new_marks),
        "walk_ins": desk.n_walk_ins,
        "check_outs": desk.n_check_outs,
        "contested": desk.n_contested,
        "is_saved": roll is not None,
        "before": desk.before,
    }
    record(actor=desk.actor, verb="roll.synced", target=desk.session, book=desk.session.offering.city.slug, facts=facts)
