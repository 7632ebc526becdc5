"""Prepare quizzes: their rule, their questions one by one or from a file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.assessments.models import Item, Quiz
from mueang.apps.assessments.queries.gift_items import items_in
from mueang.apps.assessments.rules import may_set
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Offering


@transaction.atomic
def open_quiz(*, offering: Offering, title_th: str, actor: User, **details: Any) -> Quiz:
    """Details are the other fields of a quiz. Raises PermissionDenied and ValidationError."""
    ensure_setter(actor, offering)
    quiz = Quiz(offering=offering, title_th=title_th, **details)
    quiz.full_clean()
    quiz.save(force_insert=True)
    record(actor=actor, verb="quiz.prepared", target=quiz, book=offering.city.slug)
    return quiz


@transaction.atomic
def change_quiz(*, quiz: Quiz, actor: User, **details: Any) -> Quiz:
    """Attempts that are open keep the rule they began under. Raises PermissionDenied and ValidationError."""
    ensure_setter(actor, quiz.offering)
    quiz = Quiz.objects.select_for_update(of=("self",)).select_related("offering__city").get(pk=quiz.pk)
    for name, value in details.items():
        setattr(quiz, name, value)
    quiz.full_clean()
    quiz.save()
    record(
        actor=actor, verb="quiz.changed", target=quiz, book=quiz.offering.city.slug, facts={"changed": sorted(details)}
    )
    return quiz


@transaction.atomic
def write_item(*, quiz: Quiz, actor: User, now: datetime, **fields: Any) -> Item:
    """Add a question; one of the same key is retired. Raises PermissionDenied and ValidationError."""
    ensure_setter(actor, quiz.offering)
    item = _write(quiz, fields, now)
    record(actor=actor, verb="quiz.item_written", target=quiz, book=quiz.offering.city.slug)
    return item


@transaction.atomic
def retire_item(*, item: Item, actor: User, now: datetime) -> Item:
    """Drawn no more; attempts that drew it keep it. Raises PermissionDenied."""
    offering = item.quiz.offering
    ensure_setter(actor, offering)
    item.retired_at = now
    item.save(update_fields=["retired_at"])
    record(actor=actor, verb="quiz.item_retired", target=item.quiz, book=offering.city.slug)
    return item


@transaction.atomic
def take_items(*, quiz: Quiz, text: str, actor: User, now: datetime) -> int:
    """Take in questions of a GIFT text, all or none; how many. Raises PermissionDenied and ItemsUnreadable."""
    ensure_setter(actor, quiz.offering)
    told = items_in(text)
    for fields in told:
        _write(quiz, fields, now)
    facts = {"n": len(told)}
    record(actor=actor, verb="quiz.items_imported", target=quiz, book=quiz.offering.city.slug, facts=facts)
    return len(told)


@transaction.atomic
def note_results(*, offering: Offering, actor: User, n_people: int) -> None:
    """Write down that results of learners by name were taken away as a file."""
    record(actor=actor, verb="results.exported", target=offering, book=offering.city.slug, facts={"n": n_people})


def ensure_setter(actor: User, offering: Offering) -> None:
    if not may_set(actor, offering):
        raise PermissionDenied


def _write(quiz: Quiz, fields: dict[str, Any], now: datetime) -> Item:
    Item.objects.filter(quiz=quiz, key=fields["key"], retired_at=None).update(retired_at=now)
    item = Item(quiz=quiz, **fields)
    item.full_clean(exclude=["options", "right"])
    item.save(force_insert=True)
    return item
