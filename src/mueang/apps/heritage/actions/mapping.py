"""Open a mapping day, let volunteers in once each, and take in what they found: each finding once."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.heritage.errors import DayIsOver, HeritageRefused, NotUnderstood, PassIsUsed, TooManyFindings
from mueang.apps.heritage.models import Finding, MappingDay, MappingPass
from mueang.apps.heritage.rules import may_record_item
from mueang.apps.network.models import City
from mueang.lib.photographs import PhotoError, Prepared, keep, prepare

MOST_PASSES, MOST_FINDINGS = 200, 300
AFTER_CLOSING = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Found:
    """What a telephone hands in; `uuid` is its own number for it, `said` the fields of `Finding`."""

    uuid: UUID
    made_at: datetime
    said: Mapping[str, Any]
    photo: bytes = b""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one finding: kept, or refused and why; `is_photo_lost` where only its picture was refused."""

    uuid: UUID
    refusal: HeritageRefused | None = None
    is_photo_lost: bool = False


@transaction.atomic
def open_day(*, city: City, name: str, held_on: date, n_passes: int, meet_at: str = "", actor: User) -> MappingDay:
    """Open a day with a pass for each volunteer. Raises PermissionDenied."""
    if not may_record_item(actor, city):
        raise PermissionDenied
    day = MappingDay(city=city, name=name.strip(), held_on=held_on, meet_at=meet_at.strip(), opened_by=actor)
    day.opened_at = timezone.now()
    day.full_clean()
    day.save(force_insert=True)
    _add_passes(day, n_passes)
    record(actor=actor, verb="mapping.opened", target=day, book=city.slug, facts={"n_passes": n_passes})
    return day


@transaction.atomic
def add_passes(*, day: MappingDay, n_passes: int, actor: User) -> int:
    """More volunteers came; returns how many passes were made. Raises PermissionDenied, DayIsOver."""
    day = _locked_day(day, actor)
    if day.closed_at:
        raise DayIsOver
    made = _add_passes(day, n_passes)
    record(actor=actor, verb="mapping.passes_added", target=day, book=day.city.slug, facts={"n_passes": made})
    return made


@transaction.atomic
def close_day(*, day: MappingDay, actor: User) -> MappingDay:
    """Nobody joins any more; what telephones hold may still arrive for three days. Raises PermissionDenied."""
    day = _locked_day(day, actor)
    if day.closed_at is None:
        day.closed_at = timezone.now()
        day.save(update_fields=["closed_at"])
        record(actor=actor, verb="mapping.closed", target=day, book=day.city.slug)
    return day


@transaction.atomic
def end_pass(*, one: MappingPass, actor: User) -> MappingPass:
    """A telephone was lost or given on: it sends nothing more. Raises PermissionDenied."""
    day = _locked_day(one.day, actor)
    one = MappingPass.objects.select_for_update().get(pk=one.pk)
    if one.ended_at is None:
        one.ended_at = timezone.now()
        one.save(update_fields=["ended_at"])
        record(actor=actor, verb="mapping.pass_ended", target=day, book=day.city.slug, facts={"number": one.number})
    return one


@transaction.atomic
def join_day(*, key: str, name: str) -> str:
    """Let the first telephone in that opens this key; returns the secret it shows from now on.

    Raises PassIsUsed for a key that was opened before or is none, DayIsOver.
    """
    one = MappingPass.objects.select_for_update(of=("self",)).select_related("day__city").filter(key=key).first()
    if one is None or one.joined_at or one.ended_at:
        raise PassIsUsed
    if one.day.closed_at:
        raise DayIsOver
    secret = secrets.token_urlsafe(32)
    one.device, one.name, one.joined_at = hashed(secret), name.strip()[:60], timezone.now()
    one.save(update_fields=["device", "name", "joined_at"])
    record(actor=None, verb="mapping.joined", target=one.day, book=one.day.city.slug, facts={"number": one.number})
    return secret


def hashed(secret: str) -> str:
    """What is kept of a telephone's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def take_findings(*, one: MappingPass, findings: Sequence[Found], sent_at: datetime) -> list[Kept]:
    """Take what a telephone kept, each in a transaction of its own; a known number is answered, not written again."""
    skew = timezone.now() - sent_at
    return [_take(one, found, made_at=found.made_at + skew) for found in findings]


def _take(one: MappingPass, found: Found, *, made_at: datetime) -> Kept:
    if Finding.objects.filter(uuid=found.uuid).exists():
        return Kept(found.uuid)
    picture, is_photo_lost = _prepared(found.photo)
    try:
        with transaction.atomic():
            _write(one, found, picture=picture, made_at=min(made_at, timezone.now()))
    except HeritageRefused as refusal:
        return Kept(found.uuid, refusal)
    except ValidationError:
        return Kept(found.uuid, NotUnderstood())
    return Kept(found.uuid, is_photo_lost=is_photo_lost)


def _write(one: MappingPass, found: Found, *, picture: Prepared | None, made_at: datetime) -> None:
    # The same telephone may send from two tabs at once: they queue here, and the second finds it written.
    one = MappingPass.objects.select_for_update(of=("self",)).select_related("day__city").get(pk=one.pk)
    if one.ended_at:
        raise DayIsOver
    if Finding.objects.filter(uuid=found.uuid).exists():
        return
    if one.findings.count() >= MOST_FINDINGS:
        raise TooManyFindings
    row = Finding(uuid=found.uuid, day=one.day, by=one, made_at=made_at, received_at=timezone.now(), **found.said)
    if picture is not None and row.alt:
        keep(picture, folder=settings.HERITAGE_PHOTO_DIR)
        row.digest, row.widths = picture.digest, sorted(picture.files)
        row.width, row.height = picture.width, picture.height
    row.full_clean()
    row.save(force_insert=True)
    facts = {"number": one.number, "finding": str(row.uuid)}
    record(actor=None, verb="mapping.found", target=one.day, book=one.day.city.slug, facts=facts)


def _prepared(data: bytes) -> tuple[Prepared | None, bool]:
    """The picture in its widths, and whether there was one that could not be read."""
    if not data:
        return None, False
    try:
        return prepare(data), False
    except PhotoError:
        return None, True


def _add_passes(day: MappingDay, n_passes: int) -> int:
    there = day.passes.count()
    rows = [
        MappingPass(day=day, number=there + number, key=secrets.token_urlsafe(24))
        for number in range(1, min(n_passes, MOST_PASSES - there) + 1)
    ]
    MappingPass.objects.bulk_create(rows)
    return len(rows)


def _locked_day(day: MappingDay, actor: User) -> MappingDay:
    day = MappingDay.objects.select_for_update(of=("self",)).select_related("city").get(pk=day.pk)
    if not may_record_item(actor, day.city):
        raise PermissionDenied
    return day
