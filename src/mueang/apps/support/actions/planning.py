"""Assessment, what may be told, and the plan with the family."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.people.enums import Relation
from mueang.apps.support.actions.holding import change_case, hold_case, note_deed
from mueang.apps.support.enums.cases import (
    RUNNING,
    SHAREABLE,
    Basis,
    CaseState,
    Need,
    NeedLevel,
    ReferralState,
    Severity,
    StepState,
)
from mueang.apps.support.errors.cases import (
    AuthorityMissing,
    ChangedMeanwhile,
    ConsentOver,
    NotAssessed,
    ReasonMissing,
)
from mueang.apps.support.models.cases import Case
from mueang.apps.support.models.planning import Agency, Assessment, ConsentToShare, Plan, Step
from mueang.apps.support.models.referrals import Referral

# Under this age a parent or the legal guardian consents (guideline on consent under PDPA s.20).
AGE_OF_OWN_CONSENT = 10
PARENTS = (Relation.MOTHER, Relation.FATHER)
CONSENT_TEXT = "2569-1"


@dataclass(frozen=True, slots=True)
class Found:
    """What an assessment found; `needs` names only areas somebody asked about."""

    needs: Mapping[str, int]
    severity: int
    next_on: date
    needs_words: str = ""
    health_words: str = ""
    cause: str = ""
    risk_words: str = ""
    strengths: str = ""
    wishes: str = ""
    was_seen: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What may be told to whom, and by what right."""

    basis: str
    purpose: str
    agencies: Sequence[Agency]
    parts: Collection[str]
    withheld: Collection[str] = ()
    withheld_reason: str = ""
    basis_reason: str = ""
    given_by_name: str = ""
    relation: str = ""
    has_legal_authority: bool = False
    child_agrees: bool | None = None
    medium: str = ""
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewStep:
    words: str
    due_on: date
    agency: Agency | None = None
    owner_name: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """Who of the family agreed to the plan, and when."""

    on: date
    by_name: str
    relation: str = ""


@transaction.atomic
def assess_case(
    *, case: Case, found: Found, actor: User, version: int | None = None, now: datetime | None = None
) -> Assessment:
    """Write down what was found; the next look and the urgency follow from it.

    Raises PermissionDenied, CaseClosed, ChangedMeanwhile.
    """
    now = now or timezone.now()
    row = hold_case(case, actor=actor, version=version)
    assessment = Assessment(
        case=row,
        needs={str(Need(need)): int(NeedLevel(level)) for need, level in found.needs.items()},
        needs_words=found.needs_words.strip(),
        health_words=found.health_words.strip(),
        cause=found.cause,
        severity=Severity(found.severity),
        risk_words=found.risk_words.strip(),
        strengths=found.strengths.strip(),
        wishes=found.wishes.strip(),
        was_seen=found.was_seen,
        assessed_by=actor,
        assessed_on=timezone.localdate(now),
        next_on=found.next_on,
    )
    assessment.full_clean()
    assessment.save()
    is_new = row.state in (CaseState.OPEN, CaseState.REOPENED)
    state = CaseState.ASSESSED if is_new else row.state
    change_case(row, state=state, severity=assessment.severity, review_on=found.next_on)
    note_deed(row, "case.assessed", actor=actor, severity=int(assessment.severity), n_needs=len(found.needs))
    return assessment


@transaction.atomic
def record_consent(*, case: Case, given: Given, actor: User, now: datetime | None = None) -> ConsentToShare:
    """Write down what may be told to whom: by consent of somebody with authority, or by another named right.

    Raises PermissionDenied, CaseClosed, AuthorityMissing, ReasonMissing.
    """
    now = now or timezone.now()
    row = hold_case(case, actor=actor)
    is_consent = given.basis == Basis.CONSENT
    if is_consent:
        _ensure_authority(row, given, today=timezone.localdate(now))
    elif not given.basis_reason.strip():
        raise ReasonMissing
    if (given.withheld and not given.withheld_reason.strip()) or not given.agencies:
        raise ReasonMissing
    if any(one.city_id != row.city_id for one in given.agencies):
        raise PermissionDenied
    consent = ConsentToShare(
        case=row,
        basis=given.basis,
        basis_reason=given.basis_reason.strip(),
        given_by_name=given.given_by_name.strip(),
        relation=given.relation,
        has_legal_authority=given.has_legal_authority,
        child_agrees=given.child_agrees,
        purpose=given.purpose.strip(),
        parts=[str(part) for part in SHAREABLE if part in given.parts and part not in given.withheld],
        withheld=[str(part) for part in SHAREABLE if part in given.withheld],
        withheld_reason=given.withheld_reason.strip(),
        medium=given.medium if is_consent else "",
        text_version=CONSENT_TEXT if is_consent else "",
        given_on=timezone.localdate(now),
        until_on=given.until_on,
        recorded_by=actor,
        recorded_at=now,
    )
    consent.full_clean()
    consent.save()
    consent.agencies.set(given.agencies)
    facts = {"basis": str(given.basis), "parts": consent.parts, "n_agencies": len(given.agencies)}
    note_deed(row, "case.consented", actor=actor, **facts)
    return consent


def _ensure_authority(case: Case, given: Given, *, today: date) -> None:
    """Under ten a parent or legal guardian; from ten on also the child's own word counts, and a carer's authority."""
    age = case.child.age_on(today)
    is_young = age is None or age < AGE_OF_OWN_CONSENT
    by_parent = given.relation in PARENTS or given.has_legal_authority
    by_self = given.relation == Relation.SELF and not is_young
    named = given.given_by_name.strip() and given.relation and given.medium
    if not named or not (by_parent or by_self) or (given.relation == Relation.SELF and is_young):
        raise AuthorityMissing


