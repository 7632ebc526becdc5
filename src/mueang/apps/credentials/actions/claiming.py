"""Awards handed to holders without an account: a link that works once, as an address, a QR code or a printed slip."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.credentials.errors import ClaimOver, NothingToHandOut
from mueang.apps.credentials.models import Award, AwardClaim, AwardRun
from mueang.apps.credentials.queries.claims import claim_hash, open_claim
from mueang.apps.credentials.rules import awards_by_link, may_award

STANDS_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Slip:
    """What is handed over: shown once, for the key is kept nowhere."""

    award: Award
    key: str
    ends_at: datetime


@transaction.atomic
def hand_out(*, award: Award, actor: User, now: datetime | None = None) -> Slip:
    """A new link to one award; an earlier one that nobody used stops working.

    Raises PermissionDenied, and NothingToHandOut for a revoked award.
    """
    row = awards_by_link().select_for_update(of=("self",)).get(pk=award.pk)
    city = row.achievement.issuer.city
    if not may_award(actor, city):
        raise PermissionDenied
    if row.revoked_at is not None:
        raise NothingToHandOut
    (slip,) = _made([row], actor=actor, now=now or timezone.now())
    record(actor=actor, verb="credentials.handed_out", target=row, book=city.slug)
    return slip


@transaction.atomic
def hand_out_run(*, run: AwardRun, actor: User, now: datetime | None = None) -> list[Slip]:
    """A link to every standing award of the run that its holder has not taken yet, by holder's name.

    Raises PermissionDenied, and NothingToHandOut where all have been taken.
    """
    city = run.achievement.issuer.city
    if not may_award(actor, city):
        raise PermissionDenied
    taken = AwardClaim.objects.filter(claimed_at__isnull=False).values("award")
    rows = Award.objects.filter(run=run, revoked_at=None).exclude(pk__in=taken)
    awards = list(rows.select_related("person").defer("document", "certificate").order_by("person__sort_key", "pk"))
    if not awards:
        raise NothingToHandOut
    slips = _made(awards, actor=actor, now=now or timezone.now())
    record(actor=actor, verb="credentials.slips_made", target=run, book=city.slug, facts={"n_people": len(slips)})
    return slips


@transaction.atomic
def withdraw_claim(*, claim: AwardClaim, actor: User, now: datetime | None = None) -> AwardClaim:
    """A link that went to the wrong person stops working. Raises PermissionDenied and ClaimOver."""
    rows = AwardClaim.objects.select_for_update(of=("self",)).select_related("award__achievement__issuer__city")
    row = rows.get(pk=claim.pk)
    city = row.award.achievement.issuer.city
    if not may_award(actor, city):
        raise PermissionDenied
    if row.claimed_at is not None or row.withdrawn_at is not None:
        raise ClaimOver
    row.withdrawn_at = now or timezone.now()
    row.save(update_fields=["withdrawn_at"])
    record(actor=actor, verb="credentials.link_withdrawn", target=row.award, book=city.slug)
    return row


@transaction.atomic
def claim(*, key: str, now: datetime | None = None) -> Award:
    """Take the award, once: of two who press at the same moment the second is told. Raises ClaimOver."""
    now = now or timezone.now()
    found = open_claim(key, now=now)
    if found is None:
        raise ClaimOver
    is_first = AwardClaim.objects.filter(pk=found.pk, claimed_at=None, withdrawn_at=None).update(claimed_at=now)
    if not is_first:
        raise ClaimOver
    award = found.award
    record(actor=None, verb="credentials.claimed", target=award, book=award.achievement.issuer.city.slug)
    return award


def _made(awards: Iterable[Award], *, actor: User, now: datetime) -> list[Slip]:
    slips = [Slip(award, secrets.token_urlsafe(24), now + STANDS_FOR) for award in awards]
    unused = AwardClaim.objects.filter(award__in=[one.award.pk for one in slips], claimed_at=None, withdrawn_at=None)
    unused.update(withdrawn_at=now)
    AwardClaim.objects.bulk_create(
        [
            AwardClaim(award=one.award, key_hash=claim_hash(one.key), made_by=actor, made_at=now, ends_at=one.ends_at)
            for one in slips
        ]
    )
    return slips
