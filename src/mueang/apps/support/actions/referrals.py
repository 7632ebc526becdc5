"""Referrals: nothing leaves without consent or a named override, and an agency answers by its secret link."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.support.actions.holding import hold_case, note_deed
from mueang.apps.support.actions.telling import tell_workers
from mueang.apps.support.enums.cases import (
    RUNNING,
    SERVICE_DAYS,
    SHAREABLE,
    Basis,
    Need,
    NoteKind,
    ReferralState,
)
from mueang.apps.support.errors.cases import (
    AnswerOutOfOrder,
    AnswerTooLate,
    ConsentMissing,
    NotToBeSent,
    ReasonMissing,
)
from mueang.apps.support.models.cases import Case, CaseNote
from mueang.apps.support.models.planning import Agency, ConsentToShare, ServiceLevel
from mueang.apps.support.models.referrals import Referral, hash_of_key, new_key
from mueang.apps.support.queries.referrals import ReferralSeen, referral_seen
from mueang.apps.support.rules.cases import may_supervise, supervisors_of
from mueang.lib.reach import all_in_reach, has_walls, within_reach

# A link works this much longer than the service level, then a new one has to be made.
LINK_GRACE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Override:
    """By which other right a supervisor lets a referral go without consent, and why it applies here."""

    basis: str
    reason: str


@transaction.atomic
def draft_referral(
    *,
    case: Case,
    agency: Agency,
    need: str,
    words: str,
    parts: Collection[str],
    actor: User,
    now: datetime | None = None,
) -> Referral:
    """Write what an agency will be asked and which parts it would see. Raises PermissionDenied, CaseClosed."""
    row = hold_case(case, actor=actor)
    if agency.city_id != row.city_id or not agency.is_active:
        raise PermissionDenied
    if not words.strip():
        raise ReasonMissing
    referral = Referral.objects.create(
        case=row,
        agency=agency,
        need=Need(need),
        words=words.strip()[:1000],
        parts=[str(part) for part in SHAREABLE if part in parts],
        made_by=actor,
        made_at=now or timezone.now(),
    )
    note_deed(row, "case.referral_drafted", actor=actor, need=str(need))
    return referral


@transaction.atomic
def send_referral(
    *, referral: Referral, actor: User, override: Override | None = None, now: datetime | None = None
) -> Referral:
    """Let it go: under a standing consent that covers this agency and every part, or by a supervisor's named override.

    Its secret link works from now on. Raises PermissionDenied, CaseClosed, NotToBeSent, ConsentMissing, ReasonMissing.
    """
    now = now or timezone.now()
    case, row = _hold(referral, actor=actor)
    if row.state != ReferralState.DRAFT:
        raise NotToBeSent
    if override is None:
        row.consent = _covering_consent(row, now=now)
    else:
        _override(row, override, case=case, actor=actor)
    days = days_for(case, row.need)
    row.state, row.sent_at = ReferralState.SENT, now
    row.due_on = timezone.localdate(now) + timedelta(days=days)
    row.link_until_at = now + timedelta(days=days) + LINK_GRACE
    row.give_key(new_key())
    row.save()
    facts = {"need": str(row.need), "parts": row.parts, "basis": str(row.override_basis or row.consent_basis)}
    note_deed(case, "case.referral_sent", actor=actor, **facts)
    if override is not None:
        tell_workers(case.city, set(supervisors_of(case.city)) - {actor}, key=f"override:{row.uuid}")
    return row


def days_for(case: Case, need: str) -> int:
    """How long this need may wait in the case's city."""
    level = ServiceLevel.objects.filter(city=case.city, need=need).first()
    return level.days if level is not None else SERVICE_DAYS[need]


def _covering_consent(row: Referral, *, now: datetime) -> ConsentToShare:
    standing = ConsentToShare.objects.standing(timezone.localdate(now))
    for consent in standing.filter(case=row.case, agencies=row.agency):
        if set(row.parts) <= set(consent.parts) - set(consent.withheld):
            return consent
    raise ConsentMissing


def _override(row: Referral, override: Override, *, case: Case, actor: User) -> None:
    if not may_supervise(actor, case.city):
        raise PermissionDenied
    if override.basis not in Basis or override.basis == Basis.CONSENT or len(override.reason.strip()) < 10:
        raise ReasonMissing
    row.override_basis, row.override_reason = Basis(override.basis), override.reason.strip()[:500]
    row.override_by = actor


@transaction.atomic
def renew_link(*, referral: Referral, actor: User, now: datetime | None = None) -> Referral:
    """A new secret link; the one before is dead at once. Raises PermissionDenied, AnswerTooLate if it runs no more."""
    now = now or timezone.now()
    case, row = _hold(referral, actor=actor)
    if row.state not in RUNNING:
        raise AnswerTooLate
    row.give_key(new_key())
    row.link_until_at = max(row.link_until_at or now, now + LINK_GRACE)
    row.save(update_fields=["key_hash", "key_sealed", "link_until_at"])
    note_deed(case, "case.link_made", actor=actor)
    return row


@transaction.atomic
def revoke_referral(*, referral: Referral, actor: User, now: datetime | None = None) -> Referral:
    """Take it back; its link is dead at once. Raises PermissionDenied, NotToBeSent where it is over."""
    case, row = _hold(referral, actor=actor, is_open=False)
    if row.state not in (ReferralState.DRAFT, *RUNNING):
        raise NotToBeSent
    if row.state == ReferralState.DRAFT:
        # What never left leaves nothing behind but the word that it was drafted.
        row.delete()
    else:
        row.state, row.ended_at, row.key_hash, row.key_sealed = ReferralState.REVOKED, now or timezone.now(), None, None
        row.save(update_fields=["state", "ended_at", "key_hash", "key_sealed"])
    note_deed(case, "case.referral_revoked", actor=actor)
    return row


