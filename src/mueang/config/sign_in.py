"""The door: what happens when somebody signs in, fails to, changes how they do, comes back, or stays away too long."""

from __future__ import annotations

import logging
import time
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from allauth.account.internal.stagekit import get_pending_stage
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import InvitedOnly
from mueang.apps.signins.actions import (
    begin_sign_in,
    end_others,
    end_sign_in,
    note_change,
    note_failure,
    see_sign_in,
)
from mueang.apps.signins.enums import STAMP, Ending, Way
from mueang.apps.signins.queries import account_named, browser_of, own_sign_in
from mueang.apps.signins.rules import factor_due, stamp_of
from mueang.lib.pace import address_of
from mueang.lib.sealed import seal, unseal
from mueang.methods.thai import format_date

log = logging.getLogger("mueang.sign_in")

SEEN_EVERY_SECONDS = 300
DEVICE_SECONDS = 400 * 86_400
MOST_ACCOUNTS_OF_A_DEVICE = 8
_DEVICE_SALT = "mueang.device"
_FACTOR_PURPOSE = "second factor"
# Where one may go while a second factor is owed: signing in and out, and setting it up.
_WITHOUT_FACTOR = ("accounts", "ui", "healthz")
# What allauth writes letters about, as the record calls it.
CHANGES = {
    "account/email/password_changed": ("password.changed", "password"),
    "account/email/password_set": ("password.changed", "password"),
    "account/email/password_reset": ("password.changed", "password"),
    "mfa/email/totp_activated": ("factor.added", "totp"),
    "mfa/email/totp_deactivated": ("factor.removed", "totp"),
    "mfa/email/webauthn_added": ("factor.added", "passkey"),
    "mfa/email/webauthn_removed": ("factor.removed", "passkey"),
    "mfa/email/recovery_codes_generated": ("factor.added", "recovery codes"),
    "socialaccount/email/account_connected": ("provider.connected", "provider"),
    "socialaccount/email/account_disconnected": ("provider.disconnected", "provider"),
}


