"""Evidence: pointed at rows, counted, counted again, taken off and put back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.plans.actions.activities import lock_activity
from mueang.apps.plans.actions.plans import lock_plan
from mueang.apps.plans.enums import EvidenceKind, PlanState
from mueang.apps.plans.errors import AlreadyAttached, NoSuchRows, NotDescribed, NotYetAgreed, PictureRefused
from mueang.apps.plans.models import Activity, Evidence, WorkPlan
from mueang.apps.plans.queries.evidence_kinds import Counted
from mueang.apps.plans.queries.known_kinds import kinds
from mueang.lib.photographs import PhotoError, Prepared, keep, prepare
from mueang.methods.thai import Period


@transaction.atomic
def attach_evidence(
    *,
    activity: Activity,
    kind: str,
    actor: User,
    rows_of: UUID | None = None,
    period: Period | None = None,
    words_th: str = "",
    words_en: str = "",
    now: datetime | None = None,
) -> Evidence:
    """Point from an activity at rows of the city, and count them; the period is the activity's where none is named.

    Raises PermissionDenied, PlanIsClosed, NotYetAgreed, NoSuchRows, AlreadyAttached.
    """
    activity = _lock(activity, actor)
    city, known = activity.plan.city, kinds().get(kind)
    if known is None or not known.may_see(actor, city):
        raise NoSuchRows
    period, now = period or Period(activity.starts_on, activity.ends_on), now or timezone.now()
    counted = known.counts(city, rows_of, period)
    if counted.is_gone:
        raise NoSuchRows
    same = activity.evidence.standing().filter(kind=kind, rows_of=rows_of)
    if same.filter(period_from=period.starts_on, period_to=period.ends_on).exists():
        raise AlreadyAttached
    row = Evidence(
        activity=activity,
        kind=kind,
        rows_of=rows_of,
        period_from=period.starts_on,
        period_to=period.ends_on,
        words_th=words_th.strip()[:300],
        words_en=words_en.strip()[:300],
        attached_by=actor,
        attached_at=now,
    )
    _keep(row, counted, now)
    _tell(activity, row, actor=actor, verb="plan.evidence_attached")
    return row


def attach_picture(
    *, activity: Activity, data: bytes, words_th: str, actor: User, words_en: str = "", now: datetime | None = None
) -> Evidence:
    """Add a picture, told in words for who does not see it; made small before any row is locked.

    Raises PermissionDenied, PlanIsClosed, NotYetAgreed, NotDescribed, PictureRefused, AlreadyAttached.
    """
    if not words_th.strip():
        raise NotDescribed
    try:
        prepared = prepare(data)
    except PhotoError as error:
        raise PictureRefused from error
    words = {"words_th": words_th.strip()[:300], "words_en": words_en.strip()[:300]}
    return _add_picture(activity, prepared, words, actor=actor, now=now or timezone.now())


@transaction.atomic
def _add_picture(activity: Activity, photo: Prepared, words: dict[str, str], *, actor: User, now: datetime) -> Evidence:
    activity = _lock(activity, actor)
    if activity.evidence.standing().filter(picture__digest=photo.digest).exists():
        raise AlreadyAttached
    keep(photo, folder=settings.PHOTO_DIR)
    widths = sorted(photo.files)
    row = Evidence.objects.create(
        activity=activity,
        kind=EvidenceKind.PICTURE,
        period_from=activity.starts_on,
        period_to=activity.ends_on,
        n=1,
        counted_at=now,
        picture={"digest": photo.digest, "widths": widths, "width": photo.width, "height": photo.height},
        attached_by=actor,
        attached_at=now,
        **words,
    )
    _tell(activity, row, actor=actor, verb="plan.evidence_attached")
    return row


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, actor: User, now: datetime | None = None) -> Evidence:
    """Take evidence off; what was signed keeps it. Raises PermissionDenied, PlanIsClosed, NotYetAgreed."""
    return _stand(evidence, now or timezone.now(), actor=actor, verb="plan.evidence_withdrawn")


@transaction.atomic
def restore_evidence(*, evidence: Evidence, actor: User) -> Evidence:
    """Put back what was taken off. Raises PermissionDenied, PlanIsClosed, NotYetAgreed."""
    return _stand(evidence, None, actor=actor, verb="plan.evidence_restored")


@transaction.atomic
def recount_plan(*, plan: WorkPlan, now: datetime) -> int:
    """Count every row of a plan's evidence as it is now; how many counts changed. The day stands with each."""
    plan = lock_plan(plan)
    n_changed = 0
    rows = Evidence.objects.standing().filter(activity__plan=plan).exclude(kind=EvidenceKind.PICTURE)
    for row in rows.select_related("activity"):
        known = kinds().get(row.kind)
        before = (row.n, row.value, row.is_gone)
        if known is not None:
            _keep(row, known.counts(plan.city, row.rows_of, row.period), now)
        n_changed += before != (row.n, row.value, row.is_gone)
    return n_changed


def _lock(activity: Activity, actor: User) -> Activity:
    row = lock_activity(activity, actor)
    if row.plan.state == PlanState.DRAFT:
        raise NotYetAgreed
    return row


def _keep(row: Evidence, counted: Counted, now: datetime) -> None:
    row.n, row.value, row.is_gone, row.counted_at = counted.n, counted.value, counted.is_gone, now
    if not counted.is_gone:
        row.about_th, row.about_en = counted.about_th, counted.about_en
    row.save()


def _stand(evidence: Evidence, withdrawn_at: datetime | None, *, actor: User, verb: str) -> Evidence:
    activity = _lock(evidence.activity, actor)
    row = Evidence.objects.get(pk=evidence.pk)
    if (row.withdrawn_at is None) != (withdrawn_at is None):
        row.withdrawn_at = withdrawn_at
        row.save(update_fields=["withdrawn_at"])
        _tell(activity, row, actor=actor, verb=verb)
    return row


def _tell(activity: Activity, row: Evidence, *, actor: User, verb: str) -> None:
    facts: dict[str, Any] = {"kind": row.kind}
    record(actor=actor, verb=verb, target=activity, book=activity.plan.city.slug, facts=facts)
