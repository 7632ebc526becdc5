"""Signing in by a provider of OpenID Connect on this machine, as by ThaID: connected first, then believed."""

from __future__ import annotations

import time

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from factories.doors import is_signed_in, sign_in
from fakes.oidc_provider import CLIENT, serving
from mueang.apps.accounts.models import User
from mueang.apps.audit.models import Event
from mueang.apps.signins.models import SignIn


@pytest.fixture
def provider(settings, db):
    with serving() as running:
        settings.ROOT_URLCONF = "fakes.urls_with_oidc"
        app = {
            "provider_id": "oidc",
            "name": "ThaID",
            "client_id": CLIENT,
            "secret": "secret",
            "settings": {"server_url": running.address, "scope": ["openid"], "oauth_pkce_enabled": True},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        yield running


def through(client, provider, **changes):
    """Press the button, agree at the provider, come back."""
    asked = client.post(reverse("openid_connect_login", args=["oidc"]) + changes.pop("query", ""))
    query = provider.authorize(asked.headers["Location"]) | changes
    return client.get(reverse("openid_connect_callback", args=["oidc"]), query)


def connected(provider):
    """The manager, who connected the provider to the account given by the city."""
    client = Client()
    sign_in(client, "manager")
    through(client, provider, query="?process=connect")
    return client


def test_who_connected_the_provider_signs_in_by_it(manager, client, provider):
    connected(provider)
    through(client, provider)

    assert is_signed_in(client)
    assert SignIn.objects.filter(user=manager).latest("pk").way == "provider"
    assert Event.objects.filter(verb="provider.connected").count() == 1


def test_a_stranger_of_the_provider_gets_no_account(manager, client, provider):
    n_before = User.objects.count()
    provider.subject = "a stranger"
    answer = through(client, provider)

    assert not is_signed_in(client)
    assert User.objects.count() == n_before
    assert not SocialAccount.objects.exists()
    assert answer.status_code in {200, 302}


@pytest.mark.parametrize(
    "says",
    [{"aud": "another client"}, {"iss": "http://127.0.0.1:9"}, {"exp": int(time.time()) - 600}],
    ids=["another client", "another issuer", "too old"],
)
def test_a_token_that_is_not_for_us_is_refused(manager, client, provider, says):
    connected(provider)
    provider.says = says
    through(client, provider)

    assert not is_signed_in(client)


def test_an_answer_nobody_asked_for_is_refused(manager, client, provider):
    connected(provider)
    through(client, provider, state="invented")

    assert not is_signed_in(client)


def test_a_code_taken_from_another_browser_is_refused(manager, client, provider):
    connected(provider)
    victim = client.post(reverse("openid_connect_login", args=["oidc"]))
    stolen = provider.authorize(victim.headers["Location"])
    thief = Client()
    asked = thief.post(reverse("openid_connect_login", args=["oidc"]))
    own = provider.authorize(asked.headers["Location"])
    thief.get(reverse("openid_connect_callback", args=["oidc"]), own | {"code": stolen["code"]})

    assert not is_signed_in(thief)
