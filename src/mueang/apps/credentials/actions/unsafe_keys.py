"""A signing key that somebody else may have: it is told to everybody, replaced, and what it signed is named."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.credentials.actions.issuers import rotate_key
from mueang.apps.credentials.actions.lists import sign_list
from mueang.apps.credentials.errors import KnownAsUnsafe
from mueang.apps.credentials.models import IssuerKey, StatusList
from mueang.apps.credentials.rules import may_award


@transaction.atomic
def declare_unsafe(*, key: IssuerKey, since: datetime, actor: User | None, now: datetime | None = None) -> IssuerKey:
    """Publish `key` as revoked since the moment it may have been in other hands, and sign every status list anew.

    What it signed before that moment is still good here; whatever it signed later is refused everywhere. A key in use
    is replaced at once. Raises PermissionDenied, and KnownAsUnsafe if it was declared before.
    """
    now = now or timezone.now()
    key = IssuerKey.objects.select_for_update(of=("self",)).select_related("issuer__city").get(pk=key.pk)
    issuer = key.issuer
    if actor is not None and not may_award(actor, issuer.city):
        raise PermissionDenied
    if key.unsafe_since is not None:
        raise KnownAsUnsafe
    if key.retired_at is None:
        rotate_key(issuer=issuer, actor=actor, now=now)
    key.refresh_from_db(fields=["retired_at"])
    key.unsafe_since = min(since, now)
    key.save(update_fields=["unsafe_since"])
    for row in StatusList.objects.select_for_update(of=("self",)).filter(issuer=issuer).select_related("issuer"):
        row.document, row.signed_at = sign_list(row, now=now), now
        row.save(update_fields=["document", "signed_at"])
    facts = {"key": key.public_multibase, "since": key.unsafe_since.isoformat()}
    record(actor=actor, verb="credentials.key_unsafe", target=issuer, book=issuer.city.slug, facts=facts)
    return key
