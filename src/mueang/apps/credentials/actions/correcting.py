"""Put an award right: the old one is revoked and a new one takes its place, in one step."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.credentials.actions.certificates import certificates_for
from mueang.apps.credentials.actions.revoking import revoke
from mueang.apps.credentials.actions.signing import Draft, new_draft, sign_drafts
from mueang.apps.credentials.enums import RevocationReason
from mueang.apps.credentials.errors import AlreadyRevoked
from mueang.apps.credentials.models import Award
from mueang.apps.credentials.rules import awards_by_link, may_award


def award_again(*, award: Award, reason: RevocationReason, actor: User, now: datetime | None = None) -> Award:
    """Revoke `award` and sign another with the holder's name as it stands now, awarded on the same day.

    The new one says which it replaces; both stay, so that the history can be read. Raises PermissionDenied,
    NoSigningKey, and AlreadyRevoked if somebody was first.
    """
    award = awards_by_link().select_related("enrollment", "person__merged_into").get(pk=award.pk)
    if not may_award(actor, award.achievement.issuer.city):
        raise PermissionDenied
    if award.revoked_at is not None:
        raise AlreadyRevoked
    draft = new_draft(
        achievement=award.achievement,
        person=award.person.merged_into or award.person,
        enrollment=award.enrollment,
        now=award.awarded_at,
    )
    draft.valid_until, draft.replaces = award.valid_until, award
    # Typesetting takes its time, so it is done before anything is locked.
    draft.certificate = certificates_for([draft])[0]
    return _replace(award, draft, reason=reason, actor=actor, now=now or timezone.now())


@transaction.atomic
def _replace(award: Award, draft: Draft, *, reason: RevocationReason, actor: User, now: datetime) -> Award:
    revoke(award=award, reason=reason, actor=actor, now=now)
    row = sign_drafts([draft], run=None, signed_at=now)[0]
    book = award.achievement.issuer.city.slug
    record(actor=actor, verb="credentials.awarded_again", target=row, book=book, facts={"reason": str(reason)})
    return row
