"""Links by which awards are taken: which stand, and what came of them."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from mueang.apps.accounts.rules import Viewer
from mueang.apps.credentials.models import Award, AwardClaim
from mueang.apps.credentials.rules import claims_by_key, visible_claims
from mueang.lib.sealed import keyed_hash

LATEST = 10


def claim_hash(key: str) -> str:
    return keyed_hash(key, purpose="award-claim")


def open_claim(key: str, *, now: datetime) -> AwardClaim | None:
    """The claim that a key opens, while nobody took it and its award stands."""
    rows = claims_by_key().filter(key_hash=claim_hash(key), claimed_at=None, withdrawn_at=None, ends_at__gt=now)
    return rows.filter(award__revoked_at=None).first()


def claims_of(*, viewer: Viewer, award: Award) -> list[AwardClaim]:
    return list(visible_claims(viewer).filter(award=award)[:LATEST])


def claim_address(key: str) -> str:
    """What the QR code of a slip holds."""
    return f"{settings.BASE_URL}{reverse('claim:page', args=[key])}"
