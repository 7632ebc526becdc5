"""Sign the awards of an unsafe key anew: asked for at one press, done by the worker in small batches."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.credentials.actions.correcting import award_again
from mueang.apps.credentials.enums import RevocationReason
from mueang.apps.credentials.errors import AlreadyRevoked, CredentialRefused, KeyStillGood, RenewalUnderWay
from mueang.apps.credentials.models import Award, IssuerKey
from mueang.apps.credentials.queries.keys import standing_of
from mueang.apps.credentials.rules import may_award

BATCH = 20


@transaction.atomic
def ask_renewal(*, key: IssuerKey, actor: User, now: datetime | None = None) -> IssuerKey:
    """Have every standing award of `key` revoked and given again under the issuer's current key.

    Raises PermissionDenied, KeyStillGood and RenewalUnderWay.
    """
    key = IssuerKey.objects.select_for_update(of=("self",)).select_related("issuer__city").get(pk=key.pk)
    city = key.issuer.city
    if not may_award(actor, city):
        raise PermissionDenied
    if key.unsafe_since is None:
        raise KeyStillGood
    if key.renewal_at is not None:
        raise RenewalUnderWay
    key.renewal_by, key.renewal_at = actor, now or timezone.now()
    key.save(update_fields=["renewal_by", "renewal_at"])
    record(actor=actor, verb="credentials.renewal_asked", target=key.issuer, book=city.slug)
    return key


def work_renewal(key: IssuerKey, *, now: datetime | None = None) -> int:
    """The next few awards; killed at any moment, it goes on with whatever still stands. Returns how many it gave again.

    Where the officer may not award any more, or nothing can be signed, it stops and can be asked for anew.
    """
    now = now or timezone.now()
    awards = list(standing_of(key)[:BATCH])
    if not awards:
        IssuerKey.objects.filter(pk=key.pk).update(renewed_at=now)
        return 0
    try:
        return sum(_renewed(one, key=key, now=now) for one in awards)
    except (PermissionDenied, CredentialRefused):
        IssuerKey.objects.filter(pk=key.pk).update(renewal_by=None, renewal_at=None)
        return 0


def _renewed(award: Award, *, key: IssuerKey, now: datetime) -> int:
    if key.renewal_by is None:
        raise PermissionDenied
    try:
        award_again(award=award, reason=RevocationReason.UNSAFE_KEY, actor=key.renewal_by, now=now)
    except AlreadyRevoked:
        return 0
    return 1
