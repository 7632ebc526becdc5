"""The hours ledger: what a roll says becomes entries; what a later roll takes back becomes reversals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.models import Attendance, HoursEntry, RollCall
from mueang.apps.enrollment.queries import rooms_at
from mueang.lib.ready import ReadyRows, Slot, insert_rows

_STANDING = ReadyRows(lambda: HoursEntry.objects.standing().filter(session=Slot("session")))


def enter_minutes(*, roll: RollCall, minutes: Mapping[int, int]) -> None:
    """Make the ledger say these minutes of the roll's session for each enrollment key; two SQL statements.

    An entry that says otherwise is reversed and a new one made; one that says the same stands. Where rooms meet at
    the same time, a minute counts once, whichever room's roll is saved or corrected first.
    """
    if roll.session.is_chosen:
        for session, once in _once(roll.session, minutes):
            _enter(roll, session, once)
    else:
        _enter(roll, roll.session, minutes)


def _once(session: Session, minutes: Mapping[int, int]) -> list[tuple[Session, dict[int, int]]]:
    """This room and those beside it, the earliest first: of each learner only the minutes no earlier one covers."""
    rooms = sorted([session, *rooms_at(session)], key=lambda one: (one.starts_at, one.pk))
    here = Attendance.objects.filter(session__in=rooms, enrollment__in=list(minutes)).exclude(session=session)
    present = {(row.session_id, row.enrollment_id): row.minutes_present for row in here}
    present |= {(session.pk, key): amount for key, amount in minutes.items()}
    found: list[tuple[Session, dict[int, int]]] = []
    for room in rooms:
        once = {
            key: min(present[room.pk, key], room.minutes - _covered(room, key, found))
            for key in minutes
            if (room.pk, key) in present
        }
        found.append((room, once))
    return found


def _covered(room: Session, key: int, earlier: Sequence[tuple[Session, Mapping[int, int]]]) -> int:
    """Minutes of the room's time that this learner is credited with in rooms before it."""
    return min(room.minutes, sum(min(once.get(key, 0), _shared(room, one)) for one, once in earlier))


def _shared(one: Session, other: Session) -> int:
    span = min(one.ends_at, other.ends_at) - max(one.starts_at, other.starts_at)
    return max(timedelta(0), span) // timedelta(minutes=1)


def _enter(roll: RollCall, session: Session, minutes: Mapping[int, int]) -> None:
    rows = [row for row in _STANDING(session=session.pk) if row.enrollment_id in minutes]
    wrong = [row for row in rows if (row.minutes, row.mode) != (minutes[row.enrollment_id], session.mode)]
    kept = {row.enrollment_id for row in rows} - {row.enrollment_id for row in wrong}
    reversals = [
        _entry(roll, session, row.enrollment_id, mode=row.mode, minutes=-row.minutes, reverses=row) for row in wrong
    ]
    entries = [
        _entry(roll, session, key, mode=session.mode, minutes=amount)
        for key, amount in minutes.items()
        if amount and key not in kept
    ]
    insert_rows([*reversals, *entries])


def _entry(
    roll: RollCall, session: Session, enrollment: int, *, mode: str, minutes: int, reverses: HoursEntry | None = None
) -> HoursEntry:
    return HoursEntry(
        enrollment_id=enrollment,
        session=session,
        mode=mode,
        minutes=minutes,
        reverses=reverses,
        reason=roll.reason,
        recorded_by=roll.saved_by,
        recorded_at=roll.saved_at,
    )
