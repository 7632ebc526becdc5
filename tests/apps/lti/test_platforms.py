"""Registering learning systems, and the keys they publish."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from factories.lti import CLIENT, ISSUER, make_moodle
from factories.rows import OfferingFactory
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.lti.actions import close_platform, register_platform
from mueang.apps.lti.actions.keysets import keys_for
from mueang.apps.lti.errors import AlreadyClosed, AlreadyRegistered, KeysOutOfReach
from mueang.apps.lti.models import Platform

TYPED = {
    "name": "มูเดิลสมมติ",
    "issuer": ISSUER,
    "client_id": CLIENT,
    "deployment_ids": "1, 2",
    "login_url": f"{ISSUER}/auth",
    "keyset_url": f"{ISSUER}/keys",
}


def test_an_officer_registers_a_system_and_reads_what_to_copy_into_it(client, cast):
    OfferingFactory(program__city=cast.city, state=OfferingState.PUBLISHED)
    client.force_login(cast.officer)
    page = reverse("lti:home", args=[cast.city.slug])
    empty = client.get(page)

    saved = client.post(page, TYPED)
    twice = client.post(page, TYPED)

    assert saved.url == page
    assert Platform.objects.get().deployment_ids == ["1", "2"]
    assert twice.status_code == 400
    assert "/lti/launch/" in empty.text
    assert "/lti/to/" in empty.text
    assert TYPED["name"] in client.get(page).text


def test_nothing_but_https_is_taken_where_the_house_itself_has_it(client, cast, settings):
    settings.SESSION_COOKIE_SECURE = True
    client.force_login(cast.officer)

    answer = client.post(
        reverse("lti:home", args=[cast.city.slug]), {**TYPED, "keyset_url": "http://moodle.example/keys"}, secure=True
    )

    assert answer.status_code == 400
    assert not Platform.objects.exists()


def test_the_page_is_a_404_for_whoever_does_not_keep_partners(client, cast):
    row = make_moodle(cast.city).row
    close = reverse("lti:close", args=[cast.city.slug, row.uuid])
    for member in (cast.stranger, cast.manager_elsewhere, cast.keeper, cast.teacher, cast.auditor):
        client.force_login(member)
        assert client.get(reverse("lti:home", args=[cast.city.slug])).status_code == 404
        assert client.post(close).status_code == 404
    with pytest.raises(PermissionDenied):
        close_platform(platform=row, actor=cast.stranger)
    with pytest.raises(PermissionDenied):
        register_platform(city=cast.city, actor=cast.stranger, **{**TYPED, "deployment_ids": ["1"]})


def test_a_system_is_closed_once_and_may_be_registered_again(client, cast):
    row = make_moodle(cast.city).row
    with pytest.raises(AlreadyRegistered):
        make_moodle(cast.city)
    client.force_login(cast.officer)
    close = reverse("lti:close", args=[cast.city.slug, row.uuid])

    assert client.post(close).status_code == 302
    assert client.post(close, follow=True).status_code == 200
    with pytest.raises(AlreadyClosed):
        close_platform(platform=row, actor=cast.officer)
    make_moodle(cast.city)
    assert Platform.objects.standing().count() == 1


@pytest.mark.parametrize("n_platforms", [1, 3])
def test_the_page_asks_as_often_for_three_systems_as_for_one(client, cast, n_platforms, django_assert_num_queries):
    for number in range(n_platforms):
        register_platform(city=cast.city, actor=None, **{**TYPED, "client_id": f"c{number}", "deployment_ids": ["1"]})
    client.force_login(cast.officer)
    client.get(reverse("lti:home", args=[cast.city.slug]))

    with django_assert_num_queries(6):
        client.get(reverse("lti:home", args=[cast.city.slug]))


@pytest.fixture
def keyhost():
    """An address that answers with whatever `said` holds, and counts."""

    class Answers(BaseHTTPRequestHandler):
        said = b""
        n_asked = 0

        def do_GET(self):
            type(self).n_asked += 1
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.said)

        def log_message(self, *_arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Answers.url = f"http://127.0.0.1:{server.server_port}/"
    yield Answers
    server.shutdown()
    server.server_close()


def test_keys_are_fetched_when_a_new_one_signs_and_kept_and_not_asked_for_without_end(cast, keyhost):
    row = make_moodle(cast.city).row
    row.keyset, row.keyset_at, row.keyset_url = [], None, keyhost.url
    now = timezone.now()
    keyhost.said = json.dumps({"keys": [{"kid": "a", "kty": "RSA"}, {"kid": "b", "kty": "oct"}, "word"]}).encode()

    first = keys_for(row, key_id="a", now=now)
    row.refresh_from_db(fields=["keyset", "keyset_at"])
    kept = keys_for(row, key_id="a", now=now + timedelta(days=1))
    made_up = keys_for(row, key_id="x", now=now + timedelta(seconds=30))

    assert first == kept == made_up == [{"kid": "a", "kty": "RSA"}]
    assert keyhost.n_asked == 1
    assert keys_for(row, key_id="x", now=now + timedelta(minutes=2)) == first
    assert keyhost.n_asked == 2


@pytest.mark.parametrize("said", [b"", b"[]", b'{"keys": 7}', b"<html>", b"x" * 200_000])
def test_what_is_no_key_set_lets_nobody_in(cast, keyhost, said):
    row = make_moodle(cast.city).row
    row.keyset, row.keyset_at, row.keyset_url, keyhost.said = [], None, keyhost.url, said

    with pytest.raises(KeysOutOfReach):
        keys_for(row, key_id="a", now=timezone.now())


@pytest.mark.parametrize("host", ["127.0.0.1", "169.254.169.254", "0.0.0.0", "[::1]", "localhost", "no-such.invalid"])
def test_with_https_this_machine_and_the_clouds_own_address_are_never_asked(cast, settings, host):
    settings.SESSION_COOKIE_SECURE = True
    row = make_moodle(cast.city).row
    row.keyset, row.keyset_at, row.keyset_url = [], None, f"https://{host}/keys"

    with pytest.raises(KeysOutOfReach):
        keys_for(row, key_id="a", now=timezone.now())
