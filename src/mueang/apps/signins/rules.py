"""How long whose session may rest and last, of whom a second factor is asked, and who sees which sign-in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings

from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import PERMISSIONS_OF, PROTECTED, Viewer, current_grants
from mueang.apps.signins.enums import FactorWanted
from mueang.apps.signins.models import SignIn, SignInQuerySet


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session may go unused, and how long it may last whatever is done in it."""

    rest: timedelta
    whole: timedelta


def is_staff(user: User) -> bool:
    """Whoever holds a role works for a city: their sessions are short and written to the record."""
    return bool(current_grants(user))


def limits_of(user: User) -> Limits:
    """The limits of a session that begins now."""
    if is_staff(user):
        return Limits(settings.STAFF_REST, settings.STAFF_SESSION)
    return Limits(settings.LEARNER_SESSION, settings.LEARNER_SESSION)


def has_second_factor(user: User) -> bool:
    """Whether a passkey or an authenticator app is set up; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def factor_due(user: User) -> datetime | None:
    """By when `user` must have set up a second factor; None where none is asked or one is there.

    Days of grace run from the first of the roles for which it is asked.
    """
    if settings.SECOND_FACTOR == FactorWanted.NOBODY:
        return None
    grants = current_grants(user)
    if settings.SECOND_FACTOR == FactorWanted.PROTECTED:
        grants = [grant for grant in grants if PERMISSIONS_OF[grant.role] & PROTECTED]
    if not grants or has_second_factor(user):
        return None
    return min(grant.granted_at for grant in grants) + settings.SECOND_FACTOR_GRACE


def stamp_of(row: SignIn) -> dict[str, Any]:
    """What the session of a sign-in keeps about itself under `STAMP`, for the door to look at."""
    limits, due, now = limits_of(row.user), factor_due(row.user), int(row.began_at.timestamp())
    return {
        "id": str(row.uuid),
        "began": now,
        "seen": now,
        "rest": int(limits.rest.total_seconds()),
        "whole": int(limits.whole.total_seconds()),
        "factor_by": int(due.timestamp()) if due else None,
    }


def visible_sign_ins(viewer: Viewer) -> SignInQuerySet:
    """One's own, and nobody else's."""
    return SignIn.objects.filter(user=viewer) if isinstance(viewer, User) else SignIn.objects.none()
