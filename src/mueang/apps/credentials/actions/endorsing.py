"""Who stands behind an achievement, and which published frameworks it answers to."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.credentials.actions.revoking import set_bit
from mueang.apps.credentials.actions.signing import seal
from mueang.apps.credentials.errors import (
    AlignedAlready,
    EndorsedAlready,
    NotAnEndorsement,
    OwnAchievement,
    WithdrawnAlready,
)
from mueang.apps.credentials.models import Achievement, Alignment, Endorsement, Issuer
from mueang.apps.credentials.queries.endorsing import Words, endorsement_document, holds_for, resolver_with, verdict_on
from mueang.apps.credentials.rules import may_award


@transaction.atomic
def align(
    *, achievement: Achievement, name: str, url: str, actor: User | None, framework: str = "", code: str = ""
) -> Alignment:
    """Say that the achievement answers to a line of a published framework; awards signed from now on say so too.

    Raises PermissionDenied, ValidationError, AlignedAlready.
    """
    _ensure_may(actor, achievement)
    row = Alignment(achievement=achievement, name=name, url=url, framework=framework, code=code)
    row.clean_fields()
    if achievement.alignments.filter(url=url, code=code).exists():
        raise AlignedAlready
    row.save()
    _record(achievement, "credentials.aligned", actor)
    return row


@transaction.atomic
def unalign(*, alignment: Alignment, actor: User) -> None:
    """What is signed already keeps it. Raises PermissionDenied."""
    _ensure_may(actor, alignment.achievement)
    alignment.delete()
    _record(alignment.achievement, "credentials.unaligned", actor)


@transaction.atomic
def endorse(
    *, achievement: Achievement, endorser: Issuer, comment: str, actor: User | None, now: datetime | None = None
) -> Endorsement:
    """Sign with the key of another issuer of this city that it stands behind the achievement.

    Raises PermissionDenied, OwnAchievement, NoSigningKey, EndorsedAlready.
    """
    _ensure_may(actor, achievement)
    if endorser.pk == achievement.issuer_id or endorser.city_id != achievement.issuer.city_id:
        raise OwnAchievement
    if achievement.endorsements.filter(endorser=endorser, withdrawn_at=None).exists():
        raise EndorsedAlready
    at = (now or timezone.now()).replace(microsecond=0)
    words = Words(uuid.uuid4(), achievement, endorser, comment, at)
    sealed = seal(endorser, [partial(endorsement_document, words)], at=at)[0]
    row = _new(achievement, json.dumps(sealed.document, ensure_ascii=False), actor=actor, now=at)
    row.uuid, row.endorser = words.uuid, endorser
    row.status_list, row.status_index = sealed.status_list, sealed.bit
    return _save(row, actor=actor)


@transaction.atomic
def add_endorsement(
    *, achievement: Achievement, document: str, actor: User, controller: str = "", now: datetime | None = None
) -> Endorsement:
    """Keep what an endorser signed elsewhere, once it is found genuine; nothing is fetched to find out.

    `controller` is the document of a did:web's keys. Raises PermissionDenied, NotAnEndorsement, EndorsedAlready.
    """
    _ensure_may(actor, achievement)
    now = now or timezone.now()
    verdict = verdict_on(document, resolver=resolver_with(controller), now=now)
    if not holds_for(verdict, achievement):
        raise NotAnEndorsement(verdict.failed or "")
    row = _new(achievement, document, actor=actor, now=now)
    row.controller = controller
    return _save(row, actor=actor)


@transaction.atomic
def withdraw_endorsement(*, endorsement: Endorsement, actor: User, now: datetime | None = None) -> Endorsement:
    """Show it no more; one that was signed here is revoked in its endorser's list.

    Raises PermissionDenied, WithdrawnAlready.
    """
    rows = Endorsement.objects.select_for_update(of=("self",)).select_related("achievement__issuer__city")
    row = rows.get(pk=endorsement.pk)
    _ensure_may(actor, row.achievement)
    if row.withdrawn_at is not None:
        raise WithdrawnAlready
    row.withdrawn_at = now or timezone.now()
    row.save(update_fields=["withdrawn_at"])
    if row.status_list_id is not None and row.status_index is not None:
        set_bit(row.status_list_id, row.status_index, now=row.withdrawn_at)
    _record(row.achievement, "credentials.endorsement_withdrawn", actor)
    return row


def _new(achievement: Achievement, document: str, *, actor: User | None, now: datetime) -> Endorsement:
    digest = hashlib.sha256(document.encode()).hexdigest()
    return Endorsement(achievement=achievement, document=document, digest=digest, added_by=actor, added_at=now)


def _save(row: Endorsement, *, actor: User | None) -> Endorsement:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise EndorsedAlready from error
    _record(row.achievement, "credentials.endorsed", actor)
    return row


def _ensure_may(actor: User | None, achievement: Achievement) -> None:
    if actor is not None and not may_award(actor, achievement.issuer.city):
        raise PermissionDenied


def _record(achievement: Achievement, verb: str, actor: User | None) -> None:
    record(actor=actor, verb=verb, target=achievement, book=achievement.issuer.city.slug)
