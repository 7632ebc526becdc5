"""A launch from another learning system: begun with a fresh state and nonce, landed once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from mueang.apps.accounts.actions import open_linked_account
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.audit.actions import record
from mueang.apps.lti.actions.checking import vouched_claims
from mueang.apps.lti.errors import HoldsRoles, LaunchOver, NotVouchedFor
from mueang.apps.lti.models import Launch, Platform, Visitor
from mueang.apps.lti.queries import linked_offering

LAUNCH_WITHIN = timedelta(minutes=10)
KEPT_FOR = timedelta(days=1)
TARGET, CUSTOM = (f"https://purl.imsglobal.org/spec/lti/claim/{name}" for name in ("target_link_uri", "custom"))


@dataclass(frozen=True, slots=True)
class Begun:
    """The secret for the browser's cookie, and where the browser goes."""

    state: str
    address: str


@dataclass(frozen=True, slots=True)
class Landed:
    user: User
    offering: UUID | None


def begin_launch(*, platform: Platform, login_hint: str, message_hint: str, now: datetime) -> Begun:
    """Write down a fresh state and nonce, good for ten minutes and one answer."""
    state, nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    Launch.objects.filter(expires_at__lt=now - KEPT_FOR).delete()
    Launch.objects.create(
        platform=platform,
        state_digest=_digest(state),
        nonce_digest=_digest(nonce),
        expires_at=now + LAUNCH_WITHIN,
    )
    asked = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": platform.client_id,
        "redirect_uri": f"{settings.BASE_URL}/lti/launch/",
        "state": state,
        "nonce": nonce,
        "login_hint": login_hint,
    } | ({"lti_message_hint": message_hint} if message_hint else {})
    joint = "&" if "?" in platform.login_url else "?"
    return Begun(state, f"{platform.login_url}{joint}{urlencode(asked)}")


def land_launch(*, state: str, kept_state: str, id_token: str, now: datetime) -> Landed:
    """The account that the platform vouches for, made at its first launch.

    The state is burned before anything is believed, so an answer is looked at once whatever comes of it. Raises
    LaunchOver, NotVouchedFor, KeysOutOfReach and HoldsRoles.
    """
    if not state or not compare_digest(state.encode(), kept_state.encode()):
        raise LaunchOver
    launch = Launch.objects.select_related("platform__city").filter(state_digest=_digest(state)).first()
    if launch is None or not _burn(launch, now=now) or launch.platform.closed_at is not None:
        raise LaunchOver
    claims = vouched_claims(launch.platform, state=state, id_token=id_token, is_nonce=_is_nonce_of(launch), now=now)
    user = _account_of(launch.platform, claims, now=now)
    custom = claims.get(CUSTOM)
    asked = custom.get("offering") if isinstance(custom, dict) else None
    return Landed(user, linked_offering(claims.get(TARGET)) or linked_offering(asked))


def _burn(launch: Launch, *, now: datetime) -> bool:
    """True for the one answer that came first, and in time."""
    return Launch.objects.filter(pk=launch.pk, burned_at=None, expires_at__gte=now).update(burned_at=now) == 1


def _is_nonce_of(launch: Launch) -> Any:
    return lambda nonce: isinstance(nonce, str) and compare_digest(_digest(nonce), launch.nonce_digest)


def _account_of(platform: Platform, claims: dict[str, Any], *, now: datetime) -> User:
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise NotVouchedFor("sub")
    known = Visitor.objects.select_related("user").filter(platform=platform, subject=subject)
    visitor = known.first()
    if visitor is None:
        try:
            visitor = _open_account(platform, subject=subject, name=_name_in(claims), now=now)
        except IntegrityError:  # the same person in two windows at once
            visitor = known.get()
    user = visitor.user
    if not user.is_active or RoleGrant.objects.current().filter(user=user).exists():
        raise HoldsRoles
    return user


@transaction.atomic
def _open_account(platform: Platform, *, subject: str, name: str, now: datetime) -> Visitor:
    user = open_linked_account(username=f"lti-{secrets.token_hex(8)}", display_name=name)
    visitor = Visitor.objects.create(platform=platform, subject=subject, user=user, first_at=now)
    record(actor=None, verb="lti.account_opened", target=visitor, book=platform.city.slug)
    return visitor


def _name_in(claims: dict[str, Any]) -> str:
    """How the platform calls them, where it says so."""
    said = [claims.get("name"), " ".join(str(claims.get(part) or "") for part in ("given_name", "family_name"))]
    return next((one.strip()[:120] for one in said if isinstance(one, str) and one.strip()), "")


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
