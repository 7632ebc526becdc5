"""A learner scans the code on the keeper's screen: noted as where they were and when, for the roll to be saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from mueang.apps.audit.actions import record
from mueang.apps.catalog.enums import SessionState
from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.errors import NotOnTheRoll, SessionNotOn
from mueang.apps.enrollment.models import Enrollment, Scan

OPENS_BEFORE = timedelta(minutes=60)


@transaction.atomic
def note_scan(*, session: Session, learners: Sequence[Enrollment], now: datetime | None = None) -> list[Enrollment]:
    """Note that these learners were at the screen; returns those who had not scanned before.

    Whoever calls has checked the code, and that the learners are theirs to name. It writes no hours: the roll's first
    saving takes it for granted, and a keeper's mark beats it. Raises SessionNotOn and NotOnTheRoll.
    """
    now = now or timezone.now()
    refuse_scan(session, now=now)
    if not learners or any(not row.holds_a_seat or row.offering_id != session.offering_id for row in learners):
        raise NotOnTheRoll
    new = [
        row
        for row in learners
        if Scan.objects.get_or_create(session=session, enrollment=row, defaults={"scanned_at": now})[1]
    ]
    if new:
        facts = {"enrollments": [str(row.uuid) for row in new]}
        record(actor=None, verb="roll.scanned", target=session, book=session.offering.city.slug, facts=facts)
    return new


def refuse_scan(session: Session, *, now: datetime) -> None:
    """Raises SessionNotOn unless the session is held and runs, or begins within the hour."""
    is_on = session.starts_at - OPENS_BEFORE <= now <= session.ends_at
    if session.state == SessionState.CANCELLED or not is_on:
        raise SessionNotOn
