"""Closing with an outcome that lasts, asking months later whether it does, and opening again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.support.actions.cases import LOOK_WITHIN
from mueang.apps.support.actions.holding import change_case, hold_case, note_deed
from mueang.apps.support.enums.cases import RECHECK_MONTHS, CaseState, Severity, StillHolds
from mueang.apps.support.errors.cases import (
    CaseNotClosed,
    CaseStands,
    EvidenceMissing,
    ReasonMissing,
    ReCheckDone,
    WorkStillRuns,
)
from mueang.apps.support.models.cases import Case, Child
from mueang.apps.support.models.endings import Closure, ReCheck, Reopening
from mueang.apps.support.rules.cases import may_supervise


@dataclass(frozen=True, slots=True)
class Ending:
    """How a case ends: a durable outcome, nobody to be reached, or a record that was wrong, and how that is known."""

    state: str
    evidence: str
    outcome: str = ""
    record_error: str = ""


@transaction.atomic
def close_case(
    *, case: Case, ending: Ending, actor: User, version: int | None = None, now: datetime | None = None
) -> Closure:
    """Close it with evidence; a durable outcome is asked about again after three, six and twelve months.

    Only the main worker and supervisors may. Raises PermissionDenied, CaseClosed, ChangedMeanwhile, EvidenceMissing,
    WorkStillRuns.
    """
    now = now or timezone.now()
    row = hold_case(case, actor=actor, version=version)
    if row.main_worker_id != actor.pk and not may_supervise(actor, row.city):
        raise PermissionDenied
    if not ending.evidence.strip():
        raise EvidenceMissing
    if row.referrals.running().exists():
        raise WorkStillRuns
    closure = Closure(
        case=row,
        state=ending.state,
        outcome=ending.outcome,
        record_error=ending.record_error,
        evidence=ending.evidence.strip()[:1000],
        closed_by=actor,
        closed_at=now,
    )
    closure.full_clean()
    closure.save()
    if ending.state == CaseState.DURABLE:
        today = timezone.localdate(now)
        ReCheck.objects.bulk_create(
            [ReCheck(closure=closure, months=n, due_on=months_after(today, n)) for n in RECHECK_MONTHS]
        )
    change_case(row, state=CaseState(ending.state), closed_at=now)
    note_deed(row, "case.closed", actor=actor, state=str(ending.state))
    return closure


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the month's last.

    >>> months_after(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


@transaction.atomic
def recheck(*, check: ReCheck, holds: str, words: str, actor: User, now: datetime | None = None) -> ReCheck:
    """Say whether the outcome holds; if it does not, the case is open again in the same moment.

    Raises PermissionDenied, ReCheckDone, EvidenceMissing, CaseStands.
    """
    now = now or timezone.now()
    case = hold_case(check.closure.case, actor=actor, is_open=False)
    row = ReCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)
    if row.done_at is not None or row.dropped_at is not None:
        raise ReCheckDone
    if not words.strip():
        raise EvidenceMissing
    row.holds, row.words, row.done_at, row.done_by = StillHolds(holds), words.strip()[:500], now, actor
    row.save(update_fields=["holds", "words", "done_at", "done_by"])
    note_deed(case, "case.rechecked", actor=actor, holds=str(row.holds), months=row.months)
    if row.holds == StillHolds.NO:
        _open_again(case, reason=_("The outcome no longer holds."), actor=actor, now=now)
    return row


@transaction.atomic
def reopen_case(*, case: Case, reason: str, actor: User, now: datetime | None = None) -> Reopening:
    """Open a closed case again. Raises PermissionDenied, CaseNotClosed, ReasonMissing, CaseStands."""
    row = hold_case(case, actor=actor, is_open=False)
    if row.is_standing:
        raise CaseNotClosed
    if not reason.strip():
        raise ReasonMissing
    return _open_again(row, reason=reason, actor=actor, now=now or timezone.now())


def _open_again(case: Case, *, reason: str, actor: User, now: datetime) -> Reopening:
    child = Child.objects.select_for_update(of=("self",)).get(pk=case.child_id)
    if child.cases.standing().exists():
        raise CaseStands
    ReCheck.objects.filter(closure__case=case, done_at=None, dropped_at=None).update(dropped_at=now)
    look_on = timezone.localdate(now) + timedelta(days=LOOK_WITHIN[Severity(case.severity)])
    change_case(case, state=CaseState.REOPENED, closed_at=None, review_on=look_on)
    reopening = Reopening.objects.create(case=case, reason=reason.strip()[:500], reopened_by=actor, reopened_at=now)
    note_deed(case, "case.reopened", actor=actor)
    return reopening
