"""Signing in, the invitation's page, and one's own account."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from factories.rows import UserFactory
from mueang.apps.accounts.actions import password_link
from mueang.apps.accounts.enums import Permission, Role
from mueang.apps.accounts.models import User

PASSWORD = "ตลาดเช้าวันเสาร์มีขนม"


@pytest.fixture(autouse=True)
def in_thai():
    cache.clear()
    with translation.override("th"):
        yield
    cache.clear()


@pytest.fixture
def somsri(db):
    user = UserFactory(username="somsri")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, password=PASSWORD, username="somsri"):
    return client.post(reverse("account_login"), {"login": username, "password": password})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_a_password_signs_in(client, somsri):
    answer = sign_in(client)

    assert answer.status_code == 302
    assert is_signed_in(client)


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(client, somsri):
    wrong = sign_in(client, "wrong").context["form"].non_field_errors()
    unknown = sign_in(client, "wrong", "nobody").context["form"].non_field_errors()

    assert wrong == unknown
    assert not is_signed_in(client)


def test_the_sixth_wrong_password_in_a_row_closes_the_name_for_a_while_and_says_so(client, somsri):
    for _ in range(5):
        answer = sign_in(client, "wrong")
        assert "หลายครั้งเกินไป" not in answer.content.decode()

    sixth = sign_in(client, "wrong")
    right = sign_in(client)

    assert sixth.status_code == 200
    assert "เข้าสู่ระบบไม่สำเร็จหลายครั้งเกินไป" in sixth.content.decode()
    assert not is_signed_in(client)
    assert right.status_code == 200


def test_a_closed_name_closes_no_other(client, somsri):
    other = UserFactory(username="other")
    other.set_password(PASSWORD)
    other.save()
    for _ in range(6):
        sign_in(client, "wrong")

    sign_in(client, username="other")

    assert is_signed_in(client)


def test_an_account_that_was_closed_does_not_sign_in(client, somsri):
    User.objects.update(is_active=False)

    sign_in(client)

    assert not is_signed_in(client)


def test_nobody_signs_up(client, db):
    details = {"username": "newcomer", "password1": PASSWORD, "password2": PASSWORD}

    answers = [client.get(reverse("account_signup")), client.post(reverse("account_signup"), details)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert not User.objects.exists()
    assert not is_signed_in(client)


def test_signing_in_asks_for_the_code_where_one_is_set_up(client, somsri):
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(somsri, "JBSWY3DPEHPK3PXP")

    answer = sign_in(client)

    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "name", ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_change_password", "account_logout"]
)
def test_the_pages_of_ones_own_sign_in_open(client, somsri, name):
    sign_in(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn"])
def test_changing_ones_sign_in_asks_for_the_password_again(client, somsri, name):
    sign_in(client)

    assert client.get(reverse(name))["Location"].startswith(reverse("account_reauthenticate"))


def test_a_passkey_is_offered_and_its_challenge_given(client, db):
    page = client.get(reverse("account_login")).content.decode()
    challenge = client.get(reverse("mfa_login_webauthn"), headers={"X-Requested-With": "XMLHttpRequest"}).json()

    assert "passkey_login" in page
    assert challenge["request_options"]["publicKey"]["challenge"]


def test_signing_out_takes_a_press_and_no_mere_visit(client, somsri):
    sign_in(client)

    client.get(reverse("account_logout"))
    assert is_signed_in(client)
    client.post(reverse("account_logout"))

    assert not is_signed_in(client)


@pytest.mark.parametrize("name", ["line_login", "openid_connect_login", "socialaccount_connections"])
def test_line_and_openid_connect_have_no_address_unless_configured(client, db, name):
    with pytest.raises(NoReverseMatch):
        reverse(name)

    assert "LINE" not in client.get(reverse("account_login")).content.decode()


def test_line_and_openid_connect_have_addresses_where_configured(tmp_path):
    """A provider is an app of its own, chosen when the settings are read: so this asks a fresh process."""
    environment = {
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DJANGO_SETTINGS_MODULE": "mueang.config.settings",
        "MUEANG_DATA_DIR": str(tmp_path),
        "MUEANG_LINE_LOGIN_CLIENT_ID": "channel",
        "MUEANG_OIDC_URL": "https://id.example.go.th",
    }
    question = (
        "import django; django.setup(); from django.urls import reverse;"
        "print(reverse('line_login'), reverse('openid_connect_login', args=['oidc']),"
        " reverse('socialaccount_connections'))"
    )

    answer = subprocess.run(
        [sys.executable, "-c", question], env=environment, capture_output=True, text=True, check=True
    )

    assert answer.stdout.split() == ["/accounts/line/login/", "/accounts/oidc/oidc/login/", "/accounts/3rdparty/"]


@pytest.fixture
def newcomer(db):
    user = UserFactory(username="newcomer", display_name="สมศรี (สมมติ)")
    user.set_unusable_password()
    user.save()
    return user


def choose(client, link, password=PASSWORD, again=None):
    return client.post(link, {"password": password, "again": password if again is None else again})


def test_the_invited_choose_a_password_and_sign_in(client, newcomer):
    link = password_link(newcomer)

    page = client.get(link)
    answer = choose(client, link)
    sign_in(client, username="newcomer")

    assert "newcomer" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert answer["Location"] == reverse("account_login")
    assert is_signed_in(client)


def test_a_spent_or_invented_link_says_what_to_do(client, newcomer):
    link = password_link(newcomer)
    choose(client, link)

    for dead in (link, link.replace(str(newcomer.uuid), "00000000-0000-4000-8000-000000000000"), link[:-2] + "x/"):
        answer = client.get(dead)
        assert answer.status_code == 404
        assert "ลิงก์นี้ใช้ไม่ได้แล้ว" in answer.content.decode()
        assert "สมศรี" not in answer.content.decode()


def test_a_link_spent_between_look_and_press_is_refused(client, newcomer, monkeypatch):
    from mueang.apps.accounts import views

    link = password_link(newcomer)
    choose(client, link)
    monkeypatch.setattr(views, "invited_account", lambda account, *, key: newcomer)

    assert choose(client, link, "another good password").status_code == 404
    newcomer.refresh_from_db()
    assert newcomer.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("password", "again"), [("short", "short"), (PASSWORD, "other"), ("", ""), ("newcomer-1", "newcomer-1")]
)
def test_a_password_that_will_not_do_is_said_and_the_link_stays_good(client, newcomer, password, again):
    link = password_link(newcomer)

    answer = choose(client, link, password, again)

    newcomer.refresh_from_db()
    assert "has-error" in answer.content.decode()
    assert not newcomer.has_usable_password()
    assert client.get(link).status_code == 200


def test_a_person_keeps_their_name_and_language(client, somsri):
    sign_in(client)

    answer = client.post(reverse("accounts:preferences"), {"display_name": "Somsri", "language": "en"})

    somsri.refresh_from_db()
    assert (somsri.display_name, somsri.language) == ("Somsri", "en")
    assert answer["Location"] == "/en/accounts/me/"


def test_after_signing_in_pages_open_in_the_language_of_the_account(client, somsri, settings):
    settings.LOGIN_REDIRECT_URL = "accounts:preferences"
    User.objects.update(language="en")

    assert sign_in(client)["Location"] == "/en/accounts/me/"


def test_who_signs_in_on_the_english_page_stays_in_english(client, somsri, settings):
    settings.LOGIN_REDIRECT_URL = "accounts:preferences"
    assert somsri.language == "th"

    answer = client.post("/en/accounts/login/", {"login": "somsri", "password": PASSWORD})

    assert answer["Location"] == "/en/accounts/me/"


def test_a_language_that_is_not_offered_is_refused(client, somsri):
    sign_in(client)

    answer = client.post(reverse("accounts:preferences"), {"display_name": "", "language": "xx"})

    somsri.refresh_from_db()
    assert "has-error" in answer.content.decode()
    assert somsri.language == "th"


@pytest.mark.parametrize("name", ["preferences", "roles"])
def test_ones_own_pages_need_a_sign_in(client, db, name):
    assert client.get(reverse(f"accounts:{name}")).status_code == 302


def test_ones_own_page_lists_ones_own_roles(cast, client):
    client.force_login(cast.keeper)

    page = client.get(reverse("accounts:preferences")).content.decode()

    assert "ผู้ดูแลแหล่งเรียนรู้" in page
    assert "นักจัดการเมืองแห่งการเรียนรู้" not in page


def test_the_table_of_roles_shows_every_role_and_permission(cast, client):
    client.force_login(cast.learner)

    page = client.get(reverse("accounts:roles")).content.decode()

    assert page.count("<th scope=") == 1 + len(Role) + len(Permission)
    assert "ผู้ตรวจสอบ" in page