@transaction.atomic
def note_answer_by_hand(
    *, referral: Referral, answer: str, actor: User, words: str = "", now: datetime | None = None
) -> Referral:
    """What the agency said on the phone. Raises PermissionDenied, AnswerOutOfOrder, ReasonMissing."""
    _case, row = _hold(referral, actor=actor)
    return _take_answer(row, answer, words=words, actor=actor, now=now or timezone.now())


def at_its_city(deed: Callable[..., Any]) -> Callable[..., Any]:
    """Look everywhere for the referral that a secret key opens, and do the deed with its city's rows in reach."""

    @wraps(deed)
    def reached(*, key: str, **said: Any) -> Any:
        if not has_walls():
            return deed(key=key, **said)
        with all_in_reach():
            cities = list(Referral.objects.filter(key_hash=hash_of_key(key)).values_list("case__city", flat=True))
        with within_reach(*cities):
            return deed(key=key, **said)

    return reached


@at_its_city
@transaction.atomic
def open_by_key(*, key: str, now: datetime | None = None) -> ReferralSeen | None:
    """What an agency may see by its link, written down as read; None for a link that is unknown, over or taken back."""
    now = now or timezone.now()
    row = _by_key(key, now=now)
    if row is None:
        return None
    note_deed(row.case, "case.referral_opened", actor=None, referral=str(row.uuid))
    return referral_seen(row, now=now)


@at_its_city
@transaction.atomic
def answer_by_key(*, key: str, answer: str, words: str = "", now: datetime | None = None) -> Referral:
    """An agency accepts, declines with a reason, says it is done, or asks. Its worker is told that something waits.

    The same answer again changes nothing. Raises AnswerTooLate, AnswerOutOfOrder, ReasonMissing.
    """
    now = now or timezone.now()
    found = _by_key(key, now=now)
    if found is None:
        raise AnswerTooLate
    Case.objects.select_for_update(of=("self",)).get(pk=found.case_id)
    row = _by_key(key, now=now)
    if row is None:
        raise AnswerTooLate
    return _take_answer(row, answer, words=words, actor=None, now=now)


def _by_key(key: str, *, now: datetime) -> Referral | None:
    rows = Referral.objects.answerable(now).select_related(
        "case__city", "case__child", "case__main_worker", "agency__organization", "consent"
    )
    return rows.filter(key_hash=hash_of_key(key)).first() if key else None


def _take_answer(row: Referral, answer: str, *, words: str, actor: User | None, now: datetime) -> Referral:
    words = words.strip()[:500]
    if answer == "ask":
        _ask(row, words, actor=actor, now=now)
    else:
        _move(row, ReferralState(answer), words=words, now=now)
    facts = {"referral": str(row.uuid), "answer": answer}
    if actor is None:
        key = f"answer:{row.uuid}:{answer}:{now.isoformat()}"
        tell_workers(row.case.city, [row.case.main_worker], key=key)
    note_deed(row.case, "case.referral_answered", actor=actor, **facts)
    return row


def _ask(row: Referral, words: str, *, actor: User | None, now: datetime) -> None:
    if not words:
        raise ReasonMissing
    CaseNote.objects.create(
        case=row.case,
        kind=NoteKind.QUESTION,
        words=f"{row.agency}: {words}",
        written_by=actor,
        written_at=now,
    )


_MAY_BECOME = {
    ReferralState.SENT: (ReferralState.ACCEPTED, ReferralState.DECLINED, ReferralState.DONE),
    ReferralState.ACCEPTED: (ReferralState.DECLINED, ReferralState.DONE),
}


def _move(row: Referral, state: ReferralState, *, words: str, now: datetime) -> None:
    if state == row.state:
        return
    if state not in _MAY_BECOME.get(ReferralState(row.state), ()):
        raise AnswerOutOfOrder
    if state == ReferralState.DECLINED and not words:
        raise ReasonMissing
    row.state, row.answer_words = state, words or row.answer_words
    row.answered_at = row.answered_at or now
    if state != ReferralState.ACCEPTED:
        row.ended_at = now
    if state == ReferralState.DONE:
        row.done_at = now
    row.save()


def _hold(referral: Referral, *, actor: User, is_open: bool = True) -> tuple[Case, Referral]:
    case = hold_case(referral.case, actor=actor, is_open=is_open)
    row = Referral.objects.select_for_update(of=("self",)).select_related("agency__organization", "consent")
    found = row.get(pk=referral.pk)
    found.case = case
    return case, found


@transaction.atomic
def escalate_late(*, referral: Referral, now: datetime) -> bool:
    """A referral that takes longer than the city's service level goes to the supervisors, once; whether it went."""
    row = Referral.objects.select_for_update(of=("self",)).select_related("case__city").get(pk=referral.pk)
    is_late = row.state in RUNNING and row.due_on is not None and row.due_on < timezone.localdate(now)
    if not is_late or row.escalated_at is not None:
        return False
    row.escalated_at = now
    row.save(update_fields=["escalated_at"])
    tell_workers(row.case.city, supervisors_of(row.case.city), key=f"late:{row.uuid}")
    note_deed(row.case, "case.referral_escalated", actor=None, need=str(row.need))
    return True
