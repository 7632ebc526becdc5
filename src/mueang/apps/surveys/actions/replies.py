"""Answers come in: by a link, from a device that was without a network, from paper or a workbook; each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.places.models import Neighbourhood
from mueang.apps.surveys.enums import AgeBand, Outcome, Sampling, SurveyState, Way
from mueang.apps.surveys.errors import (
    AlreadyAnswered,
    AnswersAmiss,
    GuardianNeeded,
    NotAskedHere,
    NotOpen,
    SurveyRefusal,
)
from mueang.apps.surveys.models import Invite, Reply, Survey
from mueang.apps.surveys.queries import Said
from mueang.apps.surveys.rules import may_enter
from mueang.methods.questionnaires import check_answers


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one reply: kept, or refused and why."""

    uuid: UUID
    refusal: SurveyRefusal | None = None


@transaction.atomic
def answer_by_key(*, key: str, said: Said, now: datetime | None = None) -> Survey | None:
    """Take an answer by an open or an own link; None where there is no such link. Sending twice keeps one.

    Raises NotOpen, AlreadyAnswered, AnswersAmiss, GuardianNeeded, NotAskedHere.
    """
    if not key:
        return None
    invite = Invite.objects.filter(key=key).first()
    found = Survey.objects.filter(pk=invite.survey_id) if invite else Survey.objects.filter(key=key)
    survey = found.select_for_update(of=("self",)).select_related("city", "questionnaire").first()
    if survey is None:
        return None
    if Reply.objects.filter(uuid=said.uuid).exists():
        return survey
    if not survey.is_open:
        raise NotOpen
    now = now or timezone.now()
    if invite is not None and invite.replies.filter(stands=True, outcome=Outcome.ANSWERED).exists():
        raise AlreadyAnswered
    way = Way.LINK if invite else Way.OPEN_LINK
    _write(survey, said, invite=invite, way=way, actor=None, device=None, made_at=now, now=now)
    # Of the survey, not of the reply: who answered when is nobody's business.
    record(actor=None, verb="survey.answered", target=survey, book=survey.city.slug, facts={"way": way})
    return survey


def enter_replies(
    *, survey: Survey, replies: Sequence[Said], device: UUID | None, sent_at: datetime, actor: User, way: str
) -> list[Kept]:
    """Take what was written elsewhere, each in a transaction of its own: a kill between two loses neither.

    A number that is known is answered as kept and written no second time. The moment is the device's clock set right
    by what it showed at sending, and never after the server's.
    """
    now = timezone.now()
    skew = now - sent_at
    return [
        _enter(survey, said, device=device, made_at=min(now, (said.made_at or sent_at) + skew), actor=actor, way=way)
        for said in replies
    ]


@transaction.atomic
def take_workbook(*, survey: Survey, replies: Sequence[Said], actor: User) -> int:
    """All lines of a workbook or none. Raises PermissionDenied and what `enter_reply` does."""
    for said in replies:
        enter_reply(survey=survey, said=said, device=None, made_at=timezone.now(), actor=actor, way=Way.WORKBOOK)
    return len(replies)


@transaction.atomic
def enter_reply(*, survey: Survey, said: Said, device: UUID | None, made_at: datetime, actor: User, way: str) -> Reply:
    """Write one reply down for somebody else.

    Raises PermissionDenied, NotOpen, AnswersAmiss, GuardianNeeded, NotAskedHere, AlreadyAnswered.
    """
    row = Survey.objects.select_for_update(of=("self",)).select_related("city", "questionnaire").get(pk=survey.pk)
    if not may_enter(actor, row):
        raise PermissionDenied
    known = Reply.objects.filter(uuid=said.uuid).first()
    if known is not None:
        if known.survey_id != row.pk or known.entered_by_id != actor.pk:
            raise PermissionDenied
        return known
    is_late = row.state == SurveyState.CLOSED and row.closed_at is not None and made_at <= row.closed_at
    if not row.is_open and (not is_late or row.erased_at is not None):
        raise NotOpen
    if said.sheet and Reply.objects.filter(survey=row, sheet=said.sheet).exists():
        raise AlreadyAnswered
    invite = Invite.objects.filter(survey=row, uuid=said.invite).first() if said.invite else None
    now = timezone.now()
    reply = _write(row, said, invite=invite, way=way, actor=actor, device=device, made_at=made_at, now=now)
    facts = {"way": way, "outcome": said.outcome}
    record(actor=actor, verb="survey.entered", target=row, book=row.city.slug, facts=facts)
    return reply


def _enter(survey: Survey, said: Said, *, device: UUID | None, made_at: datetime, actor: User, way: str) -> Kept:
    try:
        enter_reply(survey=survey, said=said, device=device, made_at=made_at, actor=actor, way=way)
    except SurveyRefusal as refusal:
        return Kept(said.uuid, refusal)
    except PermissionDenied:
        return Kept(said.uuid, NotAskedHere())
    return Kept(said.uuid)


def _write(
    survey: Survey,
    said: Said,
    *,
    invite: Invite | None,
    way: str,
    actor: User | None,
    device: UUID | None,
    made_at: datetime,
    now: datetime,
) -> Reply:
    """Check and write; of several replies to one invitation the right one stands afterwards."""
    reply = Reply(
        uuid=said.uuid,
        survey=survey,
        invite=invite,
        neighbourhood=invite.neighbourhood if invite else _neighbourhood(survey, said),
        outcome=Outcome(said.outcome),
        way=way,
        has_guardian=said.has_guardian,
        sheet=said.sheet,
        made_at=made_at,
        received_at=now,
        entered_by=actor,
        device=device,
        stands=invite is None,
    )
    if (survey.sampling == Sampling.FRAME) != (invite is not None):
        raise NotAskedHere
    if reply.outcome == Outcome.ANSWERED:
        reply.answers = _answers(survey, said)
        if survey.asks_background:
            reply.age_band, reply.sex = said.age_band, said.sex
        if said.age_band == AgeBand.MINOR and not (survey.asks_minors and said.has_guardian):
            raise GuardianNeeded
    reply.clean_fields(exclude=["survey", "invite", "neighbourhood", "entered_by"])
    reply.save(force_insert=True)
    if invite is not None:
        _settle(invite)
    return reply


def _answers(survey: Survey, said: Said) -> dict[str, Any]:
    checked = check_answers(survey.questionnaire.read, said.answers)
    if checked.wrong:
        raise AnswersAmiss(checked.wrong)
    if not checked.answers:
        raise AnswersAmiss({question.code: "missing" for question in survey.questionnaire.read[:1]})
    return checked.answers


def _neighbourhood(survey: Survey, said: Said) -> Neighbourhood | None:
    """Where the person lives; a sample by quota must know, and asks only in its own neighbourhoods."""
    found = Neighbourhood.objects.filter(city=survey.city_id, code=said.neighbourhood).first()
    if survey.sampling == Sampling.QUOTA and (found is None or not survey.strata.filter(neighbourhood=found).exists()):
        raise NotAskedHere
    if said.neighbourhood and found is None:
        raise NotAskedHere
    return found


def _settle(invite: Invite) -> None:
    """Within the survey's lock: the reply that stands, and what became of the invitation."""
    rows = list(Reply.objects.filter(invite=invite))
    best = max(rows, key=lambda row: row.weight_of_standing)
    Reply.objects.filter(invite=invite, stands=True).exclude(pk=best.pk).update(stands=False)
    Reply.objects.filter(pk=best.pk).update(stands=True)
    Invite.objects.filter(pk=invite.pk).update(outcome=best.outcome)
