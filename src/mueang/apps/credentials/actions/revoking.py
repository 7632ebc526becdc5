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
from mueang.apps.credentials.models import Award, StatusList, Transcript
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
    set_bit(award.status_list_id, award.status_index, now=now)
    record(actor=actor, verb="credentials.revoked", target=award, book=city.slug, facts={"reason": str(reason)})
    return award


@transaction.atomic
def revoke_transcript(
    *, transcript: Transcript, reason: RevocationReason, actor: User, now: datetime | None = None
) -> Transcript:
    """Take a transcript back, as `revoke` does an award. One with the same facts can then be made anew.

    Raises PermissionDenied, and AlreadyRevoked if somebody was first.
    """
    rows = Transcript.objects.select_for_update(of=("self",)).select_related("issuer__city")
    transcript = rows.get(pk=transcript.pk)
    city = transcript.issuer.city
    if not may_award(actor, city):
        raise PermissionDenied
    if transcript.revoked_at is not None:
        raise AlreadyRevoked
    now = now or timezone.now()
    transcript.revoked_at, transcript.revocation_reason = now, reason
    transcript.save(update_fields=["revoked_at", "revocation_reason"])
    if transcript.status_list_id is not None and transcript.status_index is not None:
        set_bit(transcript.status_list_id, transcript.status_index, now=now)
    facts = {"reason": str(reason)}
    record(actor=actor, verb="credentials.transcript_revoked", target=transcript, book=city.slug, facts=facts)
    return transcript


def set_bit(list_id: int, index: int, *, now: datetime) -> None:
    """Mark what holds this bit of the list as revoked, and sign the list anew."""
    row = StatusList.objects.select_for_update(of=("self",)).select_related("issuer").get(pk=list_id)
    row.revoked = sorted({*row.revoked, index})
    row.document, row.signed_at = sign_list(row, now=now), now
    row.save(update_fields=["revoked", "document", "signed_at"])
