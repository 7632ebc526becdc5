"""An officer corrects the ledger: what was wrong is taken back, what is right is entered, and both stay to be seen."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.enrollment.actions.seats import lock_offering
from mueang.apps.enrollment.errors import (
    CorrectionNeedsReason,
    EntryReversed,
    HoursOutOfRange,
    NothingCorrected,
    OwnHours,
)
from mueang.apps.enrollment.models import Enrollment, HoursEntry
from mueang.apps.enrollment.rules import is_own_learning, may_keep_ledger

# What one entry without a session may hold: a hundred hours.
MOST_MINUTES = 6000


@transaction.atomic
def correct_hours(
    *, entry: HoursEntry, mode: str, minutes: int, reason: str, actor: User, now: datetime | None = None
) -> HoursEntry | None:
    """Reverse a standing entry and enter `minutes` of `mode` instead; 0 minutes only takes it back.

    Whether anybody has completed is not touched: settling the offering again works that out. Raises PermissionDenied,
    OwnHours, EntryReversed, CorrectionNeedsReason, NothingCorrected, HoursOutOfRange.
    """
    now, reason = now or timezone.now(), reason.strip()[:200]
    offering = lock_offering(entry.enrollment.offering)
    wrong = HoursEntry.objects.select_related("session", "enrollment__person").get(pk=entry.pk)
    check_keeper(wrong.enrollment, actor=actor)
    if not HoursEntry.objects.standing().filter(pk=wrong.pk).exists():
        raise EntryReversed
    if not reason:
        raise CorrectionNeedsReason
    if (wrong.mode, wrong.minutes) == (mode, minutes):
        raise NothingCorrected
    most = wrong.session.minutes if wrong.session else MOST_MINUTES
    if not 0 <= minutes <= most:
        raise HoursOutOfRange(most_minutes=most)
    _like(wrong, mode=wrong.mode, minutes=-wrong.minutes, reason=reason, actor=actor, now=now, reverses=wrong)
    right = _like(wrong, mode=mode, minutes=minutes, reason=reason, actor=actor, now=now) if minutes else None
    facts = {
        "entry": str(wrong.uuid),
        "before": [wrong.mode, wrong.minutes],
        "after": [mode, minutes] if minutes else [],
    }
    record(actor=actor, verb="hours.corrected", target=wrong.enrollment, book=offering.city.slug, facts=facts)
    return right


def check_keeper(enrollment: Enrollment, *, actor: User) -> None:
    """Raises PermissionDenied for whoever keeps no ledger in the city, and OwnHours for the learner."""
    if not may_keep_ledger(actor, enrollment.offering.city):
        raise PermissionDenied
    if is_own_learning(actor, enrollment):
        raise OwnHours


def _like(
    wrong: HoursEntry,
    *,
    mode: str,
    minutes: int,
    reason: str,
    actor: User,
    now: datetime,
    reverses: HoursEntry | None = None,
) -> HoursEntry:
    """An entry beside the wrong one: same learner, same session or recognition."""
    return HoursEntry.objects.create(
        enrollment=wrong.enrollment,
        session=wrong.session,
        recognition=wrong.recognition,
        mode=mode,
        minutes=minutes,
        reverses=reverses,
        reason=reason,
        recorded_by=actor,
        recorded_at=now,
    )
