"""Kept public pages: right at once after a change, and nobody's but everybody's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from factories.desks import city_with, offering_in
from factories.enrollment import joined
from factories.rows import CityFactory, UserFactory
from mueang.apps.catalog.models import Offering, Program
from mueang.apps.network.actions import mark_public_change
from mueang.config import kept
from mueang.config.kept import HOUSE_PATHS, PAGES, city_slug
from mueang.desks.public.views import learning

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def one_minute(monkeypatch):
    """The tests are about changes; the minute that ends by itself is asked for where it matters."""
    monkeypatch.setattr(kept.time, "time", lambda: 1_800_000_000.0)


def rename(offering, name):
    """What a committed action does: rows and version in one transaction."""
    with transaction.atomic():
        Program.objects.filter(pk=offering.program_id).update(name_th=name, name_en=name)
        mark_public_change(offering.city)


def test_a_second_reader_costs_one_statement(client, django_assert_num_queries):
    city_with(1)
    first = client.get("/nakhon/learn/")

    with django_assert_num_queries(1):
        second = client.get("/nakhon/learn/")

    assert (second.status_code, second.content) == (200, first.content)
    assert second.headers["ETag"] == first.headers["ETag"]
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    assert second.headers["Permissions-Policy"]
    assert (second.headers["Vary"], dict(second.cookies)) == ("Accept-Encoding, Cookie", {})
    assert second.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_a_page_from_memory_carries_every_header_it_was_drawn_with(client, settings, encoding):
    settings.SECURE_HSTS_SECONDS = 60
    city_with(1)
    drawn, kept_one, kept_for_others = (
        Client().get("/nakhon/learn/", headers={"accept-encoding": sent}, secure=True)
        for sent in (encoding, encoding, "identity")
    )

    assert dict(kept_one.headers) == dict(drawn.headers)
    assert kept_one.content == drawn.content
    assert {*drawn.headers} >= {"Strict-Transport-Security", "X-Content-Type-Options", "X-Frame-Options"}
    assert {*drawn.headers} >= {"Content-Security-Policy", "Referrer-Policy", "Cross-Origin-Opener-Policy"}
    assert drawn.headers.get("Content-Encoding", "identity") == encoding
    assert "<html" in kept_for_others.content.decode()


def test_a_page_that_is_not_kept_is_compressed_as_any_other(client):
    city_with(1)

    asked = client.get("/nakhon/learn/?words=x", headers={"accept-encoding": "gzip"})

    assert (asked.headers["Content-Encoding"], "ETag" in asked.headers) == ("gzip", False)


def test_a_committed_change_is_seen_at_once_and_a_rolled_back_one_never(client):
    offering = offering_in(city_with(0))
    address = f"/nakhon/learn/{offering.slug}/"
    tag = client.get(address).headers["ETag"]

    with transaction.atomic():
        rename(offering, "ไม่เคยมี")
        assert "ไม่เคยมี" in client.get(address).content.decode()
        transaction.set_rollback(True)
    rolled_back = client.get(address)
    rename(offering, "ชื่อใหม่")
    changed = client.get(address, headers={"if-none-match": tag})

    assert rolled_back.headers["ETag"] == tag
    assert "ไม่เคยมี" not in rolled_back.content.decode()
    assert (changed.status_code, "ชื่อใหม่" in changed.content.decode()) == (200, True)


def test_a_seat_taken_is_seen_at_once(client):
    offering = offering_in(city_with(0), seats=9)
    address = f"/en/nakhon/learn/{offering.slug}/"
    assert "9 seats left" in client.get(address).content.decode()

    joined(offering)

    assert "8 seats left" in client.get(address).content.decode()


def test_a_change_during_the_rendering_is_in_the_next_answer(client, monkeypatch):
    """The slow page read its rows before the change; it must not be served once the change is committed."""
    offering = offering_in(city_with(0))
    address = f"/nakhon/learn/{offering.slug}/"
    render, done = learning.render, []

    def slow(*arguments, **options):
        page = render(*arguments, **options)
        if not done:
            done.append(True)
            rename(offering, "ระหว่างนั้น")
        return page

    monkeypatch.setattr(learning, "render", slow)
    stale = client.get(address).content.decode()
    fresh = client.get(address).content.decode()

    assert ("ระหว่างนั้น" in stale, "ระหว่างนั้น" in fresh) == (False, True)


def test_one_citys_language_or_hosts_page_is_never_anothers(client):
    here, there = city_with(1), CityFactory(slug="elsewhere")
    offering_in(there)
    pages = {}
    for _round in range(2):
        for address in ("/nakhon/learn/", "/en/nakhon/learn/", "/elsewhere/learn/", "/en/elsewhere/learn/"):
            page = client.get(address)
            assert pages.setdefault(address, page.content) == page.content

    assert len(set(pages.values())) == 4
    assert here.name_th in pages["/nakhon/learn/"].decode()
    assert client.get("/nakhon/learn/", headers={"host": "evil.example"}).status_code == 400
    assert client.get("/nakhon/learn/", headers={"host": "localhost"}).status_code == 200


def test_somebody_signed_in_neither_gets_nor_leaves_a_kept_page(client):
    city_with(1)
    reader = Client()
    client.force_login(UserFactory())

    own = client.get("/en/nakhon/learn/")
    assert len(PAGES) == 0
    everybodys = reader.get("/en/nakhon/learn/").content.decode()
    own_again = client.get("/en/nakhon/learn/").content.decode()

    assert own.headers["Cache-Control"] == "private, no-store"
    assert ("Sign out" in everybodys, "Sign out" in own_again) == (False, True)


@pytest.mark.parametrize(
    "sent",
    [
        {"cookie": "sessionid=stolen"},
        {"cookie": "messages=waiting"},
        {"authorization": "Bearer x"},
        {"range": "bytes=0-5"},
    ],
)
def test_a_request_that_may_be_somebodys_is_rendered_for_itself(client, sent):
    city_with(1)
    client.get("/nakhon/learn/")

    page = Client().get("/nakhon/learn/", headers=sent)

    assert page.status_code == 200
    assert "ETag" not in page.headers


def test_a_strangers_cookie_does_not_matter(client, django_assert_num_queries):
    city_with(1)
    client.get("/nakhon/learn/")

    with django_assert_num_queries(1):
        Client().get("/nakhon/learn/", headers={"cookie": "_ga=GA1.2; csrftoken=abc"})


@pytest.mark.parametrize("address", ["/nakhon/learn/{slug}/join/", "/my/", "/verify/", "/nowhere/", "/accounts/login/"])
def test_forms_and_pages_of_no_city_are_not_kept(client, address):
    offering = offering_in(city_with(0))

    for _round in range(2):
        assert "ETag" not in client.get(address.format(slug=offering.slug)).headers

    assert len(PAGES) == 0


def test_what_is_posted_reaches_the_page(client):
    city_with(1)

    assert client.post("/nakhon/learn/").status_code == 405


def test_a_head_request_and_a_conditional_one_are_answered_from_memory(client, django_assert_num_queries):
    city_with(1)
    page = client.get("/nakhon/learn/", headers={"accept-encoding": "gzip"})

    with django_assert_num_queries(2):
        head = client.head("/nakhon/learn/", headers={"accept-encoding": "gzip"})
        same = client.get("/nakhon/learn/", headers={"accept-encoding": "gzip", "if-none-match": page.headers["ETag"]})

    assert (head.content, head.headers["ETag"]) == (b"", page.headers["ETag"])
    assert head.headers["Content-Length"] == str(len(page.content))
    assert (same.status_code, same.content) == (304, b"")


def test_a_calendar_is_kept_with_its_own_headers(client):
    offering = offering_in(city_with(0))
    address = f"/nakhon/learn/{offering.slug}/calendar.ics"

    first, second = client.get(address), client.get(address)

    assert second.content == first.content
    assert second.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert offering.slug in second.headers["Content-Disposition"]


def test_endless_ways_to_write_an_address_fill_no_memory(client):
    city_with(1)

    for number in range(30):
        client.get(f"/nakhon/?utm_source={number}")
        client.get(f"/nakhon/learn/?words=x{number}")
        client.get(f"/nakhon/?x={'ก' * 400}{number}")

    assert len(PAGES) == 0


def test_a_page_ends_with_its_minute(client, monkeypatch):
    offering = offering_in(city_with(0), enroll_until=timezone.now() + timedelta(hours=1))
    address = f"/en/nakhon/learn/{offering.slug}/"
    assert "Take a seat" in client.get(address).content.decode()

    # Time goes on without anybody changing anything: only the clock of the rows is set back here.
    Offering.objects.update(enroll_until=timezone.now() - timedelta(minutes=1))
    before = client.get(address).content.decode()
    monkeypatch.setattr(kept.time, "time", lambda: 1_800_000_060.0)
    after = client.get(address).content.decode()

    assert ("Joining is closed" in before, "Joining is closed" in after) == (False, True)


def test_many_readers_at_once_get_whole_pages_while_names_change(client, at_once):
    offering = offering_in(city_with(0))
    address = f"/nakhon/learn/{offering.slug}/"

    def read():
        answers = [Client().get(address, headers={"accept-encoding": "br"}) for _round in range(6)]
        return {answer.status_code for answer in answers}

    def write():
        for number in range(5):
            rename(offering, f"ชื่อที่ {number}")

    answers = at_once([read, read, write, read])

    assert answers == [{200}, {200}, None, {200}]
    assert "ชื่อที่ 4" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("path", "slug"),
    [("/", ""), ("/yala/", "yala"), ("/yala", "yala"), ("/en/yala/learn/", "yala"), ("/en/", ""), ("/en", "en")],
)
def test_where_the_city_stands_in_an_address(path, slug):
    assert city_slug(path) == slug


def test_every_address_of_the_house_itself_is_known_to_be_no_city():
    *machine, in_languages = get_resolver().url_patterns
    rooms = [*machine, *in_languages.url_patterns, *in_languages.url_patterns[0].url_patterns]
    first = {str(room.pattern).partition("/")[0] for room in rooms}

    assert {part for part in first if part and "<" not in part} <= HOUSE_PATHS
    assert city_slug("/en/ui/") == city_slug("/static/ui/mueang.css") == ""
