"""Issuers and their keys."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.credentials.errors import NoSigningKey, SlugTaken
from mueang.apps.credentials.models import Issuer, IssuerKey
from mueang.apps.credentials.rules import may_award
from mueang.apps.network.models import City
from mueang.lib.sealed import seal, unseal
from mueang.standards.verification_keys import to_multikey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_PURPOSE = "issuer-key"


@transaction.atomic
def open_issuer(
    *,
    city: City,
    slug: str,
    name_th: str,
    name_en: str,
    actor: User | None,
    now: datetime | None = None,
    **details: str,
) -> Issuer:
    """Add an issuer with its first signing key. `slug` becomes part of its did:web identifier for ever.

    Raises PermissionDenied, and SlugTaken if any issuer of this installation has the slug.
    """
    if actor is not None and not may_award(actor, city):
        raise PermissionDenied
    if Issuer.objects.filter(slug=slug).exists():
        raise SlugTaken
    issuer = Issuer(city=city, slug=slug, name_th=name_th, name_en=name_en, **details)
    issuer.is_invented = city.is_invented
    issuer.full_clean()
    issuer.save()
    _add_key(issuer, now=now or timezone.now())
    record(actor=actor, verb="credentials.issuer_opened", target=issuer, book=city.slug)
    return issuer


@transaction.atomic
def rotate_key(*, issuer: Issuer, actor: User | None, now: datetime | None = None) -> IssuerKey:
    """Retire the current key and start a new one. What the old key signed stays valid: it is listed for ever."""
    if actor is not None and not may_award(actor, issuer.city):
        raise PermissionDenied
    now = now or timezone.now()
    Issuer.objects.select_for_update().get(pk=issuer.pk)
    issuer.keys.filter(retired_at=None).update(retired_at=now)
    key = _add_key(issuer, now=now)
    record(
        actor=actor,
        verb="credentials.key_rotated",
        target=issuer,
        book=issuer.city.slug,
        facts={"key": key.public_multibase},
    )
    return key


def _add_key(issuer: Issuer, *, now: datetime) -> IssuerKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # late: it takes 8 MB

    private = Ed25519PrivateKey.generate()
    multibase = to_multikey(private.public_key())
    return IssuerKey.objects.create(
        issuer=issuer,
        fragment=multibase,
        public_multibase=multibase,
        private_encrypted=seal(private.private_bytes_raw(), purpose=KEY_PURPOSE, bound_to=multibase),
        created_at=now,
    )


def signing_key(issuer: Issuer) -> tuple[IssuerKey, Ed25519PrivateKey]:
    """The issuer's current key, opened. Raises NoSigningKey."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # as above

    row = issuer.keys.filter(retired_at=None).first()
    if row is None:
        raise NoSigningKey
    raw = unseal(row.private_encrypted, purpose=KEY_PURPOSE, bound_to=row.public_multibase)
    return row, Ed25519PrivateKey.from_private_bytes(raw)
