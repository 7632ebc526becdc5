"""Launches from another learning system: the good one lands once, every other is refused."""

from __future__ import annotations

import base64
import time
from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from factories.lti import CLAIM, make_moodle
from factories.rows import OfferingFactory, PersonFactory, RoleGrantFactory
from mueang.apps.accounts.models import User
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.lti.actions import close_platform
from mueang.apps.lti.models import Launch, Visitor

KEY = generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def moodle(cast):
    return make_moodle(cast.city, KEY)


def signed_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_a_learner_comes_in_without_e_mail_and_is_the_same_person_next_time(client, moodle):
    first = moodle.launch(client)
    again = moodle.launch(Client())

    user = User.objects.get(username__startswith="lti-")
    assert (first.status_code, first.url) == (302, reverse("learner:home"))
    assert again.status_code == 302
    assert signed_in(client) == str(user.pk)
    assert (user.display_name, user.email, user.has_usable_password()) == ("สมชาย ตัวอย่าง", "", False)
    assert Visitor.objects.count() == 1
    assert client.get(first.url).status_code == 200


def test_two_people_of_one_platform_are_two_accounts(client, moodle):
    moodle.launch(client)
    moodle.launch(Client(), sub="user-8", given_name=None, family_name=None, name=None)

    assert Visitor.objects.count() == 2
    assert User.objects.get(lti_visitor__subject="user-8").display_name == ""


def test_an_answer_is_good_once(client, moodle):
    asked = moodle.begin(client)
    answer = {"state": asked["state"], "id_token": moodle.token(moodle.claims(asked))}

    assert client.post("/lti/launch/", answer).status_code == 302
    assert client.post("/lti/launch/", answer).status_code == 400
    client.cookies.load({f"lti-{'0' * 16}": asked["state"]})
    assert client.post("/lti/launch/", answer).status_code == 400


def test_an_answer_in_another_browser_lands_nobody_and_burns_nothing(client, moodle):
    asked = moodle.begin(client)
    answer = {"state": asked["state"], "id_token": moodle.token(moodle.claims(asked))}
    thief = Client()

    assert thief.post("/lti/launch/", answer).status_code == 400
    assert signed_in(thief) is None
    assert client.post("/lti/launch/", answer).status_code == 302


def test_an_answer_after_ten_minutes_is_too_late_and_old_launches_are_cleared_away(client, moodle):
    asked = moodle.begin(client)
    Launch.objects.update(expires_at=timezone.now() - timedelta(days=2))
    late = client.post("/lti/launch/", {"state": asked["state"], "id_token": moodle.token(moodle.claims(asked))})
    moodle.begin(client)

    assert late.status_code == 400
    assert Launch.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://other.example"},
        {"aud": "another-client"},
        {"aud": ["another-client", "mueang-1"]},
        {"nonce": "n" * 43},
        {"nonce": 7},
        {"exp": 1_700_000_000},
        {"exp": None},
        {"iat": None},
        {"iat": int(time.time()) + 900},
        {"sub": None},
        {"sub": "x" * 256},
        {"sub": {"a": 1}},
        {f"{CLAIM}version": "1.1"},
        {f"{CLAIM}roles": None},
        {f"{CLAIM}deployment_id": "2"},
        {f"{CLAIM}deployment_id": ["1"]},
        {f"{CLAIM}message_type": "LtiDeepLinkingRequest"},
        {f"{CLAIM}message_type": "DataPrivacyLaunchRequest"},
        {f"{CLAIM}resource_link": {}},
        {f"{CLAIM}resource_link": "link"},
    ],
)
def test_a_claim_that_does_not_hold_is_refused_and_opens_no_account(client, moodle, changes):
    answer = moodle.launch(client, **changes)

    assert answer.status_code == 403
    assert signed_in(client) is None
    assert not Visitor.objects.exists()


def forged(kind, moodle, claims):
    head, body, tail = moodle.token(claims).split(".")
    if kind == "none":
        plain = base64.urlsafe_b64encode(b'{"alg":"none","kid":"k1"}').decode().rstrip("=")
        return f"{plain}.{body}."
    if kind == "signature":
        return f"{head}.{body}.{'A' * 8}{tail[8:]}"
    if kind == "hmac":
        return jwt.encode(claims, "k" * 32, algorithm="HS256", headers={"kid": "k1"})
    if kind == "other key":
        return jwt.encode(claims, OTHER_KEY, algorithm="RS256", headers={"kid": "k1"})
    return {"": "", "word": "word", "two": "a.b", "head": "e30.e30.e30", "long": "a" * 30_000}[kind]


