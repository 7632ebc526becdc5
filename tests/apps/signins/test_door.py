"""Signing in: what is counted, what is recorded, and that nobody can close another's door."""

from __future__ import annotations

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from factories.doors import PASSWORD, is_signed_in, set_up_codes, sign_in
from mueang.apps.audit.models import Event
from mueang.apps.signins.actions import begin_sign_in
from mueang.apps.signins.enums import Way
from mueang.apps.signins.models import SignIn

ELSEWHERE = "198.51.100.7"


def deeds(user=None):
    rows = Event.objects.filter(book__name="installation").exclude(verb__startswith="role.")
    return [event.verb for event in (rows.filter(actor=user) if user else rows).order_by("number")]


def guess(address, n=6, name="manager"):
    stranger = Client(REMOTE_ADDR=address)
    return [sign_in(stranger, name, f"guess {number}") for number in range(n)][-1]


def test_whoever_guesses_elsewhere_closes_the_door_for_themselves_only(manager, client):
    shut = guess(ELSEWHERE)
    sign_in(client, "manager")

    assert b"errorlist" in shut.content or shut.context["form"].non_field_errors()
    assert is_signed_in(client)


def test_the_one_who_guessed_stays_out_even_with_the_right_password(manager):
    stranger = Client(REMOTE_ADDR=ELSEWHERE)
    for number in range(5):
        sign_in(stranger, "manager", f"guess {number}")
    sign_in(stranger, "manager")

    assert not is_signed_in(stranger)


def test_guesses_from_everywhere_close_new_devices_and_no_known_one(manager, client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_guessed": "3/h/key"}
    sign_in(client, "manager")
    client.post(reverse("account_logout"))
    for number in range(3):
        guess(f"198.51.100.{number + 1}", n=1)
    new = Client(REMOTE_ADDR="203.0.113.9")
    sign_in(new, "manager")
    sign_in(client, "manager")

    assert not is_signed_in(new)
    assert is_signed_in(client)


def test_a_forged_proof_of_a_known_device_proves_nothing(manager, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_guessed": "1/h/key"}
    guess(ELSEWHERE, n=1)
    new = Client()
    new.cookies[settings.DEVICE_COOKIE_NAME] = "eyJhbGciOiJub25lIn0:1:forged"
    sign_in(new, "manager")

    assert not is_signed_in(new)


def test_who_signs_in_often_uses_up_no_tries(manager, client):
    for _ in range(8):
        sign_in(client, "manager")
        client.post(reverse("account_logout"))
    sign_in(client, "manager")

    assert is_signed_in(client)


def test_behind_ones_own_proxies_each_reader_is_counted_for_themselves(manager, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(5):
        sign_in(Client(), "manager", f"guess {number}", **{"X-Forwarded-For": f"192.0.2.66, {ELSEWHERE}"})
    honest = Client()
    sign_in(honest, "manager", **{"X-Forwarded-For": "203.0.113.5"})

    assert is_signed_in(honest)
    assert SignIn.objects.get(user=manager).address == "203.0.113.5"


def test_an_address_that_a_reader_invents_is_not_believed(manager, client):
    sign_in(client, "manager", **{"X-Forwarded-For": "203.0.113.5"})

    assert SignIn.objects.get().address == "127.0.0.1"


def test_staff_come_in_go_out_and_fail_on_the_record(manager, client):
    sign_in(client, "manager", "wrong")
    sign_in(client, "manager")
    client.post(reverse("account_logout"))

    assert deeds() == ["sign_in.failed", "sign_in.began", "sign_in.ended"]
    failed = Event.objects.get(verb="sign_in.failed")
    assert (failed.actor, failed.facts) == (None, {"how": "password"})
    assert failed.target == f"accounts.user:{manager.uuid}"
    row = SignIn.objects.get()
    assert (row.ending, row.session_key) == ("signed_out", None)


def test_of_learners_and_invented_names_the_record_says_nothing(learner, client):
    sign_in(client, "learner", "wrong")
    sign_in(client, "nobody", "wrong")
    sign_in(client, "learner")

    assert deeds() == []
    assert SignIn.objects.get().user == learner


def test_what_was_typed_stands_in_no_event(manager, client):
    sign_in(client, "manager", "my-secret-typed-in-the-wrong-place")
    sign_in(client, "my-secret-typed-in-the-wrong-place", "manager")

    assert "my-secret" not in "".join(f"{event.target}{event.facts}" for event in Event.objects.all())


def test_an_app_for_codes_is_set_up_and_its_secret_lies_sealed(manager, client):
    sign_in(client, "manager")
    secret = set_up_codes(client)

    row = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert secret not in row.data["secret"]
    assert get_adapter().decrypt(row.data["secret"]) == secret
    assert Event.objects.get(verb="factor.added").facts == {"kind": "totp"}


def test_a_wrong_code_is_recorded_and_a_recovery_code_opens_once(manager, client):
    totp.TOTP.activate(manager, totp.generate_totp_secret())
    codes = RecoveryCodes.activate(manager).get_unused_codes()
    sign_in(client, "manager")
    client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert not is_signed_in(client)
    assert Event.objects.get(verb="sign_in.failed").facts == {"how": "second factor"}

    client.post(reverse("mfa_authenticate"), {"code": codes[0]})

    assert is_signed_in(client)
    assert SignIn.objects.get().way == "second_factor"
    again = Client()
    sign_in(again, "manager")
    again.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert not is_signed_in(again)


def test_codes_cannot_be_tried_for_ever(manager, client):
    totp.TOTP.activate(manager, totp.generate_totp_secret())
    sign_in(client, "manager")
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    said = client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert said.context["form"].errors["code"].as_data()[0].code == "too_many_login_attempts"


def test_a_new_password_ends_every_other_session(manager, client):
    other = Client()
    sign_in(client, "manager")
    sign_in(other, "manager")
    cache.clear()
    new = PASSWORD + " ใหม่"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert other.get(reverse("accounts:preferences")).status_code == 302
    assert client.get(reverse("accounts:preferences")).status_code == 200
    assert "password.changed" in deeds(manager)
    assert "เครื่องนี้" in client.get(reverse("signins:sessions")).content.decode()


@pytest.mark.parametrize("name", ["manager", "learner"])
def test_the_proof_of_a_device_is_out_of_reach_of_scripts(manager, learner, client, settings, name):
    cookie = sign_in(client, name).cookies[settings.DEVICE_COOKIE_NAME]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert name not in cookie.value


def test_a_session_that_signs_in_again_is_listed_once_and_goes_on(manager, client):
    sign_in(client, "manager")
    key = client.session.session_key
    begin_sign_in(actor=manager, session_key=key, way=Way.PASSWORD, browser="", address=None)

    assert [row.ending for row in SignIn.objects.order_by("pk")] == ["gone", ""]
    assert client.get(reverse("accounts:roles")).status_code == 200
