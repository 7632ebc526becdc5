"""The hours ledger: what a roll says becomes entries; what a later roll takes back becomes reversals."""

from __future__ import annotations

from collections.abc import Mapping

from mueang.apps.enrollment.models import HoursEntry, RollCall


def enter_minutes(*, roll: RollCall, minutes: Mapping[int, int]) -> None:
    """Make the ledger say these minutes of the roll's session for each enrollment key; three SQL statements.

    An entry that says otherwise is reversed and a new one made; one that says the same stands.
    """
    session = roll.session
    rows = list(HoursEntry.objects.standing().filter(session=session, enrollment__in=list(minutes)))
    wrong = [row for row in rows if (row.minutes, row.mode) != (minutes[row.enrollment_id], session.mode)]
    kept = {row.enrollment_id for row in rows} - {row.enrollment_id for row in wrong}
    HoursEntry.objects.bulk_create(
        _entry(roll, row.enrollment_id, mode=row.mode, minutes=-row.minutes, reverses=row) for row in wrong
    )
    HoursEntry.objects.bulk_create(
        _entry(roll, key, mode=session.mode, minutes=amount)
        for key, amount in minutes.items()
        if amount and key not in kept
    )


def _entry(
    roll: RollCall, enrollment: int, *, mode: str, minutes: int, reverses: HoursEntry | None = None
) -> HoursEntry:
    return HoursEntry(
        enrollment_id=enrollment,
        session=roll.session,
        mode=mode,
        minutes=minutes,
        reverses=reverses,
        reason=roll.reason,
        recorded_by=roll.saved_by,
        recorded_at=roll.saved_at,
    )
