"""Questions about sign-ins: where one is signed in, and which sessions are over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.accounts.rules import Viewer
from mueang.apps.signins.models import SignIn
from mueang.apps.signins.rules import visible_sign_ins

# The first that is found names the browser or the system: each says it is several others too.
_BROWSERS = {
    "Edg": "Edge",
    "Line/": "LINE",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


@dataclass(frozen=True, slots=True)
class OwnSignIn:
    """One place where somebody is signed in, or was."""

    row: SignIn
    is_here: bool


def standing_sign_ins(viewer: Viewer, *, here: str) -> list[OwnSignIn]:
    """Where the viewer is signed in now, this session first. Two SQL statements."""
    rows = list(visible_sign_ins(viewer).standing().filter(over_at__gt=timezone.now()))
    alive = set(
        Session.objects.filter(
            session_key__in=[row.session_key for row in rows], expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    found = [OwnSignIn(row, str(row.uuid) == here) for row in rows if row.session_key in alive]
    return sorted(found, key=lambda one: not one.is_here)


def sign_ins_of(user: User) -> list[SignIn]:
    """Where somebody of the staff is signed in now, for whoever may end it. Two SQL statements."""
    return [one.row for one in standing_sign_ins(user, here="")]


def ended_sign_ins(viewer: Viewer, *, most: int = 10) -> list[SignIn]:
    """The viewer's last sessions that are over. One SQL statement."""
    return list(visible_sign_ins(viewer).filter(ended_at__isnull=False).order_by("-ended_at")[:most])


def own_sign_in(viewer: Viewer, *, uuid: UUID) -> SignIn | None:
    """A standing session of the viewer's own."""
    return visible_sign_ins(viewer).standing().filter(uuid=uuid).first()


def over(now: datetime, *, most: int = 500) -> list[SignIn]:
    """Standing rows whose session has rested or lasted too long."""
    return list(SignIn.objects.over(now).order_by("over_at")[:most])


def forgotten(now: datetime) -> Iterable[int]:
    """Keys of rows that ended before the days the law asks for."""
    return SignIn.objects.filter(ended_at__lt=now - settings.SIGN_INS_KEPT).values_list("pk", flat=True)


def lent_out(now: datetime) -> list[RoleGrant]:
    """Roles that were lent until a moment that has come."""
    return list(RoleGrant.objects.filter(ended_at=None, until__lte=now).select_related("user"))


def without_second_factor(*, roles: Iterable[str]) -> list[str]:
    """Sign-in names of accounts that hold one of `roles` and have neither a passkey nor an app for codes."""
    factors = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).values("user")
    grants = RoleGrant.objects.current().filter(role__in=list(roles), user__is_active=True)
    names = grants.exclude(user__in=factors).values_list("user__username", flat=True)
    return sorted(set(names))


def account_named(name: str) -> User | None:
    """The account that signs in by exactly this name."""
    return User.objects.filter(username=name, is_active=True).first()


def browser_of(agent: str) -> str:
    """What its owner would call the browser and the system, from what it says of itself; empty where it says neither.

    >>> browser_of("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0")
    'Edge, Windows'
    """
    found = (next((name for sign, name in names.items() if sign in agent), "") for names in (_BROWSERS, _SYSTEMS))
    return ", ".join(name for name in found if name)
