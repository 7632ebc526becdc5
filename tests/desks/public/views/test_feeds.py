"""Calendars, feed readers and search engines find what is public."""

import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from factories.desks import city_with, offering_in
from factories.rows import CityFactory, PlaceFactory, SessionFactory
from mueang.apps.catalog.enums import OfferingState, SessionState
from mueang.desks.public.views import feeds

pytestmark = pytest.mark.django_db


def events(client, address):
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    return list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))


def test_the_citys_calendar_holds_every_session_once(client):
    city = city_with(0)
    for _each in range(3):
        offering_in(city)

    found = events(client, "/nakhon/calendar.ics")

    assert len(found) == len({str(event["UID"]) for event in found}) == 6
    assert all("/nakhon/learn/" in str(event["URL"]) for event in found)


def test_a_cancelled_session_stays_in_the_calendar_as_cancelled(client):
    offering = offering_in(city_with(0))
    offering.sessions.filter(number=1).update(state=SessionState.CANCELLED)

    said = {str(event["STATUS"]) for event in events(client, "/nakhon/calendar.ics")}

    assert said == {"CANCELLED", "CONFIRMED"}


def test_drafts_other_cities_and_the_far_past_are_in_no_calendar(client):
    city = city_with(0)
    offering_in(city, state=OfferingState.DRAFT)
    offering_in(CityFactory(slug="elsewhere"))
    old = offering_in(city)
    old.sessions.all().delete()
    long_ago = timezone.now() - timedelta(days=90)
    SessionFactory(offering=old, number=9, starts_at=long_ago, ends_at=long_ago + timedelta(hours=1))

    assert events(client, "/nakhon/calendar.ics") == []


def test_a_places_calendar_holds_what_meets_there_wherever_it_is_at_home(client):
    city = city_with(0)
    hall = PlaceFactory(city=city, slug="hall", name_en="Hall")
    at_home, visiting = offering_in(city, place=hall), offering_in(city)
    visiting.sessions.filter(number=1).update(place=hall)
    at_home.sessions.filter(number=2).update(place=visiting.place)

    found = events(client, "/en/nakhon/places/hall/calendar.ics")

    expected = {str(at_home.sessions.get(number=1).uuid), str(visiting.sessions.get(number=1).uuid)}
    assert {str(event["UID"]) for event in found} == expected


@pytest.mark.parametrize(
    "address", ["/nowhere/calendar.ics", "/nakhon/places/none/calendar.ics", "/nowhere/learn/new.xml"]
)
def test_what_is_not_here_has_no_feed(client, address):
    city_with(0)

    assert client.get(address).status_code == 404


def test_new_activities_are_told_the_newest_first(client):
    city = city_with(0)
    offering_in(city, program__name_en="First")
    newest = offering_in(city, program__name_en="Second")
    offering_in(city, program__name_en="Hidden", state=OfferingState.DRAFT)

    channel = ET.fromstring(client.get("/en/nakhon/learn/new.xml").content)[0]

    assert [item.findtext("title") for item in channel.findall("item")] == ["Second", "First"]
    assert channel.find("item").findtext("link").endswith(f"/en/nakhon/learn/{newest.slug}/")


def test_markup_in_a_name_stays_text_in_the_feed(client):
    offering_in(city_with(0), program__name_en="<script>alert(1)</script> & more")

    answer = client.get("/en/nakhon/learn/new.xml")

    assert b"<script>" not in answer.content
    assert ET.fromstring(answer.content).findtext("channel/item/title") == "<script>alert(1)</script> & more"


def addresses(answer):
    return set(re.findall(r"<loc>[^<]*?(/(?:en/)?nakhon[^<]*)</loc>", answer.content.decode()))


def test_the_sitemap_names_every_public_page_in_both_languages_and_no_other(client):
    city = city_with(0)
    offering = offering_in(city)
    draft = offering_in(city, state=OfferingState.DRAFT)
    closed = PlaceFactory(city=city, closed_on="2026-01-01")

    found = addresses(client.get("/sitemap.xml"))

    for page in (f"learn/{offering.slug}/", f"places/{offering.place.slug}/", "", "learn/", "suits/"):
        assert {f"/nakhon/{page}", f"/en/nakhon/{page}"} <= found
    assert not any(draft.slug in page or closed.slug in page for page in found)
    for page in found:
        assert client.get(page).status_code == 200


def test_more_pages_than_one_file_holds_are_listed_a_section_each(client, monkeypatch):
    offering = offering_in(city_with(0))
    for section in feeds.SECTIONS.values():
        monkeypatch.setattr(section, "limit", 4)

    listed = client.get("/sitemap.xml").content.decode()

    assert "<sitemapindex" in listed
    assert addresses(client.get("/sitemap-learn.xml")) >= {f"/nakhon/learn/{offering.slug}/"}
    assert client.get("/sitemap-none.xml").status_code == 404


def test_robots_are_kept_from_tickets_and_desks_and_shown_the_sitemap(client):
    said = client.get("/robots.txt").content.decode()

    assert "Disallow: /my/" in said
    assert "Disallow: /en/keeper/" in said
    assert re.search(r"^Sitemap: https?://\S+/sitemap\.xml$", said, re.MULTILINE)


@pytest.mark.parametrize("address", ["/nakhon/calendar.ics", "/nakhon/learn/new.xml", "/sitemap.xml"])
def test_a_feed_takes_as_many_statements_for_three_as_for_one(client, address):
    city, counts = city_with(1), []
    for n_more in (0, 2):
        for _each in range(n_more):
            offering_in(city)
        with CaptureQueriesContext(connection) as statements:
            client.get(address)
        counts.append(len(statements))

    assert counts[0] == counts[1]