@transaction.atomic
def withdraw_consent(
    *, consent: ConsentToShare, words: str, actor: User, now: datetime | None = None
) -> ConsentToShare:
    """Take back what may be told: running referrals under it are taken back in the same moment, their links are dead.

    Raises PermissionDenied, ConsentOver.
    """
    now = now or timezone.now()
    case = hold_case(consent.case, actor=actor, is_open=False)
    row = ConsentToShare.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if row.withdrawn_at is not None:
        raise ConsentOver
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_words = now, actor, words.strip()[:500]
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_words"])
    running = Referral.objects.filter(consent=row, state__in=RUNNING)
    n = running.update(state=ReferralState.REVOKED, ended_at=now, key_hash=None, key_sealed=None)
    change_case(case)
    note_deed(case, "case.consent_withdrawn", actor=actor, n_referrals_stopped=n)
    return row


@transaction.atomic
def make_plan(
    *,
    case: Case,
    goal: str,
    steps: Sequence[NewStep],
    actor: User,
    agreed: Agreed | None = None,
    version: int | None = None,
    now: datetime | None = None,
) -> Plan:
    """A plan takes the place of the one before; the case is planned once the family agreed.

    Raises PermissionDenied, CaseClosed, ChangedMeanwhile, NotAssessed, ReasonMissing without a goal or a step.
    """
    now = now or timezone.now()
    row = hold_case(case, actor=actor, version=version)
    if not row.assessments.exists():
        raise NotAssessed
    if not goal.strip() or not steps:
        raise ReasonMissing
    row.plans.filter(replaced_at=None).update(replaced_at=now)
    plan = Plan.objects.create(case=row, goal=goal.strip()[:500], made_by=actor, made_at=now)
    for step in steps:
        _add_step(plan, step)
    change_case(row)
    note_deed(row, "case.plan_made", actor=actor, n_steps=len(steps))
    if agreed is not None:
        _agree(row, plan, agreed, actor=actor)
    return plan


def _add_step(plan: Plan, step: NewStep) -> Step:
    if step.agency is not None and step.agency.city_id != plan.case.city_id:
        raise PermissionDenied
    row = Step(
        plan=plan,
        words=step.words.strip()[:300],
        agency=step.agency,
        owner_name=step.owner_name.strip()[:120],
        due_on=step.due_on,
    )
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def agree_plan(*, plan: Plan, agreed: Agreed, actor: User) -> Plan:
    """Write down that the family agreed. Raises PermissionDenied, CaseClosed, ChangedMeanwhile for an old plan."""
    case = hold_case(plan.case, actor=actor)
    row = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if row.replaced_at is not None:
        raise ChangedMeanwhile
    _agree(case, row, agreed, actor=actor)
    return row


def _agree(case: Case, plan: Plan, agreed: Agreed, *, actor: User) -> None:
    if not agreed.by_name.strip():
        raise ReasonMissing
    plan.agreed_on, plan.agreed_by_name, plan.agreed_relation = agreed.on, agreed.by_name.strip(), agreed.relation
    plan.save(update_fields=["agreed_on", "agreed_by_name", "agreed_relation"])
    is_before = case.state in (CaseState.OPEN, CaseState.ASSESSED, CaseState.REOPENED)
    change_case(case, state=CaseState.PLANNED if is_before else case.state)
    note_deed(case, "case.plan_agreed", actor=actor)


@transaction.atomic
def add_step(*, plan: Plan, step: NewStep, actor: User) -> Step:
    """One more step. Raises PermissionDenied, CaseClosed, ChangedMeanwhile for an old plan."""
    case = hold_case(plan.case, actor=actor)
    row = Plan.objects.select_related("case").get(pk=plan.pk)
    if row.replaced_at is not None:
        raise ChangedMeanwhile
    added = _add_step(row, step)
    note_deed(case, "case.step_added", actor=actor)
    return added


@transaction.atomic
def set_step(*, step: Step, state: str, actor: User, words: str = "", now: datetime | None = None) -> Step:
    """Done, held up, dropped or to be done again; what holds it up or why it is dropped must be said.

    Raises PermissionDenied, CaseClosed, ReasonMissing.
    """
    case = hold_case(step.plan.case, actor=actor)
    row = Step.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if state in (StepState.BLOCKED, StepState.DROPPED) and not words.strip():
        raise ReasonMissing
    is_over = state in (StepState.DONE, StepState.DROPPED)
    row.state, row.state_words = StepState(state), words.strip()[:300]
    row.ended_at, row.ended_by = (now or timezone.now(), actor) if is_over else (None, None)
    row.save(update_fields=["state", "state_words", "ended_at", "ended_by"])
    note_deed(case, "case.step_ended", actor=actor, state=str(row.state))
    return row


@transaction.atomic
def note_return(*, case: Case, actor: User, version: int | None = None) -> Case:
    """The child has begun to learn again: not an outcome yet. Raises PermissionDenied, CaseClosed, NotAssessed."""
    row = hold_case(case, actor=actor, version=version)
    if row.state in (CaseState.OPEN, CaseState.REOPENED):
        raise NotAssessed
    change_case(row, state=CaseState.RE_ENGAGING)
    note_deed(row, "case.returning", actor=actor)
    return row