class Door(InvitedOnly):
    """Sign-ins are counted by account and device, timed, listed, and those of staff recorded."""

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One account as tried from here: whoever guesses elsewhere closes it for nobody but themselves."""
        name: str = super()._get_login_attempts_cache_key(request, **credentials)
        here = "known" if is_known(request, credentials.get("username", "")) else ratelimit.get_ip(request)
        return f"{name}:{here}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        super().pre_authenticate(request, **credentials)
        self._guess = None
        name = credentials.get("username", "")
        if is_known(request, name):
            return
        key = name.lower()
        self._guess = ratelimit.consume(request, app="allauth.account", action="login_guessed", key=key)
        if not self._guess:
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        super()._rollback_login_failed_rl_usage()
        if self._guess:
            self._guess.rollback()

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        _note_later(request, account_named(credentials.get("username", "")), "password")

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        row = begin_sign_in(
            actor=user,
            session_key=str(request.session.session_key),
            way=_way(request),
            browser=browser_of(request.headers.get("User-Agent", "")),
            address=address_of(request),
        )
        request.session[STAMP] = stamp_of(row)

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **options)
        by = request.session[STAMP]["factor_by"]
        if by is not None:
            last = timezone.localdate(datetime.fromtimestamp(max(by, int(time.time())), UTC))
            day = format_date(last, language=(get_language() or "th")[:2], style="long")
            messages.warning(request, _("Please set up a passkey or a code by %(day)s.") % {"day": day})
        remember(response, request, user.username)
        return response

    def logout(self, request: HttpRequest) -> None:
        _end(request, Ending.SIGNED_OUT)
        super().logout(request)

    def send_notification_mail(self, template_prefix: str, user: User, *arguments: Any, **options: Any) -> None:
        """Of every change to how somebody signs in the record is told; other sessions end with the old password."""
        verb, kind = CHANGES.get(template_prefix, ("", ""))
        if verb:
            note_change(actor=user, verb=verb, kind=kind)
            stamp = self.request.session.get(STAMP)
            if verb == "password.changed":
                end_others(actor=user, here=(stamp or {}).get("id", ""), ending=Ending.PASSWORD)
            if stamp:
                key = str(self.request.session.session_key)
                see_sign_in(actor=user, sign_in=stamp["id"], session_key=key, now=timezone.now())
        super().send_notification_mail(template_prefix, user, *arguments, **options)


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Secrets of second factors lie sealed in the database; a wrong code is recorded like a wrong password."""

    def encrypt(self, text: str) -> str:
        return b64encode(seal(text.encode(), purpose=_FACTOR_PURPOSE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(b64decode(encrypted_text), purpose=_FACTOR_PURPOSE).decode()

    def validation_error(self, code: str, *arguments: Any) -> ValidationError:
        if code == "incorrect_code":
            request = context.request
            stage = None if request.user.is_authenticated else get_pending_stage(request)
            account = request.user if stage is None else stage.login.user
            _note_later(request, account if isinstance(account, User) else None, "second factor")
        refusal: ValidationError = super().validation_error(code, *arguments)
        return refusal


def timed_sign_ins(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: end a session that rested or lasted too long, note that it is used, hold back who owes a factor."""

    def timed(request: HttpRequest) -> HttpResponse:
        stamp = request.session.get(STAMP) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        is_in = stamp is not None and request.user.is_authenticated and _stands(request, stamp)
        if is_in and _owes_factor(request):
            messages.warning(request, _("Your work needs a second factor: please set up a passkey or a code first."))
            return redirect("mfa_index")
        response = get_response(request)
        if (failed := getattr(request, "failed_sign_in", None)) is not None:
            # Once the answer is out: how long it took tells nobody whether there is such an account.
            response._resource_closers.append(lambda: _note(*failed))  # type: ignore[attr-defined]
        return response

    return timed


def is_known(request: HttpRequest, name: str) -> bool:
    """Whether this device has signed in to the account of that name before."""
    return _mark_of(name) in _marks(request)


def remember(response: HttpResponse, request: HttpRequest, name: str) -> None:
    """Let the device prove later that it signed in to this account."""
    marks = [_mark_of(name), *(mark for mark in _marks(request) if mark != _mark_of(name))]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(marks[:MOST_ACCOUNTS_OF_A_DEVICE], salt=_DEVICE_SALT),
        max_age=DEVICE_SECONDS,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _marks(request: HttpRequest) -> list[str]:
    try:
        marks = signing.loads(
            request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=_DEVICE_SALT, max_age=DEVICE_SECONDS
        )
    except signing.BadSignature:
        return []
    return list(marks)


def _mark_of(name: str) -> str:
    return salted_hmac(_DEVICE_SALT, name.lower(), algorithm="sha256").hexdigest()[:32]


def _way(request: HttpRequest) -> Way:
    said = request.session.get("account_authentication_methods") or []
    methods = {one.get("method") for one in said}
    if any(one.get("passwordless") for one in said):
        return Way.PASSKEY
    if "socialaccount" in methods:
        return Way.PROVIDER
    return Way.SECOND_FACTOR if "mfa" in methods else Way.PASSWORD


def _stands(request: HttpRequest, stamp: dict[str, Any]) -> bool:
    """Whether the session still holds; one that does not is ended, and the page is asked for by nobody."""
    now = time.time()
    ending = None
    if now - stamp["seen"] > stamp["rest"]:
        ending = Ending.RESTED
    elif now - stamp["began"] > stamp["whole"]:
        ending = Ending.LASTED
    elif now - stamp["seen"] > SEEN_EVERY_SECONDS:
        key = str(request.session.session_key)
        if see_sign_in(actor=_user(request), sign_in=stamp["id"], session_key=key, now=timezone.now()):
            request.session[STAMP] = stamp | {"seen": int(now)}
        else:
            ending = Ending.REVOKED
    if ending is None:
        return True
    _end(request, ending)
    logout(request)
    messages.info(request, _("You were signed out: your session was over. Please sign in again."))
    return False


def _end(request: HttpRequest, ending: Ending) -> None:
    stamp = request.session.get(STAMP)
    row = own_sign_in(request.user, uuid=stamp["id"]) if stamp else None
    if row is not None:
        end_sign_in(sign_in=row, ending=ending, actor=_user(request))


def _owes_factor(request: HttpRequest) -> bool:
    """Whether the days of grace are over and the page needs more than a password; looked at anew, it may be there."""
    stamp = request.session[STAMP]
    parts = request.path_info.split("/")
    first = parts[2] if len(parts) > 2 and parts[1] in dict(settings.LANGUAGES) else parts[1]
    if stamp["factor_by"] is None or stamp["factor_by"] > time.time() or first in _WITHOUT_FACTOR:
        return False
    due = factor_due(_user(request))
    request.session[STAMP] = stamp | {"factor_by": _timestamp(due)}
    return due is not None


def _user(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)  # noqa: S101 -- asked of sessions that have a sign-in only
    return user


def _timestamp(moment: datetime | None) -> int | None:
    return int(moment.timestamp()) if moment else None


def _note_later(request: HttpRequest, account: User | None, how: str) -> None:
    request.failed_sign_in = (account, how)  # type: ignore[attr-defined]


def _note(account: User | None, how: str) -> None:
    try:
        if account is not None:
            note_failure(account=account, how=how)
    except Exception:
        log.exception("a failed sign-in could not be written to the record")
