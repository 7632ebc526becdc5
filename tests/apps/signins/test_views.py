"""The page of one's own sessions."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from factories.doors import is_signed_in, sign_in
from mueang.apps.audit.models import Event
from mueang.apps.signins.models import SignIn

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
LINE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36 Line/14.1.0"


def other_devices(n):
    devices = [Client() for _ in range(n)]
    for device in devices:
        sign_in(device, "manager", **{"User-Agent": LINE})
    return devices


@pytest.mark.parametrize("n_others", [1, 3])
def test_every_device_is_listed_by_the_same_statements(manager, client, n_others, django_assert_num_queries):
    sign_in(client, "manager", **{"User-Agent": FIREFOX})
    other_devices(n_others)
    with django_assert_num_queries(5):
        # The session, the account; where it stands, which of it lives, what ended.
        said = client.get(reverse("signins:sessions")).content.decode()

    assert said.count("LINE, Android") >= n_others
    assert "Firefox, Linux" in said


def test_one_device_is_signed_out_from_another(manager, client):
    sign_in(client, "manager")
    (lost,) = other_devices(1)
    row = SignIn.objects.get(browser="LINE, Android")
    client.post(reverse("signins:end", args=[row.uuid]))

    assert not is_signed_in(lost)
    assert is_signed_in(client)
    assert Event.objects.get(verb="sign_in.ended").facts == {"how": "revoked"}
    assert client.post(reverse("signins:end", args=[row.uuid])).status_code == 404


def test_every_other_device_is_signed_out_at_one_press(manager, client):
    sign_in(client, "manager")
    others = other_devices(2)
    client.post(reverse("signins:end_others"))

    assert [is_signed_in(one) for one in (client, *others)] == [True, False, False]


def test_this_device_is_signed_out_by_signing_out(manager, client):
    sign_in(client, "manager")
    answer = client.post(reverse("signins:end", args=[SignIn.objects.get().uuid]))

    assert answer.headers["Location"] == reverse("account_logout")


def test_nobody_ends_or_sees_a_strangers_session(manager, learner, client):
    sign_in(client, "learner")
    (theirs,) = other_devices(1)
    row = SignIn.objects.get(user=manager)

    assert client.post(reverse("signins:end", args=[row.uuid])).status_code == 404
    assert client.post(reverse("signins:end", args=[uuid4()])).status_code == 404
    assert str(row.uuid) not in client.get(reverse("signins:sessions")).content.decode()
    assert is_signed_in(theirs)


@pytest.mark.parametrize("name", ["sessions", "end_others"])
def test_the_page_needs_a_sign_in(client, db, name):
    ask = client.get if name == "sessions" else client.post

    assert ask(reverse(f"signins:{name}")).headers["Location"].startswith(reverse("account_login"))


def test_a_mere_visit_ends_nothing(manager, client):
    sign_in(client, "manager")

    assert client.get(reverse("signins:end_others")).status_code == 405
