"""Questionnaires are made, changed while nobody uses them, and renewed as a new version."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.surveys.errors import CodeTaken, InUse, QuestionsAmiss
from mueang.apps.surveys.models import Questionnaire
from mueang.apps.surveys.rules import may_survey
from mueang.methods.questionnaires import QuestionnaireRefused, read_questions


@transaction.atomic
def make_questionnaire(
    *,
    city: City,
    code: str,
    names: tuple[str, str],
    actor: User | None,
    questions: list[dict[str, Any]] | None = None,
    source: str = "",
    licence: str = "",
) -> Questionnaire:
    """No actor is the worker, who takes over a packaged one. Raises PermissionDenied, CodeTaken, QuestionsAmiss."""
    if actor is not None and not may_survey(actor, city):
        raise PermissionDenied
    row = Questionnaire(
        city=city,
        code=code,
        name_th=names[0],
        name_en=names[1],
        questions=questions or [],
        source=source,
        licence=licence,
        made_by=actor,
        made_at=timezone.now(),
    )
    _refuse_amiss(row.questions)
    row.clean_fields(exclude=["made_by"])
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as taken:
        raise CodeTaken from taken
    record(actor=actor, verb="questionnaire.made", target=row, book=city.slug, facts={"code": code})
    return row


@transaction.atomic
def set_questions(*, questionnaire: Questionnaire, questions: list[dict[str, Any]], actor: User) -> Questionnaire:
    """Raises PermissionDenied, InUse, QuestionsAmiss."""
    row = Questionnaire.objects.select_for_update(of=("self",)).select_related("city").get(pk=questionnaire.pk)
    if not may_survey(actor, row.city):
        raise PermissionDenied
    if row.is_used:
        raise InUse
    _refuse_amiss(questions)
    row.questions = questions
    row.save(update_fields=["questions"])
    facts = {"code": row.code, "n": len(questions)}
    record(actor=actor, verb="questionnaire.changed", target=row, book=row.city.slug, facts=facts)
    return row


@transaction.atomic
def new_version(*, questionnaire: Questionnaire, actor: User) -> Questionnaire:
    """The next version, to be changed; one that nobody has used yet is that already. Raises PermissionDenied."""
    city = City.objects.select_for_update().get(pk=questionnaire.city_id)
    if not may_survey(actor, city):
        raise PermissionDenied
    versions = Questionnaire.objects.filter(city=city, code=questionnaire.code)
    unused = versions.filter(used_at=None).first()
    if unused is not None:
        return unused
    row = Questionnaire.objects.get(pk=questionnaire.pk)
    newest = versions.aggregate(newest=Max("version"))["newest"]
    row.pk, row.uuid, row._state.adding = None, Questionnaire._meta.get_field("uuid").get_default(), True
    row.version, row.used_at, row.made_by, row.made_at = newest + 1, None, actor, timezone.now()
    row.save(force_insert=True)
    facts = {"code": row.code, "version": row.version}
    record(actor=actor, verb="questionnaire.made", target=row, book=city.slug, facts=facts)
    return row


def _refuse_amiss(questions: list[dict[str, Any]]) -> None:
    if not questions:
        return
    try:
        read_questions(questions)
    except QuestionnaireRefused as refusal:
        raise QuestionsAmiss(refusal.why, refusal.question) from refusal
