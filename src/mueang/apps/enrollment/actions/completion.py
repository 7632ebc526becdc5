"""Judging learners' work, and settling who has completed: a pure function of ledger and assessments, written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.enrollment.actions.seats import lock_offering
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.errors import EnrollmentEnded
from mueang.apps.enrollment.models import Assessment, Enrollment
from mueang.apps.enrollment.queries import completion_table
from mueang.apps.enrollment.rules import may_enrol
from mueang.apps.network.actions import mark_public_change


@transaction.atomic
def assess(
    *, enrollment: Enrollment, result: str, actor: User, note: str = "", now: datetime | None = None
) -> Assessment:
    """Add a judgement of the learner's work; the latest one counts.

    Raises PermissionDenied, and EnrollmentEnded for somebody who holds no seat.
    """
    offering = lock_offering(enrollment.offering)
    enrollment = Enrollment.objects.get(pk=enrollment.pk)
    if not may_enrol(actor, offering):
        raise PermissionDenied
    if not enrollment.holds_a_seat:
        raise EnrollmentEnded
    assessment = Assessment.objects.create(
        enrollment=enrollment, result=result, note=note, assessed_by=actor, assessed_at=now or timezone.now()
    )
    facts = {"result": str(result)}
    record(actor=actor, verb="enrollment.assessed", target=enrollment, book=offering.city.slug, facts=facts)
    return assessment


@transaction.atomic
def assess_everybody(*, offering: Offering, result: str, actor: User, now: datetime | None = None) -> int:
    """The same judgement for everybody who holds a seat and was not judged so last; returns how many.

    Raises PermissionDenied.
    """
    now = now or timezone.now()
    offering = lock_offering(offering)
    if not may_enrol(actor, offering):
        raise PermissionDenied
    seated = Enrollment.objects.filter(offering=offering).seated()
    rows = Assessment.objects.filter(enrollment__in=seated).order_by("assessed_at", "pk")
    latest = dict(rows.values_list("enrollment", "result"))
    due = [key for key in seated.values_list("pk", flat=True) if latest.get(key) != result]
    Assessment.objects.bulk_create(
        Assessment(enrollment_id=key, result=result, assessed_by=actor, assessed_at=now) for key in due
    )
    facts = {"result": str(result), "n_people": len(due)}
    record(actor=actor, verb="enrollment.all_assessed", target=offering, book=offering.city.slug, facts=facts)
    return len(due)


@dataclass(frozen=True, slots=True)
class Settled:
    """How many of an offering's learners have completed, have not, or still learn; and how many that changed for."""

    completed: int
    not_completed: int
    still_learning: int
    changed: int


@transaction.atomic
def settle_completions(*, offering: Offering, actor: User, now: datetime | None = None) -> Settled:
    """Give every seat the state its hours and assessment earned; may be repeated whenever the ledger grew.

    Whoever meets the rule has completed. The others have not once the last session is over and its roll taken;
    until then they still learn. Raises PermissionDenied.
    """
    now = now or timezone.now()
    offering = lock_offering(offering)
    if not may_enrol(actor, offering):
        raise PermissionDenied
    otherwise = EnrollmentState.ENROLLED if _is_unfinished(offering, now=now) else EnrollmentState.NOT_COMPLETED
    rows = completion_table(offering=offering)
    states = [EnrollmentState.COMPLETED if row.decision.completed else otherwise for row in rows]
    changed = [
        (row.enrollment, state) for row, state in zip(rows, states, strict=True) if row.enrollment.state != state
    ]
    for enrollment, state in changed:
        enrollment.state = state
        enrollment.ended_at = None if state == EnrollmentState.ENROLLED else now
    Enrollment.objects.bulk_update([enrollment for enrollment, _state in changed], ["state", "ended_at"])
    if changed:
        mark_public_change(offering.city, catalog=False)
    settled = Settled(
        completed=states.count(EnrollmentState.COMPLETED),
        not_completed=states.count(EnrollmentState.NOT_COMPLETED),
        still_learning=states.count(EnrollmentState.ENROLLED),
        changed=len(changed),
    )
    facts = {"changed": {str(enrollment.uuid): state.value for enrollment, state in changed}}
    record(actor=actor, verb="enrollment.settled", target=offering, book=offering.city.slug, facts=facts)
    return settled


def _is_unfinished(offering: Offering, *, now: datetime) -> bool:
    """Whether a planned session is still to end, or ended without its roll taken."""
    planned = Session.objects.planned().filter(offering=offering)
    return planned.still_to_end(now).exists() or planned.filter(roll_calls=None).exists()
