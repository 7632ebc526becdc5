"""Those who come too late: the waiting list at one press, and nothing of one reader in the page of another."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client

from factories.desks import city_with, offering_in, request_of
from mueang.apps.enrollment.models import Enrollment
from mueang.desks.public import too_late

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    too_late._frames.clear()
    yield
    too_late._frames.clear()


@pytest.fixture
def full(db):
    return offering_in(city_with(0), seats=1, seats_taken=1)


def pressed(client, offering, language="en", **more):
    prefix = f"/{language}" if language else ""
    response = client.post(f"{prefix}/nakhon/learn/{offering.slug}/join/", request_of(**more))
    assert response.status_code == 409
    return response.content.decode()


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))


def test_the_page_kept_for_all_holds_nothing_of_the_one_it_was_drawn_for(client, full):
    pressed(client, full, name="นูร์ ความลับ", request_key="a" * 40)
    page = pressed(Client(), full, name="อามีน ทดสอบ", request_key="b" * 40)

    assert len(too_late._frames) == 1
    assert ("ความลับ" in page, "a" * 40 in page) == (False, False)
    assert (hidden(page)["name"], hidden(page)["request_key"]) == ("อามีน ทดสอบ", "b" * 40)


def test_what_was_typed_is_escaped(client, full):
    page = pressed(client, full, name='"><script>alert(1)</script>')

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_the_waiting_list_is_one_press_away_with_protection_on(full):
    client = Client(enforce_csrf_checks=True)
    address = f"/en/nakhon/learn/{full.slug}/join/"
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(address).content.decode())[1]
    page = client.post(address, request_of() | {"csrfmiddlewaretoken": token}).content.decode()

    response = client.post(address, hidden(page) | {"waitlist": "1"})

    assert response.status_code == 303
    assert Enrollment.objects.get().state == "waitlisted"


def test_a_changed_name_is_shown_at_once(client, full):
    pressed(client, full)
    full.program.name_en = "Batik for everyone"
    full.program.save()

    assert "Batik for everyone" in pressed(client, full)


def test_each_language_has_its_own(client, full):
    assert '<html lang="en">' in pressed(client, full)
    assert pressed(client, full, language="").count('<html lang="th">') == 1


def test_a_reader_with_a_session_gets_a_page_that_is_not_kept(client, full):
    client.cookies[settings.SESSION_COOKIE_NAME] = "somebody"

    pressed(client, full)

    assert too_late._frames == {}


def test_frames_are_few(client, full, monkeypatch):
    monkeypatch.setattr(too_late, "MOST_KEPT", 1)

    for language in ("en", "en", "en"):
        pressed(client, full, language)
    full.program.name_en = "Another"
    full.program.save()
    pressed(client, full)

    assert len(too_late._frames) == 1


@pytest.mark.parametrize("n_before", [1, 3])
def test_a_refusal_asks_the_database_five_times(client, full, n_before, django_assert_num_queries):
    for number in range(n_before):
        pressed(client, full, request_key=f"{number}" * 40)

    with django_assert_num_queries(5):
        pressed(client, full)
