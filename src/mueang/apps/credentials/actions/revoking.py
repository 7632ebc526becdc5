"""Take an award back."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.credentials.actions.lists import sign_list
from mueang.apps.credentials.enums import RevocationReason
from mueang.apps.credentials.errors import AlreadyRevoked
from mueang.apps.credentials.models import Award, StatusList
from mueang.apps.credentials.rules import may_award


@transaction.atomic
def revoke(*, award: Award, reason: RevocationReason, actor: User, now: datetime | None = None) -> Award:
    """Set the award's bit in its status list and sign the list anew. The certificate then fails wherever it is checked.

    Raises PermissionDenied, and AlreadyRevoked if somebody was first.
    """
    award = Award.objects.select_for_update(of=("self",)).select_related("achievement__issuer__city").get(pk=award.pk)
    city = award.achievement.issuer.city
    if not may_award(actor, city):
        raise PermissionDenied
    if award.revoked_at is not None:
        raise AlreadyRevoked
    now = now or timezone.now()
    award.revoked_at, award.revocation_reason = now, reason
    award.save(update_fields=["revoked_at", "revocation_reason"])
    row = StatusList.objects.select_for_update(of=("self",)).select_related("issuer").get(pk=award.status_list_id)
    row.revoked = sorted({*row.revoked, award.status_index})
    row.document, row.signed_at = sign_list(row, now=now), now
    row.save(update_fields=["revoked", "document", "signed_at"])
    record(actor=actor, verb="credentials.revoked", target=award, book=city.slug, facts={"reason": str(reason)})
    return award
