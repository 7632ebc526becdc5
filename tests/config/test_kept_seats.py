"""A seat taken ends the kept pages that show it, and leaves the others standing."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.test import Client

from factories.desks import city_with, offering_in
from factories.enrollment import joined
from factories.rows import CityFactory
from mueang.apps.catalog.models import Offering
from mueang.apps.catalog.queries import seats_are_as_before
from mueang.apps.enrollment.actions import withdraw
from mueang.apps.network.actions import mark_public_change
from mueang.apps.network.models import City
from mueang.apps.network.queries import page_versions
from mueang.config import kept
from mueang.config.kept import PAGES, PAGES_OF_WORDS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def one_minute(monkeypatch):
    monkeypatch.setattr(kept.time, "time", lambda: 1_800_000_000.0)


def elsewhere(city: City) -> Offering:
    """An offering that is like no other: at its own place, with its own interest."""
    return offering_in(city, seats=9, program__name_th="ทอผ้าไหม")


def test_a_seat_taken_elsewhere_leaves_a_page_standing(client, django_assert_num_queries):
    city = city_with(0)
    here, other = elsewhere(city), elsewhere(city)
    address = f"/nakhon/learn/{here.slug}/"
    tag = client.get(address).headers["ETag"]

    joined(other)
    with django_assert_num_queries(2):
        first = client.get(address)
    with django_assert_num_queries(1):
        second = client.get(address)

    assert (first.headers["ETag"], second.headers["ETag"]) == (tag, tag)


@pytest.mark.parametrize(
    "address",
    [
        "/en/nakhon/learn/",
        "/en/nakhon/learn/?cost=free",
        "/en/nakhon/learn/?words=%E0%B8%97%E0%B8%AD%E0%B8%9C%E0%B9%89%E0%B8%B2",
        "/en/nakhon/learn/{slug}/",
        "/en/nakhon/learn/{alike}/",
        "/en/nakhon/places/{place}/",
        "/en/nakhon/",
    ],
)
def test_a_seat_taken_is_seen_at_once_on_every_page_that_shows_it(client, address):
    city = city_with(0)
    offering = elsewhere(city)
    alike = offering_in(city, seats=9, place=offering.place)
    alike.program.interests.set(offering.program.interests.all())
    address = address.format(slug=offering.slug, alike=alike.slug, place=offering.place.slug)
    before = client.get(address).content.decode()
    from_memory = client.get(address).content.decode()

    joined(offering)
    after = client.get(address).content.decode()

    assert ("9 seats" in before, from_memory) == (True, before)
    assert ("8 seats" in before, "8 seats" in after) == (False, True)


def test_a_page_that_does_not_say_what_it_shows_is_drawn_anew_after_any_seat(client, monkeypatch):
    other = elsewhere(city_with(0))
    drawn = []
    draw = kept.draw
    monkeypatch.setattr(kept, "draw", lambda *given, **named: drawn.append(named["version"]) or draw(*given, **named))
    for _reader in range(2):
        client.get("/nakhon/places/")

    joined(other)
    client.get("/nakhon/places/")

    assert len(drawn) == len(set(drawn)) == 2


def test_the_last_seat_and_the_first_one_free_again_end_every_page(client):
    city = city_with(0)
    here, other = elsewhere(city), offering_in(city, seats=1)
    client.get(f"/nakhon/learn/{here.slug}/")
    before = page_versions("nakhon")

    party = joined(other)
    full = page_versions("nakhon")
    withdraw(enrollment=party.enrollments.get(), actor=None)
    free = page_versions("nakhon")

    assert before.page < full.page == full.version < free.page == free.version


def test_a_seat_between_moves_no_more_than_the_version():
    other = elsewhere(city_with(0))
    before = page_versions("nakhon")

    joined(other)

    after = page_versions("nakhon")
    assert (after.page, after.version > before.version) == (before.page, True)


def test_a_calendar_outlives_a_seat_but_no_cancelled_session(client):
    city = city_with(0)
    offering = elsewhere(city)
    address = f"/nakhon/learn/{offering.slug}/calendar.ics"
    tag = client.get(address).headers["ETag"]

    joined(offering)
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    offering.sessions.filter(number=1).update(topic_th="เปลี่ยนเรื่อง")
    mark_public_change(city, catalog=False)

    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


def test_a_seat_in_another_city_under_the_same_name_ends_no_page_here(client):
    here, there = city_with(0), CityFactory(slug="elsewhere")
    mine, theirs = elsewhere(here), offering_in(there, seats=9)
    Offering.objects.filter(pk=theirs.pk).update(slug=mine.slug)
    tag = client.get(f"/nakhon/learn/{mine.slug}/").headers["ETag"]

    joined(Offering.objects.get(pk=theirs.pk))

    assert client.get(f"/nakhon/learn/{mine.slug}/", headers={"if-none-match": tag}).status_code == 304


def test_changes_are_known_again_where_versions_went_back():
    """A backup was restored below a running process: the same numbers now mean other changes."""
    city = city_with(0)
    one, other = elsewhere(city), elsewhere(city)
    Offering.objects.filter(pk=one.pk).update(changed_in=100)
    assert not seats_are_as_before("nakhon", {one.slug}, since=50, until=100)

    Offering.objects.filter(pk=one.pk).update(changed_in=40)
    Offering.objects.filter(pk=other.pk).update(changed_in=98)

    assert not seats_are_as_before("nakhon", {other.slug}, since=97, until=98)
    assert not seats_are_as_before("nakhon", {one.slug}, since=100, until=98)


def test_what_an_older_page_shows_is_asked_for_again():
    city = city_with(0)
    one, other = elsewhere(city), elsewhere(city)
    Offering.objects.filter(pk=one.pk).update(changed_in=30)
    Offering.objects.filter(pk=other.pk).update(changed_in=60)
    assert seats_are_as_before("nakhon", {one.slug}, since=50, until=60)

    assert not seats_are_as_before("nakhon", {one.slug}, since=20, until=60)
    assert seats_are_as_before("nakhon", {one.slug}, since=30, until=60)


def test_many_take_seats_while_many_read_and_no_page_is_behind(client, at_once):
    city = city_with(0)
    offering = offering_in(city, seats=60)
    address = f"/en/nakhon/learn/{offering.slug}/"

    def read():
        return {Client().get(address).status_code for _round in range(8)}

    def take():
        for _person in range(8):
            joined(offering)

    at_once([read, take, read, take])

    assert "44 seats left of 60" in client.get(address).content.decode()


def test_words_are_kept_apart_and_push_out_nothing_else(client, django_assert_num_queries):
    city = city_with(0)
    elsewhere(city)
    client.get("/nakhon/learn/")
    client.get(f"/nakhon/learn/?words={quote('ทอผ้า')}")
    with django_assert_num_queries(1):
        client.get(f"/nakhon/learn/?words={quote('ทอผ้า')}")

    assert (len(PAGES), len(PAGES_OF_WORDS)) == (1, 1)
    assert PAGES_OF_WORDS.limit_bytes * 8 == PAGES.limit_bytes


def test_words_that_find_nothing_are_counted_each_time(client):
    city_with(1)

    answers = [client.get(f"/nakhon/learn/?words={quote('ฆฆฆ')}") for _time in range(2)]

    assert ["ETag" in answer.headers for answer in answers] == [False, False]
    assert len(PAGES_OF_WORDS) == 0
