"""What a human decides about a flag: taken back within a day, and judged by what was found in the end."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.flags.enums import DecisionKind, FlagState, Found
from mueang.apps.flags.errors import (
    AnsweredAlready,
    DayNeeded,
    FlaggedAnew,
    NotHandedOver,
    ReasonNeeded,
    TakenUp,
    TooLateToUndo,
)
from mueang.apps.flags.models import Flag, FlagDecision
from mueang.apps.flags.rules import may_answer_flags

# How long the same reasons stay quiet; a reason that was not there raises a flag all the same.
QUIET_DAYS = {DecisionKind.LOOK_INTO: 60, DecisionKind.KNOWN: 90, DecisionKind.WRONG_RECORD: 14}
LONGEST_QUIET = timedelta(days=180)
# "Known already" and "the record was wrong" say by themselves what a rule's sign was worth.
FOUND_AT_ONCE = {DecisionKind.KNOWN: Found.NEEDED, DecisionKind.WRONG_RECORD: Found.WRONG}


@transaction.atomic
def decide(
    *,
    flag: Flag,
    kind: str,
    actor: User,
    reason: str = "",
    until: date | None = None,
    now: datetime | None = None,
) -> FlagDecision:
    """End a flag by a decision. Raises PermissionDenied, AnsweredAlready, ReasonNeeded, DayNeeded."""
    now = now or timezone.now()
    flag = _locked(flag, actor)
    if flag.state != FlagState.OPEN:
        raise AnsweredAlready
    kind, reason = DecisionKind(kind), " ".join(reason.split())[:400]
    today = timezone.localdate(now)
    if kind in (DecisionKind.NOT_NOW, DecisionKind.WRONG_RECORD) and not reason:
        raise ReasonNeeded
    if kind == DecisionKind.NOT_NOW:
        if until is None or not today < until <= today + LONGEST_QUIET:
            raise DayNeeded
    else:
        until = today + timedelta(days=QUIET_DAYS[kind])
    row = FlagDecision(flag=flag, kind=kind, reason=reason, quiet_until=until, decided_by=actor, decided_at=now)
    if kind in FOUND_AT_ONCE:
        row.found, row.found_at, row.found_by = FOUND_AT_ONCE[kind], now, actor
    row.save(force_insert=True)
    flag.state = FlagState.ANSWERED
    flag.save(update_fields=["state"])
    record(actor=actor, verb="flags.decided", target=flag, book=flag.city.slug, facts={"kind": str(kind)})
    return row


@transaction.atomic
def undo_decision(*, decision: FlagDecision, actor: User, now: datetime | None = None) -> Flag:
    """Take a decision back within a day, as long as nobody acted on it: the flag waits again.

    Raises PermissionDenied, TooLateToUndo, TakenUp, FlaggedAnew.
    """
    now = now or timezone.now()
    flag = _locked(decision.flag, actor)
    decision = FlagDecision.objects.select_for_update().get(pk=decision.pk)
    if decision.undone_at is not None:
        return flag
    if decision.taken_at is not None:
        raise TakenUp
    if not decision.may_be_undone(now):
        raise TooLateToUndo
    if Flag.objects.open().filter(pupil=flag.pupil_id).exists():
        raise FlaggedAnew
    decision.undone_at, decision.undone_by = now, actor
    decision.save(update_fields=["undone_at", "undone_by"])
    flag.state = FlagState.OPEN
    flag.save(update_fields=["state"])
    record(actor=actor, verb="flags.decision_undone", target=flag, book=flag.city.slug)
    return flag


@transaction.atomic
def record_finding(
    *, decision: FlagDecision, found: str, actor: User | None, now: datetime | None = None
) -> FlagDecision:
    """What came of looking into a flag; may be said again when more is known. Raises PermissionDenied, NotHandedOver.

    No actor is support's own follow-up work.
    """
    flag = _locked(decision.flag, actor)
    decision = FlagDecision.objects.select_for_update().get(pk=decision.pk)
    if decision.kind != DecisionKind.LOOK_INTO or decision.undone_at is not None:
        raise NotHandedOver
    if decision.found != found:
        decision.found, decision.found_at, decision.found_by = Found(found), now or timezone.now(), actor
        decision.save(update_fields=["found", "found_at", "found_by"])
        record(actor=actor, verb="flags.found", target=flag, book=flag.city.slug, facts={"found": str(found)})
    return decision


@transaction.atomic
def take_up(*, decision: FlagDecision, now: datetime | None = None) -> bool:
    """Support has made a row of its own of a hand-over; whether it was the first to. Raises NotHandedOver."""
    decision = FlagDecision.objects.select_for_update().get(pk=decision.pk)
    if decision.kind != DecisionKind.LOOK_INTO or decision.undone_at is not None:
        raise NotHandedOver
    if decision.taken_at is not None:
        return False
    decision.taken_at = now or timezone.now()
    decision.save(update_fields=["taken_at"])
    return True


def _locked(flag: Flag, actor: User | None) -> Flag:
    flag = Flag.objects.select_for_update(of=("self",)).select_related("city").get(pk=flag.pk)
    if actor is not None and not may_answer_flags(actor, flag.city):
        raise PermissionDenied
    return flag