@pytest.mark.parametrize("kind", ["none", "signature", "hmac", "other key", "", "word", "two", "head", "long"])
def test_what_the_platform_did_not_sign_is_refused(client, moodle, kind):
    asked = moodle.begin(client)

    answer = client.post(
        "/lti/launch/", {"state": asked["state"], "id_token": forged(kind, moodle, moodle.claims(asked))}
    )

    assert answer.status_code == 403
    assert signed_in(client) is None


def test_a_link_leads_to_the_activity_and_never_elsewhere(client, moodle, cast):
    offering = OfferingFactory(program__city=cast.city, state=OfferingState.PUBLISHED)
    hidden = OfferingFactory(program__city=cast.city, state=OfferingState.DRAFT)

    target = moodle.launch(client, **{f"{CLAIM}target_link_uri": f"{settings.BASE_URL}/lti/to/{offering.uuid}/"})
    custom = moodle.launch(client, **{f"{CLAIM}custom": {"offering": f"{settings.BASE_URL}/en/lti/to/{offering.uuid}"}})
    elsewhere = moodle.launch(client, **{f"{CLAIM}target_link_uri": "https://evil.example/lti/to/x/"})

    page = f"/{cast.city.slug}/learn/{offering.slug}/"
    assert target.url == custom.url == f"/lti/to/{offering.uuid}/"
    assert client.get(target.url).url == page
    assert elsewhere.url == reverse("learner:home")
    assert client.get(f"/lti/to/{hidden.uuid}/").status_code == 404
    client.logout()
    assert client.get(target.url).status_code == 302


def test_an_account_that_works_for_a_city_is_not_opened_from_outside(client, moodle, cast):
    moodle.launch(client)
    user = User.objects.get(username__startswith="lti-")
    RoleGrantFactory(user=user, role="city_officer", scope_kind="city", scope=cast.city.uuid, city=None)
    other = Client()

    assert moodle.launch(other).status_code == 403
    assert signed_in(other) is None


def test_no_existing_account_is_taken_over_by_a_name_or_an_e_mail(client, moodle, cast):
    User.objects.filter(pk=cast.officer.pk).update(email="somchai@example.ac.th")
    PersonFactory(city=cast.city, user=cast.officer)

    moodle.launch(client, sub=cast.officer.username)

    assert signed_in(client) != str(cast.officer.pk)


def test_a_closed_platform_lets_nobody_in_even_half_way(client, moodle, cast):
    asked = moodle.begin(client)
    close_platform(platform=moodle.row, actor=cast.officer)
    answer = {"state": asked["state"], "id_token": moodle.token(moodle.claims(asked))}

    assert client.post("/lti/launch/", answer).status_code == 404
    assert client.get("/lti/login/", {"iss": moodle.row.issuer, "login_hint": "7"}).status_code == 404


def test_whoever_is_not_registered_or_says_too_little_is_told_so(client, moodle):
    for asked in (
        {},
        {"iss": "https://other.example", "login_hint": "7"},
        {"iss": moodle.row.issuer},
        {"iss": moodle.row.issuer, "login_hint": "7" * 5_000},
        {"iss": moodle.row.issuer, "login_hint": "7", "client_id": "other"},
    ):
        answer = client.post("/lti/login/", asked)
        assert answer.status_code == 400
        assert "ยังไม่ได้ลงทะเบียน" in answer.text
    assert client.post("/lti/login/", {"iss": moodle.row.issuer, "login_hint": "7"}).status_code == 302


def test_without_a_platform_there_are_no_doors(client, db):
    assert client.get("/lti/login/").status_code == 404
    assert client.post("/lti/launch/").status_code == 404


def test_the_cookie_goes_along_with_an_answer_from_another_site_only_by_https(client, moodle):
    asked = {"iss": moodle.row.issuer, "login_hint": "7", "lti_message_hint": "m"}
    plain = next(iter(client.get("/lti/login/", asked).cookies.values()))
    secure = next(iter(Client().get("/lti/login/", asked, secure=True).cookies.values()))

    assert (plain["samesite"], bool(plain["secure"]), bool(plain["httponly"])) == ("Lax", False, True)
    assert (secure["samesite"], bool(secure["secure"]), secure["path"]) == ("None", True, "/lti/")
