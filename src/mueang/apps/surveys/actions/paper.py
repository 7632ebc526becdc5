"""Sheets of paper are typed, by two people where the survey wants it; where they differ somebody chooses."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.surveys.actions.replies import enter_reply
from mueang.apps.surveys.enums import Sampling, Way
from mueang.apps.surveys.errors import AlreadyAnswered, AnswersAmiss, NotAskedHere, NotOpen, OwnSheetTwice
from mueang.apps.surveys.models import Invite, PaperEntry, Reply, Survey
from mueang.apps.surveys.queries import Said
from mueang.apps.surveys.rules import may_enter
from mueang.methods.questionnaires import check_answers

_TYPED = ("outcome", "answers", "neighbourhood", "age_band", "sex", "has_guardian")


@transaction.atomic
def type_sheet(*, survey: Survey, said: Said, actor: User) -> Reply | None:
    """The reply of a sheet, or None while its second typing is missing or differs from the first.

    Raises PermissionDenied, NotOpen, AlreadyAnswered, OwnSheetTwice and what `enter_reply` does.
    """
    row = Survey.objects.select_for_update(of=("self",)).select_related("city", "questionnaire").get(pk=survey.pk)
    if not may_enter(actor, row):
        raise PermissionDenied
    if not row.is_open:
        raise NotOpen
    said = _of_invitation(row, said)
    if Reply.objects.filter(survey=row, sheet=said.sheet).exclude(sheet="").exists():
        raise AlreadyAnswered
    if not row.is_typed_twice:
        return _reply(row, said, actor=actor)
    checked = check_answers(row.questionnaire.read, said.answers)
    if checked.wrong:
        raise AnswersAmiss(checked.wrong)
    said = replace(said, answers=checked.answers)
    entries = list(PaperEntry.objects.filter(survey=row, sheet=said.sheet))
    if any(entry.clerk_id == actor.pk for entry in entries):
        raise OwnSheetTwice
    if len(entries) > 1:
        raise AlreadyAnswered
    typed = {name: getattr(said, name) for name in _TYPED}
    entry = PaperEntry.objects.create(survey=row, sheet=said.sheet, typed=typed, clerk=actor, typed_at=timezone.now())
    record(actor=actor, verb="survey.typed", target=entry, book=row.city.slug)
    if entries and entries[0].typed == typed:
        return _reply(row, said, actor=actor)
    return None


@transaction.atomic
def choose_entry(*, entry: PaperEntry, actor: User) -> Reply:
    """Of two typings that differ this one is what the sheet says, also after the last day. Raises as `enter_reply`."""
    row = Survey.objects.select_for_update(of=("self",)).select_related("city").get(pk=entry.survey_id)
    if not may_enter(actor, row):
        raise PermissionDenied
    return _reply(row, _of_invitation(row, said_of(entry)), actor=actor, made_at=entry.typed_at)


def said_of(entry: PaperEntry) -> Said:
    typed: dict[str, Any] = entry.typed
    return Said(sheet=entry.sheet, **{name: typed[name] for name in _TYPED})


def _of_invitation(survey: Survey, said: Said) -> Said:
    """A sheet of a drawn line bears the line's number."""
    if survey.sampling != Sampling.FRAME:
        return said
    number = int(said.sheet) if said.sheet.isdecimal() and len(said.sheet) < 9 else 0
    uuid: UUID | None = Invite.objects.filter(survey=survey, number=number).values_list("uuid", flat=True).first()
    if uuid is None:
        raise NotAskedHere
    if Reply.objects.filter(invite__uuid=uuid, stands=True, outcome="answered").exists():
        raise AlreadyAnswered
    return replace(said, invite=uuid)


def _reply(survey: Survey, said: Said, *, actor: User, made_at: datetime | None = None) -> Reply:
    made_at = made_at or timezone.now()
    return enter_reply(survey=survey, said=said, device=None, made_at=made_at, actor=actor, way=Way.PAPER)
