"""Where one lands after signing in, and whether the house is alive."""

import errno
import re
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client


@pytest.mark.parametrize(
    ("member", "address"),
    [
        ("manager", "/desk/nakhon/"),
        ("officer", "/desk/nakhon/"),
        ("auditor", "/desk/nakhon/"),
        ("keeper", "/keeper/"),
        ("instructor", "/keeper/"),
        ("unit_officer", "/cities/open/"),
        ("learner", "/my/"),
        ("stranger", "/my/"),
    ],
)
def test_each_lands_at_their_own_desk(client, cast, member, address):
    client.force_login(getattr(cast, member))

    assert client.get("/go/").url == address


def test_the_house_says_that_it_is_alive(client, db):
    assert client.get("/healthz").content == b"ok"


def test_the_menu_offers_only_rooms_one_may_enter(client, cast):
    client.force_login(cast.auditor)

    text = client.get("/desk/nakhon/").text

    assert "/desk/nakhon/audit/" in text
    assert "/desk/nakhon/people/" not in text


@pytest.mark.parametrize(
    ("address", "member"),
    [("/desk/nakhon/people/", "officer"), ("/keeper/", "officer"), ("/desk/nakhon/catalog/", "officer")],
)
def test_the_menu_is_the_same_in_every_room(client, cast, address, member):
    client.force_login(getattr(cast, member))

    text = client.get(address).text

    assert all(f"/desk/nakhon/{room}/" in text for room in ("people", "catalog", "heritage", "partners", "notices"))


def test_whoever_opens_cities_finds_every_book_of_the_record(client, cast):
    client.force_login(cast.unit_officer)

    text = client.get("/cities/open/").text

    assert 'href="/audit/"' in text
    assert 'href=""' not in text


@pytest.fixture
def away(monkeypatch):
    """The database where nobody answers: a server that is not there, a folder that is gone."""
    nowhere = connection.copy("nowhere")
    nowhere.settings_dict = {**connection.settings_dict, "NAME": "/nowhere/mueang.sqlite3", "HOST": "127.0.0.1"}
    nowhere.settings_dict |= {"PORT": "1"}
    monkeypatch.setattr("mueang.config.views.connection", nowhere)


def test_while_the_database_is_away_the_page_says_so_and_when_to_ask_again(db, away):
    answer = Client(raise_request_exception=False).get("/healthz")

    said = "ขณะนี้ระบบบันทึกข้อมูลไม่ได้" if connection.vendor == "sqlite" else "ขณะนี้ระบบยังไม่พร้อมใช้งาน"
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "30", "no-store")
    assert said in answer.text
    assert "look first whether it was saved" in answer.text
    assert not re.search(r"SELECT|Traceback|nowhere|127\.0\.0\.1", answer.text)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "secret.key"), "What was saved before is all there"),
        (OSError(errno.EIO, "secret.key"), "is full or fails. It is logged.</p>"),
    ],
)
def test_a_page_promises_what_is_kept_only_where_the_disk_is_full_and_sound(db, monkeypatch, error, said):
    monkeypatch.setattr("mueang.config.views.connection", SimpleNamespace(cursor=Mock(side_effect=error)))

    answer = Client(raise_request_exception=False).get("/healthz")

    assert answer.status_code == 503
    assert said in answer.text
    assert "secret" not in answer.text


def test_a_program_is_told_in_its_own_way(db, monkeypatch):
    error = OSError(errno.ENOSPC, "x")
    monkeypatch.setattr("mueang.config.views.connection", SimpleNamespace(cursor=Mock(side_effect=error)))

    answer = Client(raise_request_exception=False).get("/healthz", CONTENT_TYPE="application/json")

    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert answer.json() == {"type": "about:blank", "status": 503, "title": "nothing can be saved now"}


def test_an_error_of_ours_is_no_trouble_of_the_machine(db, monkeypatch):
    monkeypatch.setattr("mueang.config.views.connection", SimpleNamespace(cursor=Mock(side_effect=KeyError("x"))))

    answer = Client(raise_request_exception=False).get("/healthz")

    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text


def test_what_is_logged_passes_the_filter_of_trouble_first():
    assert settings.LOGGING["handlers"]["stderr"]["filters"] == ["one_line_of_trouble", "no_secret_address"]
