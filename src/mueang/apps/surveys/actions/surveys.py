"""A survey is prepared, shared out over neighbourhoods, drawn from a list, opened, closed, and its traces erased."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.places.models import Neighbourhood
from mueang.apps.surveys.enums import Sampling, SurveyState
from mueang.apps.surveys.errors import (
    ListAmiss,
    ListTooShort,
    NobodyToAsk,
    NotInPreparation,
    NotOpen,
    QuestionsAmiss,
    TooManyAsked,
)
from mueang.apps.surveys.models import Invite, PaperEntry, Questionnaire, Reply, Stratum, Survey
from mueang.apps.surveys.rules import may_survey

# Letters and digits that nobody mistakes for others: a link may be typed from paper.
_LETTERS, _KEY_LENGTH = "23456789abcdefghjkmnpqrstuvwxyz", 12
# One line of the list: the code of a neighbourhood, and what stands on the line.
Line = tuple[str, str]
_TOGETHER = 200


@transaction.atomic
def prepare_survey(
    *,
    city: City,
    questionnaire: Questionnaire,
    closes_on: date,
    actor: User | None,
    now: datetime | None = None,
    **said: Any,
) -> Survey:
    """A survey to be; `said` are its words and ways. Its neighbourhoods begin with nobody to be asked.

    No actor is the worker, for an app above. Raises PermissionDenied, QuestionsAmiss.
    """
    if (actor is not None and not may_survey(actor, city)) or questionnaire.city_id != city.pk:
        raise PermissionDenied
    if not questionnaire.questions:
        raise QuestionsAmiss("empty")
    row = Survey(
        city=city,
        questionnaire=questionnaire,
        closes_on=closes_on,
        made_by=actor,
        made_at=now or timezone.now(),
        **said,
    )
    row.clean_fields(exclude=["city", "questionnaire", "made_by"])
    row.save(force_insert=True)
    facts = {"code": questionnaire.code, "kind": row.sampling}
    record(actor=actor, verb="survey.prepared", target=row, book=city.slug, facts=facts)
    return row


@transaction.atomic
def set_strata(*, survey: Survey, counts: Mapping[Neighbourhood, tuple[int, int]], actor: User) -> Survey:
    """How many there are in each neighbourhood, and how many are to be asked; what was drawn before is thrown away.

    Raises PermissionDenied, NotInPreparation, TooManyAsked, NobodyToAsk.
    """
    row = _lock(survey, actor)
    _refuse_begun(row)
    if not counts or any(place.city_id != row.city_id for place in counts):
        raise NobodyToAsk
    if any(asked > population for population, asked in counts.values()):
        raise TooManyAsked
    row.strata.all().delete()
    row.invites.all().delete()
    Stratum.objects.bulk_create(
        Stratum(survey=row, neighbourhood=place, population=population, asked=asked)
        for place, (population, asked) in counts.items()
        if population
    )
    facts = {"n": sum(asked for _population, asked in counts.values())}
    record(actor=actor, verb="survey.shared_out", target=row, book=row.city.slug, facts=facts)
    return row


def share_out(*, survey: Survey, n: int, least: int, actor: User) -> Survey:
    """So many to be asked in all, in proportion to the people and at least `least` in each neighbourhood.

    Raises PermissionDenied, NotInPreparation, TooManyAsked, NobodyToAsk.
    """
    # NumPy comes with the methods; only who shares out needs it.
    from mueang.methods.surveys import SurveyRefused, allocate

    strata = {row.neighbourhood.code: row for row in survey.strata.select_related("neighbourhood")}
    if not strata:
        raise NobodyToAsk
    try:
        shares = allocate(sizes={code: row.population for code, row in strata.items()}, n=n, least=least)
    except SurveyRefused as refusal:
        raise TooManyAsked from refusal
    counts = {row.neighbourhood: (row.population, shares[code]) for code, row in strata.items()}
    return set_strata(survey=survey, counts=counts, actor=actor)


@transaction.atomic
def draw_list(*, survey: Survey, lines: Sequence[Line], seed: str, actor: User) -> int:
    """Draw from the list by lot, give each drawn line a number and a link; returns how many.

    Anybody with the list and the seed draws the same. Raises PermissionDenied, NotInPreparation, NobodyToAsk,
    ListAmiss, ListTooShort.
    """
    from mueang.methods.surveys import SurveyRefused, draw  # as above

    row = _lock(survey, actor)
    _refuse_begun(row)
    strata = {one.neighbourhood.code: one for one in row.strata.select_related("neighbourhood") if one.asked}
    if not strata or row.sampling != Sampling.FRAME:
        raise NobodyToAsk
    frame: dict[str, list[str]] = defaultdict(list)
    for code, where in lines:
        frame[code].append(where.strip()[:200])
    known = set(row.strata.values_list("neighbourhood__code", flat=True))
    if not set(frame) <= known or any(len(set(keys)) < len(keys) for keys in frame.values()):
        raise ListAmiss
    try:
        drawn = draw(frame=frame, sizes={code: one.asked for code, one in strata.items()}, seed=seed)
    except SurveyRefused as refusal:
        raise ListTooShort from refusal
    row.invites.all().delete()
    chosen = [(strata[code].neighbourhood, where) for code, keys in drawn.items() for where in keys]
    Invite.objects.bulk_create(
        [
            Invite(survey=row, neighbourhood=place, number=number, where=where, key=new_key())
            for number, (place, where) in enumerate(chosen, start=1)
        ],
        batch_size=_TOGETHER,
    )
    row.seed = seed
    row.save(update_fields=["seed"])
    facts = {"n": len(chosen), "total": len(lines)}
    record(actor=actor, verb="survey.drawn", target=row, book=row.city.slug, facts=facts)
    return len(chosen)


@transaction.atomic
def open_survey(*, survey: Survey, actor: User | None, now: datetime | None = None) -> Survey:
    """From now on it can be answered, and its questionnaire stays as it is.

    Raises PermissionDenied, NotInPreparation, NobodyToAsk, QuestionsAmiss.
    """
    row, now = _lock(survey, actor), now or timezone.now()
    _refuse_begun(row)
    if row.sampling == Sampling.FRAME and not row.invites.exists():
        raise NobodyToAsk
    if row.sampling == Sampling.QUOTA and not row.strata.filter(asked__gt=0).exists():
        raise NobodyToAsk
    questionnaire = Questionnaire.objects.select_for_update().get(pk=row.questionnaire_id)
    if not questionnaire.questions:
        raise QuestionsAmiss("empty")
    if questionnaire.used_at is None:
        questionnaire.used_at = now
        questionnaire.save(update_fields=["used_at"])
    row.state, row.opened_at = SurveyState.OPEN, now
    row.key = new_key() if row.sampling == Sampling.OPEN else None
    row.save(update_fields=["state", "opened_at", "key"])
    record(actor=actor, verb="survey.opened", target=row, book=row.city.slug, facts={"kind": row.sampling})
    return row


@transaction.atomic
def close_survey(*, survey: Survey, actor: User | None, now: datetime | None = None) -> Survey:
    """Nothing is answered any more; what devices wrote before still arrives. Closing twice changes nothing.

    No actor is the worker, after the last day. Raises PermissionDenied, NotOpen.
    """
    row = _lock(survey, actor)
    if row.state == SurveyState.DRAFT:
        raise NotOpen
    if row.is_open:
        row.state, row.closed_at = SurveyState.CLOSED, now or timezone.now()
        row.save(update_fields=["state", "closed_at"])
        record(actor=actor, verb="survey.closed", target=row, book=row.city.slug)
    return row


@transaction.atomic
def erase_old(*, survey: Survey, now: datetime) -> bool:
    """Links, lines of the list, sheets as typed and words of open answers go; counts and choices stay."""
    row = Survey.objects.select_for_update(of=("self",)).select_related("city", "questionnaire").get(pk=survey.pk)
    if row.erased_at is not None or row.erase_on is None or timezone.localdate(now) < row.erase_on:
        return False
    row.invites.update(where="", key=None)
    PaperEntry.objects.filter(survey=row).delete()
    texts = {question.code for question in row.questionnaire.read if question.kind == "text"}
    changed = []
    for reply in row.replies.all().iterator():
        reply.answers = {code: value for code, value in reply.answers.items() if code not in texts}
        reply.device, reply.entered_by, reply.sheet = None, None, ""
        changed.append(reply)
    fields = ["answers", "device", "entered_by", "sheet"]
    Reply.objects.bulk_update(changed, fields, batch_size=_TOGETHER)
    row.erased_at, row.key = now, None
    row.save(update_fields=["erased_at", "key"])
    record(actor=None, verb="survey.erased", target=row, book=row.city.slug, facts={"n": len(changed)})
    return True


def new_key() -> str:
    return "".join(secrets.choice(_LETTERS) for _letter in range(_KEY_LENGTH))


def _lock(survey: Survey, actor: User | None) -> Survey:
    row = Survey.objects.select_for_update(of=("self",)).select_related("city").get(pk=survey.pk)
    if actor is not None and not may_survey(actor, row.city):
        raise PermissionDenied
    return row


def _refuse_begun(row: Survey) -> None:
    if row.state != SurveyState.DRAFT:
        raise NotInPreparation


@transaction.atomic
def note_export(*, survey: Survey, actor: User, n: int) -> None:
    """Somebody took all answers away. Raises PermissionDenied."""
    if not may_survey(actor, survey.city):
        raise PermissionDenied
    record(actor=actor, verb="survey.exported", target=survey, book=survey.city.slug, facts={"n": n})
