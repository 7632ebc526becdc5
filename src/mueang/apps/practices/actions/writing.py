"""Write a practice, send it to be checked, publish it or give it back with what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.heritage.models import HeritageItem
from mueang.apps.heritage.queries import free_slug
from mueang.apps.indicators.models import Indicator
from mueang.apps.indicators.rules import indicators_of
from mueang.apps.network.actions import mark_public_change
from mueang.apps.network.models import City
from mueang.apps.practices.enums import PracticeState
from mueang.apps.practices.errors import NotADraft, NotPublished, NotSent, NotWhole
from mueang.apps.practices.models import Practice
from mueang.apps.practices.rules import may_check, may_write


class PracticeWords(TypedDict, total=False):
    """What may be said of a practice."""

    title_th: str
    title_en: str
    why_th: str
    why_en: str
    what_th: str
    what_en: str
    for_whom_th: str
    for_whom_en: str
    result_th: str
    result_en: str
    hard_th: str
    hard_en: str
    started_on: date
    ended_on: date | None
    cost_satang: int | None
    hours: int | None
    n_people: int | None
    is_invented: bool


@transaction.atomic
def write_practice(
    *,
    city: City,
    actor: User,
    heritage: Iterable[HeritageItem] = (),
    indicators: Iterable[Indicator] = (),
    **words: Unpack[PracticeWords],
) -> Practice:
    """Begin a practice; nobody outside the city sees it. Raises PermissionDenied."""
    if not may_write(actor, city):
        raise PermissionDenied
    # Two officers may begin the same title together: they queue here, and get two slugs.
    city = City.objects.select_for_update(no_key=True).get(pk=city.pk)
    practice = Practice(city=city, written_by=actor, **words)
    practice.slug = free_slug(Practice.objects.filter(city=city), practice.title_en, kind="practice")
    practice.full_clean()
    practice.save(force_insert=True)
    _link(practice, heritage, indicators)
    record(actor=actor, verb="practice.written", target=practice, book=city.slug)
    return practice


@transaction.atomic
def change_practice(
    *,
    practice: Practice,
    actor: User,
    heritage: Iterable[HeritageItem] = (),
    indicators: Iterable[Indicator] = (),
    **words: Unpack[PracticeWords],
) -> Practice:
    """Change a draft. Raises PermissionDenied, NotADraft."""
    practice = _locked(practice, actor)
    if practice.state not in (PracticeState.DRAFT, PracticeState.WITHDRAWN):
        raise NotADraft
    for name, value in words.items():
        setattr(practice, name, value)
    practice.state = PracticeState.DRAFT
    practice.full_clean()
    practice.save()
    _link(practice, heritage, indicators)
    record(actor=actor, verb="practice.changed", target=practice, book=practice.city.slug)
    return practice


@transaction.atomic
def send_practice(*, practice: Practice, actor: User) -> Practice:
    """Ask the City Unit to check it. Raises PermissionDenied, NotADraft, NotWhole."""
    practice = _locked(practice, actor)
    if practice.state != PracticeState.DRAFT:
        raise NotADraft
    if not (practice.what_th.strip() and practice.for_whom_th.strip() and practice.result_th.strip()):
        raise NotWhole
    return _move(practice, PracticeState.SENT, actor, verb="practice.sent")


@transaction.atomic
def publish_practice(*, practice: Practice, actor: User) -> Practice:
    """Checked: everybody may read it. Nobody checks their own. Raises PermissionDenied, NotSent."""
    practice = _sent(practice, actor)
    practice.checked_by, practice.published_at, practice.note = actor, timezone.now(), ""
    return _move(practice, PracticeState.PUBLISHED, actor, verb="practice.published")


@transaction.atomic
def return_practice(*, practice: Practice, note: str, actor: User) -> Practice:
    """Give it back, saying what is missing. Raises PermissionDenied, NotSent."""
    practice = _sent(practice, actor)
    practice.note = note.strip()[:600]
    return _move(practice, PracticeState.DRAFT, actor, verb="practice.returned")


@transaction.atomic
def withdraw_practice(*, practice: Practice, actor: User) -> Practice:
    """Take it off the public pages; who took it up keeps that. Raises PermissionDenied, NotPublished."""
    practice = _locked(practice, actor)
    if practice.state != PracticeState.PUBLISHED:
        raise NotPublished
    return _move(practice, PracticeState.WITHDRAWN, actor, verb="practice.withdrawn")


def _move(practice: Practice, state: PracticeState, actor: User, *, verb: str) -> Practice:
    practice.state = state
    practice.save()
    if state in (PracticeState.PUBLISHED, PracticeState.WITHDRAWN):
        mark_public_change(practice.city, catalog=False)
    record(actor=actor, verb=verb, target=practice, book=practice.city.slug)
    return practice


def _link(practice: Practice, heritage: Iterable[HeritageItem], indicators: Iterable[Indicator]) -> None:
    """Only what is the city's own, or everybody's, is linked; what its people keep to themselves never."""
    keys = [item.pk for item in heritage if not item.is_withheld]
    practice.heritage.set(HeritageItem.objects.filter(pk__in=keys, city=practice.city))
    practice.indicators.set(indicators_of(practice.city).filter(pk__in=[row.pk for row in indicators]))


def _sent(practice: Practice, actor: User) -> Practice:
    practice = _row(practice)
    if not may_check(actor, practice):
        raise PermissionDenied
    if practice.state != PracticeState.SENT:
        raise NotSent
    return practice


def _locked(practice: Practice, actor: User) -> Practice:
    practice = _row(practice)
    if not may_write(actor, practice.city):
        raise PermissionDenied
    return practice


def _row(practice: Practice) -> Practice:
    return Practice.objects.select_for_update(of=("self",)).select_related("city").get(pk=practice.pk)
