"""Decide what a concern is, with a reason; a person decides, and a decision can be taken back within a day."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.support.actions.cases import NewChild, add_note, open_case
from mueang.apps.support.actions.concerns import lock_open_concern
from mueang.apps.support.enums.cases import NoteKind
from mueang.apps.support.enums.concerns import ConcernState
from mueang.apps.support.errors.concerns import (
    AlreadySettled,
    CaseHasBegun,
    NotAnother,
    ReasonMissing,
    TooFewTries,
    TooLateToUndo,
)
from mueang.apps.support.models.cases import Case
from mueang.apps.support.models.concerns import UNDO_WITHIN, Concern, Decision, SetApart
from mueang.apps.support.models.joins import ConcernOfCase
from mueang.apps.support.rules.cases import visible_cases
from mueang.apps.support.rules.concerns import may_triage, visible_concerns

LEAST_TRIES = 2
_WITHOUT_A_CASE = frozenset(
    {ConcernState.DUPLICATE, ConcernState.RECORD_WRONG, ConcernState.UNREACHABLE, ConcernState.UNFOUNDED}
)


@transaction.atomic
def settle_concern(
    *,
    concern: Concern,
    state: str,
    reason: str,
    actor: User,
    record_fault: str = "",
    duplicate_of: Concern | None = None,
) -> Decision:
    """Settle a concern without a case: duplicate, wrong record, unreachable or not so.

    Raises PermissionDenied, AlreadySettled, ReasonMissing, NotAnother for a duplicate of nothing the actor may see,
    and TooFewTries where somebody is called unreachable who was hardly looked for.
    """
    if state not in _WITHOUT_A_CASE:
        raise ValueError(state)
    concern = lock_open_concern(concern)
    if not may_triage(actor, concern):
        raise PermissionDenied
    if state == ConcernState.DUPLICATE:
        concern.duplicate_of = _another(concern, duplicate_of, actor=actor)
    if state == ConcernState.RECORD_WRONG:
        concern.record_fault = record_fault
    if state == ConcernState.UNREACHABLE and concern.tries.values("on", "how").distinct().count() < LEAST_TRIES:
        raise TooFewTries
    return decide(concern, state=state, reason=reason, actor=actor)


@transaction.atomic
def open_case_from(
    *, concern: Concern, child: NewChild, severity: int, reason: str, actor: User, main_worker: User | None = None
) -> Case:
    """Open a case for the child of a concern; what was said goes along as its first note, its teller does not.

    Raises PermissionDenied, AlreadySettled, ReasonMissing, and what `open_case` raises.
    """
    concern = lock_open_concern(concern)
    if not may_triage(actor, concern):
        raise PermissionDenied
    case = open_case(
        city=concern.city,
        child=child,
        actor=actor,
        main_worker=main_worker or concern.assigned_to or actor,
        severity=severity,
        words=concern.said,
        concern=concern,
    )
    ConcernOfCase.objects.create(concern=concern, case=case)
    decide(concern, state=ConcernState.CASE, reason=reason, actor=actor)
    return case


@transaction.atomic
def join_case(*, concern: Concern, case: Case, reason: str, actor: User) -> Decision:
    """Somebody looked at both: the concern is about the child of this case, and what was said becomes its note.

    Raises PermissionDenied for a case the actor may not see, AlreadySettled and ReasonMissing.
    """
    concern = lock_open_concern(concern)
    seen = visible_cases(actor).filter(pk=case.pk, city=concern.city).first()
    if not may_triage(actor, concern) or seen is None:
        raise PermissionDenied
    ConcernOfCase.objects.create(concern=concern, case=seen)
    decision = decide(concern, state=ConcernState.JOINED, reason=reason, actor=actor)
    add_note(case=seen, words=concern.said, kind=NoteKind.NOTE, actor=actor)
    return decision


def decide(concern: Concern, *, state: str, reason: str, actor: User) -> Decision:
    """Write the decision on a locked concern. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    concern.state, concern.settled_at = ConcernState(state), timezone.now()
    concern.clean_fields()
    concern.save()
    decision = Decision(
        concern=concern,
        state=concern.state,
        record_fault=concern.record_fault,
        reason=reason.strip(),
        by=actor,
        at=concern.settled_at,
    )
    decision.clean_fields()
    decision.save(force_insert=True)
    facts = {"state": concern.state, "fault": concern.record_fault}
    record(actor=actor, verb="concern.decided", target=concern, book=concern.city.slug, facts=facts)
    return decision


@transaction.atomic
def undo_decision(*, concern: Concern, actor: User) -> Concern:
    """Take back the standing decision within a day: the concern is open again, the decision stays as history.

    Raises PermissionDenied, TooLateToUndo, CaseHasBegun, and AlreadySettled where nothing stands any more.
    """
    concern = Concern.objects.select_for_update(of=("self",)).select_related("city").get(pk=concern.pk)
    if not may_triage(actor, concern):
        raise PermissionDenied
    decision = concern.decisions.filter(undone_at=None).first()
    if decision is None:
        raise AlreadySettled
    if concern.state == ConcernState.CASE:
        raise CaseHasBegun
    now = timezone.now()
    if now - decision.at > UNDO_WITHIN:
        raise TooLateToUndo
    decision.undone_at, decision.undone_by = now, actor
    decision.save(update_fields=["undone_at", "undone_by"])
    concern.state, concern.settled_at = ConcernState.NEW, None
    concern.record_fault, concern.duplicate_of = "", None
    ConcernOfCase.objects.filter(concern=concern).delete()
    concern.save()
    facts = {"state": decision.state}
    record(actor=actor, verb="concern.decision_undone", target=concern, book=concern.city.slug, facts=facts)
    return concern


@transaction.atomic
def set_apart(*, concern: Concern, other: UUID, actor: User) -> SetApart:
    """Somebody looked at both: not the same child. Raises PermissionDenied."""
    if not may_triage(actor, concern):
        raise PermissionDenied
    row, _is_new = SetApart.objects.get_or_create(
        concern=concern, other=other, defaults={"by": actor, "at": timezone.now()}
    )
    record(actor=actor, verb="concern.set_apart", target=concern, book=concern.city.slug, facts={"other": str(other)})
    return row


def _another(concern: Concern, other: Concern | None, *, actor: User) -> Concern:
    found = (
        visible_concerns(actor)
        .filter(city=concern.city)
        .exclude(pk=concern.pk)
        .exclude(state=ConcernState.DUPLICATE)
        .filter(pk__in=[other.pk] if other else [])
        .first()
    )
    if found is None:
        raise NotAnother
    return found
