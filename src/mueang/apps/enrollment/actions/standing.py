"""The mark that stands for each learner of a session, and the attendance and hours that follow from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from mueang.apps.catalog.enums import SessionState
from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.actions.ledger import enter_minutes
from mueang.apps.enrollment.errors import RollTooEarly, SessionNotHeld
from mueang.apps.enrollment.models import Attendance, Enrollment, MarkEntry, RollCall
from mueang.apps.enrollment.queries import admitted_to, assumed_mark, assumed_marks, expected_in
from mueang.lib.ready import ReadyRows, Slot, insert_rows

_HELD = ReadyRows(lambda: Attendance.objects.filter(session=Slot("session")).order_by())


def on_the_sheet(session: Session, held: Collection[int], *, asked: Collection[UUID] = ()) -> list[Enrollment]:
    """Who is expected, whoever has a mark already (`held`, enrollment keys), and in a room whoever is `asked` for."""
    rows = list(expected_in(session, held).select_related("person"))
    missing = set(asked) - {row.uuid for row in rows} if session.is_chosen else ()
    return rows + [row for row in admitted_to(session) if row.uuid in missing] if missing else rows


def assume(session: Session, missing: Iterable[int], *, roll: RollCall, made_at: datetime) -> list[MarkEntry]:
    """Write what the first saving assumes of those whom nobody marked; two SQL statements."""
    known = assumed_marks(session)
    entries = [known.get(key) or assumed_mark(session, key) for key in missing]
    for entry in entries:
        entry.made_at, entry.made_by, entry.received_at = made_at, roll.saved_by, roll.saved_at
    insert_rows(entries)
    return entries


def settle_attendance(roll: RollCall, standing: Mapping[int, MarkEntry]) -> int:
    """Make attendance and hours say what stands; returns how many changed. Six SQL statements at most."""
    held = {row.enrollment_id: row for row in _HELD(session=roll.session_id)}
    new: list[Attendance] = []
    old: list[Attendance] = []
    minutes: dict[int, int] = {}
    for key, entry in standing.items():
        row = held.get(key) or Attendance(session=roll.session, enrollment_id=key)
        wanted = (entry.mark, entry.minutes_present, entry.reason)
        if (row.mark, row.minutes_present, row.reason) == wanted:
            continue
        row.mark, row.minutes_present, row.reason = wanted
        row.roll_call = roll
        (old if row.pk else new).append(row)
        minutes[key] = entry.minutes_present
    if minutes:
        insert_rows(new)
        if old:
            Attendance.objects.bulk_update(old, ["mark", "minutes_present", "reason", "roll_call"])
        enter_minutes(roll=roll, minutes=minutes)
    return len(minutes)


def refuse_roll(session: Session, *, at: datetime) -> None:
    """Raises SessionNotHeld, and RollTooEarly for a moment before the session's day."""
    if session.state == SessionState.CANCELLED:
        raise SessionNotHeld
    if timezone.localdate(session.starts_at) > timezone.localdate(at):
        raise RollTooEarly
