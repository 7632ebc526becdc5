"""Attendance that was taken in Moodle becomes rolls here: all of its sessions, or none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.enrollment.actions.marks import RollMark
from mueang.apps.enrollment.actions.roll import save_roll
from mueang.apps.enrollment.actions.seats import lock_offering
from mueang.apps.enrollment.errors import NobodyMarked
from mueang.apps.enrollment.rules import may_enrol


@transaction.atomic
def take_in_attendance(
    *,
    offering: Offering,
    marks: Mapping[UUID, Mapping[UUID, str]],
    others: str,
    request_key: str,
    actor: User,
    now: datetime | None = None,
) -> int:
    """Save a roll for every session of `marks` (seat -> mark); returns how many.

    Where a session had no roll yet, everybody whom Moodle does not name gets `others`; where it had one, they keep
    what they have. The same `request_key` again changes nothing. Raises NobodyMarked and what `save_roll` raises;
    then nothing at all is written.
    """
    now = now or timezone.now()
    offering = lock_offering(offering)
    if not may_enrol(actor, offering):
        raise PermissionDenied
    sessions = list(Session.objects.filter(offering=offering, uuid__in=marks).order_by("starts_at", "pk"))
    if not sessions:
        raise NobodyMarked
    seats = set(offering.enrollments.seated().values_list("uuid", flat=True))
    for session in sessions:
        session.offering = offering
        said = {seat: mark for seat, mark in marks[session.uuid].items() if seat in seats}
        if not session.roll_calls.exists():
            said = dict.fromkeys(seats, others) | said
        save_roll(
            session=session,
            marks={seat: RollMark(mark) for seat, mark in said.items()},
            request_key=f"{request_key}:{session.uuid}",
            reason=_("Taken in Moodle"),
            actor=actor,
            now=now,
        )
    return len(sessions)
