"""Award one achievement to one person."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.credentials.actions.certificates import certificates_for
from mueang.apps.credentials.actions.signing import Draft, new_draft, sign_drafts
from mueang.apps.credentials.errors import AlreadyAwarded, NotCompleted
from mueang.apps.credentials.models import Achievement, Award
from mueang.apps.credentials.queries import who_earned
from mueang.apps.credentials.rules import may_award
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.people.models import Person


def award(
    *,
    achievement: Achievement,
    person: Person,
    actor: User,
    enrollment: Enrollment | None = None,
    now: datetime | None = None,
) -> Award:
    """Sign an award for `person`, with its certificate.

    Raises PermissionDenied, NoSigningKey, NotCompleted, and AlreadyAwarded if the enrollment has this award already.
    """
    if not may_award(actor, achievement.issuer.city):
        raise PermissionDenied
    if enrollment is not None:
        earned = who_earned(achievement=achievement, offering=enrollment.offering)
        if not earned.filter(pk=enrollment.pk).exists():
            raise NotCompleted
    draft = new_draft(achievement=achievement, person=person, enrollment=enrollment, now=now or timezone.now())
    # Typesetting takes its time, so it is done before anything is locked.
    draft.certificate = certificates_for([draft])[0]
    return _sign_one(draft, actor=actor)


@transaction.atomic
def _sign_one(draft: Draft, *, actor: User) -> Award:
    achievement = Achievement.objects.select_for_update(of=("self",)).get(pk=draft.achievement.pk)
    standing = Award.objects.filter(achievement=achievement, enrollment=draft.enrollment, revoked_at=None)
    if draft.enrollment is not None and standing.exists():
        raise AlreadyAwarded
    row = sign_drafts([draft], run=None)[0]
    record(actor=actor, verb="credentials.awarded", target=row, book=achievement.issuer.city.slug)
    return row
