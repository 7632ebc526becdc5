"""A learner does not agree with a verdict; somebody who did not judge the work decides."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.assessments.actions.judging import add_verdict, keys_of, lock_hand_in
from mueang.apps.assessments.enums import LEVELS, AppealState, HandInState, Means
from mueang.apps.assessments.errors import (
    AppealDecided,
    AppealedAlready,
    AppealTooLate,
    FeedbackMissing,
    JudgedBefore,
    LevelsMissing,
    NothingToSettle,
)
from mueang.apps.assessments.models import Appeal, HandIn
from mueang.apps.assessments.rules import decidable_appeals
from mueang.apps.audit.actions import record


@transaction.atomic
def lodge_appeal(*, hand_in: HandIn, reason: str, actor: User | None, now: datetime) -> Appeal:
    """Ask for another look, once, until the day the verdict names.

    Raises NothingToSettle before there is a verdict, FeedbackMissing without a reason, AppealedAlready, AppealTooLate.
    """
    row = lock_hand_in(hand_in)
    verdict = row.verdicts.exclude(settled_at=None).last()
    if row.state != HandInState.SETTLED or verdict is None:
        raise NothingToSettle
    if Appeal.objects.filter(hand_in=row).exists():
        raise AppealedAlready
    newer = HandIn.objects.filter(
        assignment=row.assignment_id, enrollment=row.enrollment_id, number__gt=row.number
    ).exists()
    if newer or not verdict.takes_appeal(now):
        raise AppealTooLate
    if not reason.strip():
        raise FeedbackMissing
    appeal = Appeal.objects.create(hand_in=row, reason=reason.strip()[:4000], lodged_at=now)
    record(actor=actor, verb="appeal.lodged", target=appeal, book=row.assignment.offering.city.slug)
    return appeal


@transaction.atomic
def decide_appeal(*, appeal: Appeal, levels: dict[str, str], answer: str, actor: User, now: datetime) -> Appeal:
    """Decide with a level for each criterion and an answer; the same levels let the verdict stand.

    Raises JudgedBefore for who judged the work or may not judge it, AppealDecided, LevelsMissing, FeedbackMissing.
    """
    row = lock_hand_in(appeal.hand_in)
    appeal = Appeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
    if appeal.state != AppealState.OPEN:
        raise AppealDecided
    if not decidable_appeals(actor).filter(pk=appeal.pk).exists():
        raise JudgedBefore
    chosen = {key: levels.get(key, "") for key in keys_of(row)}
    if not set(chosen.values()) <= set(LEVELS):
        raise LevelsMissing
    if not answer.strip():
        raise FeedbackMissing
    verdict = row.verdicts.exclude(settled_at=None).last()
    is_changed = verdict is None or verdict.levels != chosen
    if is_changed:
        add_verdict(row, means=Means.APPEAL, levels=chosen, words=answer.strip()[:4000], now=now, may_appeal=False)
    appeal.state = AppealState.CHANGED if is_changed else AppealState.KEPT
    appeal.answer, appeal.decided_by, appeal.decided_at = answer.strip()[:4000], actor, now
    appeal.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    facts = {"outcome": str(appeal.state)}
    record(actor=actor, verb="appeal.decided", target=appeal, book=row.assignment.offering.city.slug, facts=facts)
    return appeal
