"""What stands behind an achievement: frameworks it answers to, endorsements and whether they hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from mueang.apps.credentials.models import Achievement, Endorsement, Issuer, StatusList
from mueang.apps.credentials.queries.addresses import achievement_address, did_of
from mueang.apps.credentials.queries.documents import entry_of
from mueang.apps.credentials.queries.verifying import own_status_list, resolve_issuer, text_at
from mueang.apps.credentials.rules import visible_achievements, visible_issuers
from mueang.apps.network.models import City
from mueang.standards import endorsements, open_badges
from mueang.standards.did import Document, Resolver
from mueang.standards.timestamps import to_instant
from mueang.standards.verdicts import STATUS_UNKNOWN, Verdict


@dataclass(frozen=True, slots=True)
class EndorsementLine:
    """One endorsement as it is found now. `is_status_known` is False where its endorser's list lies elsewhere."""

    row: Endorsement
    name: str
    did: str
    comment: str
    signed_at: datetime | None
    ok: bool
    is_status_known: bool


@dataclass(frozen=True, slots=True)
class Words:
    """An endorsement before it is signed here."""

    uuid: UUID
    achievement: Achievement
    endorser: Issuer
    comment: str
    at: datetime


def endorsement_document(words: Words, row: StatusList, index: int) -> dict[str, Any]:
    """The endorsement as it is signed here."""
    achievement, endorser = words.achievement, words.endorser
    return endorsements.build(
        f"urn:uuid:{words.uuid}",
        endorser=open_badges.Issuer(
            id=did_of(endorser), name=f"{endorser.name_th} · {endorser.name_en}", url=endorser.website
        ),
        endorsed=achievement_address(achievement),
        name=f"{achievement.name_th} · {achievement.name_en}",
        comment=words.comment,
        valid_from=words.at,
        status=entry_of(row, index),
    )


def resolver_with(controller: str) -> Resolver:
    """Issuers of this installation, and the one whose document was brought along."""
    try:
        brought = json.loads(controller) if controller else None
    except ValueError:
        brought = None

    def resolve(did: str) -> Document | None:
        return brought if isinstance(brought, Mapping) and brought.get("id") == did else resolve_issuer(did)

    return resolve


def verdict_on(document: str, *, resolver: Resolver, now: datetime) -> Verdict:
    return endorsements.verify(document, resolver=resolver, now=now, status=own_status_list)


def holds_for(verdict: Verdict, achievement: Achievement) -> bool:
    """Whether it is genuine, in force, and about this achievement, as far as can be told without asking anybody."""
    if verdict.credential is None or endorsements.endorsed_by(verdict.credential) != achievement_address(achievement):
        return False
    return verdict.ok or (verdict.authentic and verdict.failed == STATUS_UNKNOWN)


def endorsements_of(achievement: Achievement, *, now: datetime | None = None) -> list[EndorsementLine]:
    """Those that were not withdrawn, each checked now."""
    now = now or timezone.now()
    return [_line(row, achievement, now) for row in achievement.endorsements.filter(withdrawn_at=None)]


def endorsements_by_link(award: UUID, *, now: datetime | None = None) -> list[EndorsementLine]:
    """Those of what the award at an address is for; two SQL statements, and what the checks ask."""
    row = Achievement.objects.filter(awards__uuid=award).first()
    found = endorsements_of(row, now=now) if row else []
    return [one for one in found if one.ok]


def endorsement_text(uuid: UUID) -> str | None:
    """The signed endorsement at its address; one that was withdrawn stays, its list says so."""
    return Endorsement.objects.filter(uuid=uuid).values_list("document", flat=True).first()


def achievement_in(*, viewer: Any, city: City, uuid: UUID) -> Achievement | None:
    rows = visible_achievements(viewer).filter(issuer__city=city, uuid=uuid)
    return rows.select_related("issuer__city", "program").first()


def endorsers_for(*, viewer: Any, achievement: Achievement) -> QuerySet[Issuer]:
    """Issuers of the city, other than its own, that do not stand behind the achievement yet."""
    rows = visible_issuers(viewer).filter(city=achievement.issuer.city).exclude(pk=achievement.issuer_id)
    standing = achievement.endorsements.filter(withdrawn_at=None, endorser__isnull=False)
    return rows.exclude(pk__in=standing.values("endorser"))


def _line(row: Endorsement, achievement: Achievement, now: datetime) -> EndorsementLine:
    verdict = verdict_on(row.document, resolver=resolver_with(row.controller), now=now)
    said = verdict.credential if verdict.authentic and verdict.credential else {}
    issuer = said.get("issuer")
    started = text_at(said, "validFrom")
    return EndorsementLine(
        row=row,
        name=text_at(issuer, "name") or text_at(issuer, "id") or (issuer if isinstance(issuer, str) else ""),
        did=issuer if isinstance(issuer, str) else text_at(issuer, "id"),
        comment=text_at(said.get("credentialSubject"), "endorsementComment"),
        signed_at=to_instant(started) if started else None,
        ok=holds_for(verdict, achievement),
        is_status_known=verdict.ok,
    )
