"""Pages from memory at the front door: the same answers as behind it, and Django is not told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import request_started
from django.db import OperationalError, transaction
from django.test import RequestFactory

from factories.desks import city_with, offering_in
from factories.enrollment import joined
from mueang.config import kept
from mueang.config.kept import PAGES, FrontDoor

pytestmark = pytest.mark.django_db(transaction=True)
Answer = tuple[str, dict[str, str], bytes]


@pytest.fixture(autouse=True)
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept.time, "time", lambda: 1_800_000_000.0)


@pytest.fixture
def ask() -> Callable[..., Answer]:
    door = FrontDoor(WSGIHandler())

    def asked(path: str, *, method: str = "GET", **headers: str) -> Answer:
        said: list[tuple[str, list[tuple[str, str]]]] = []
        environ = RequestFactory(headers=headers).generic(method, path).environ
        answer = door(environ, lambda status, given, _error=None: said.append((status, given)) or print)
        return said[0][0], dict(said[0][1]), b"".join(answer)

    return asked


@pytest.fixture
def told() -> list[object]:
    """The requests that Django heard of."""
    heard: list[object] = []

    def hear(**said: object) -> None:
        heard.append(said["environ"])

    request_started.connect(hear, weak=False, dispatch_uid="front-door")
    yield heard
    request_started.disconnect(dispatch_uid="front-door")


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_the_second_reader_has_what_the_first_one_had_and_django_is_not_told(ask, told, encoding):
    city_with(1)
    first = ask("/nakhon/learn/", **{"accept-encoding": encoding})
    n_told = len(told)

    second = ask("/nakhon/learn/", **{"accept-encoding": encoding})

    assert second == first
    assert first[0] == "200 OK"
    assert len(told) == n_told == 1


def test_who_holds_the_page_hears_that_it_is_still_true_and_who_joined_is_seen_at_once(ask):
    offering = offering_in(city_with(0), seats=9)
    address = f"/en/nakhon/learn/{offering.slug}/"
    tag = ask(address)[1]["ETag"]

    status, headers, body = ask(address, **{"if-none-match": tag})
    joined(offering)
    after = ask(address, **{"if-none-match": tag})

    assert (status, headers["ETag"], body) == ("304 Not Modified", tag, b"")
    assert after[0] == "200 OK"
    assert b"8 seats left" in after[2]


def test_the_version_is_asked_for_once_where_nothing_is_kept(ask, monkeypatch):
    city_with(1)
    asked = []
    version = kept.page_versions
    monkeypatch.setattr(kept, "page_versions", lambda slug: asked.append(slug) or version(slug))

    ask("/nakhon/learn/")

    assert asked == ["nakhon"]


@pytest.mark.parametrize("headers", [{"cookie": "sessionid=x"}, {"authorization": "Bearer x"}, {"range": "bytes=0-9"}])
def test_whoever_is_somebody_is_let_through_to_django(ask, told, headers):
    city_with(1)
    ask("/nakhon/learn/")

    assert ask("/nakhon/learn/", **headers)[0] == "200 OK"
    assert len(told) == 2


def test_a_press_and_a_stranger_to_the_map_go_on_to_django(ask, told):
    city_with(1)

    assert ask("/nakhon/learn/", method="POST")[0].startswith("403")
    assert ask("/nowhere/learn/")[0] == "404 Not Found"
    assert len(told) == 2


def test_a_reader_cannot_say_where_to_look(ask):
    city_with(1)
    ask("/nakhon/learn/")

    assert ask("/nakhon/learn/?words=x", **{"mueang.kept-page": "x", "mueang-kept-page": "x"})[0] == "200 OK"


def test_where_the_database_does_not_answer_django_says_so(ask, told, monkeypatch):
    city_with(1)

    def broken(_slug: str) -> int:
        raise OperationalError("gone")

    monkeypatch.setattr(kept, "page_versions", broken)

    assert ask("/nakhon/learn/")[0].startswith("500")
    assert len(told) == 1


def test_where_the_database_goes_away_after_the_version_django_says_so(ask, told, monkeypatch):
    offering = offering_in(city_with(0), seats=9)
    address = f"/nakhon/learn/{offering.slug}/"
    ask(address)
    joined(offering)

    def broken(*_given: object, **_named: object) -> bool:
        raise OperationalError("gone")

    monkeypatch.setattr(kept, "seats_are_as_before", broken)

    assert ask(address)[0].startswith("500")
    assert len(told) == 2


def test_nothing_is_handed_out_within_a_transaction(ask):
    city_with(1)
    ask("/nakhon/learn/")
    n_pages = len(PAGES)

    with transaction.atomic():
        ask("/nakhon/learn/?page=1")

    assert len(PAGES) == n_pages


@pytest.mark.parametrize("word", ["เมือง", "café", "😀"])
def test_an_address_in_any_script_reaches_django_as_it_came(word):
    door = FrontDoor(lambda environ, _start: [WSGIRequest(environ).path.encode()])
    environ = RequestFactory().get("/").environ
    asked = {**environ, "PATH_INFO": f"/nakhon/learn/{word}/".encode().decode("latin-1")}

    assert b"".join(door(asked, lambda *_: print)).decode() == f"/nakhon/learn/{word}/"
