"""Saying beforehand that one cannot come, and taking that back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.enums import SessionState
from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.actions.seats import lock_offering
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.errors import ApologyTooLate, EnrollmentEnded, NotOnTheTicket
from mueang.apps.enrollment.models import Apology, Enrollment
from mueang.apps.enrollment.rules import may_withdraw


@transaction.atomic
def apologise(
    *, enrollment: Enrollment, session: UUID, actor: User | None, reason: str = "", now: datetime | None = None
) -> Apology:
    """Say that this learner cannot come to a session; saying it again changes the reason.

    The roll starts with "excused": an absence with notice. An `actor` of None holds the ticket. Raises
    PermissionDenied, EnrollmentEnded, NotOnTheTicket, and ApologyTooLate once the session began or has its roll.
    """
    now, reason = now or timezone.now(), reason.strip()[:200]
    enrollment, meeting = _lock(enrollment, session, actor=actor, now=now)
    values = {"reason": reason, "said_at": now, "said_by": actor}
    apology, is_new = Apology.objects.update_or_create(enrollment=enrollment, session=meeting, defaults=values)
    if is_new:
        _record(enrollment, meeting, "enrollment.apologised", actor=actor)
    return apology


@transaction.atomic
def take_back_apology(
    *, enrollment: Enrollment, session: UUID, actor: User | None, now: datetime | None = None
) -> bool:
    """The learner comes after all; whether there was an apology. Raises as `apologise` does."""
    enrollment, meeting = _lock(enrollment, session, actor=actor, now=now or timezone.now())
    deleted, _by_model = Apology.objects.filter(enrollment=enrollment, session=meeting).delete()
    if deleted:
        _record(enrollment, meeting, "enrollment.apology_taken_back", actor=actor)
    return bool(deleted)


def _lock(enrollment: Enrollment, session: UUID, *, actor: User | None, now: datetime) -> tuple[Enrollment, Session]:
    """Under the offering's lock a roll is either not begun or done."""
    offering = lock_offering(enrollment.offering)
    enrollment = Enrollment.objects.select_related("person").get(pk=enrollment.pk)
    enrollment.offering = offering
    if actor is not None and not may_withdraw(actor, enrollment):
        raise PermissionDenied
    if enrollment.state != EnrollmentState.ENROLLED:
        raise EnrollmentEnded
    meeting = Session.objects.filter(offering=offering, uuid=session, state=SessionState.PLANNED).first()
    if meeting is None:
        raise NotOnTheTicket
    if meeting.starts_at <= now or meeting.roll_calls.exists():
        raise ApologyTooLate
    return enrollment, meeting


def _record(enrollment: Enrollment, session: Session, verb: str, *, actor: User | None) -> None:
    facts = {"session": str(session.uuid)}
    record(actor=actor, verb=verb, target=enrollment, book=enrollment.offering.city.slug, facts=facts)
