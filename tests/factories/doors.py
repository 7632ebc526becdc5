"""Signing in as people do: by name and password, at the page."""

from __future__ import annotations

from typing import Any

from allauth.mfa.totp.internal import auth as totp
from django.test import Client, TestCase
from django.urls import reverse

from mueang.apps.accounts.models import User

PASSWORD = "ตลาดเช้าวันเสาร์มีขนม"


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, name: str, password: str = PASSWORD, **headers: str) -> Any:
    return client.post(reverse("account_login"), {"login": name, "password": password}, headers=headers or None)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def set_up_codes(client: Client) -> str:
    """Set up an app for codes, as its owner: the password once more, then the first code. Its secret."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret: str = client.get(reverse("mfa_activate_totp")).context["form"].secret
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    # The record is written once the app is there for good.
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code})
    return secret
