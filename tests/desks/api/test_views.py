"""The open directory: what is public, all of it, and nothing else."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories.desks import city_with, offering_in
from factories.rows import CityFactory, PlaceFactory
from mueang.apps.catalog.enums import OfferingState

pytestmark = pytest.mark.django_db
LISTINGS = ["services", "service_at_locations", "locations", "organizations", "taxonomy_terms"]


def contents(client, listing, **query):
    answer = client.get(f"/nakhon/hsds/{listing}", query)
    assert answer.status_code == 200
    return json.loads(answer.content)["contents"]


def test_the_root_says_which_version_is_spoken(client):
    city_with(0)

    answer = client.get("/nakhon/hsds/")

    assert json.loads(answer.content)["version"] == "3.0"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies


def test_a_published_offering_is_a_service_with_its_place_and_sessions(client):
    city = city_with(0)
    offering = offering_in(city, program__name_th="ย้อมผ้า", cost_satang=15050, age_min=12)

    [listed] = contents(client, "services")
    whole = json.loads(client.get(f"/nakhon/hsds/services/{offering.uuid}").content)

    assert listed["name"] == "ย้อมผ้า"
    assert "schedules" not in listed
    assert whole["service_at_locations"][0]["location_id"] == str(offering.place.uuid)
    assert len(whole["schedules"]) == 2
    assert whole["cost_options"][0]["amount"] == 150.5
    assert whole["minimum_age"] == 12
    assert whole["url"].endswith(f"/nakhon/learn/{offering.slug}/")
    assert contents(client, "services", full="true") == [whole]


def test_drafts_closed_places_and_other_cities_are_not_in_the_directory(client):
    city = city_with(0)
    draft = offering_in(city, state=OfferingState.DRAFT, program__name_th="ร่างลับ")
    PlaceFactory(city=city, name_th="ปิดแล้ว", closed_on="2026-01-01")
    other = offering_in(CityFactory(slug="elsewhere"), program__name_th="เมืองอื่น")

    said = [client.get(f"/nakhon/hsds/{listing}", {"full": "true"}).content.decode() for listing in LISTINGS]

    assert not any(word in page for page in said for word in ("ร่างลับ", "ปิดแล้ว", "เมืองอื่น"))
    assert client.get(f"/nakhon/hsds/services/{draft.uuid}").status_code == 404
    assert client.get(f"/nakhon/hsds/services/{other.uuid}").status_code == 404


def test_no_contact_line_owner_or_link_for_the_seated_leaves_with_the_data(client):
    city = city_with(0)
    offering_in(city, contact="โทร 081-000-0000", online_url="https://meet.example/secret")

    said = client.get("/nakhon/hsds/services", {"full": "true"}).content.decode()

    assert "081-000-0000" not in said
    assert "meet.example" not in said


@pytest.mark.parametrize("listing", LISTINGS)
def test_a_listing_takes_as_many_statements_for_three_as_for_one(client, listing):
    city, counts = city_with(1), []
    for n_more in (0, 2):
        for _each in range(n_more):
            offering_in(city)
        with CaptureQueriesContext(connection) as statements:
            contents(client, listing, full="true")
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 8


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e3", "٣", "9999999", ""])
def test_a_page_that_is_no_number_is_refused_with_the_reason(client, page):
    city_with(0)

    answer = client.get("/nakhon/hsds/services", {"page": page})

    assert answer.status_code == 400
    assert json.loads(answer.content)["error"] == "page_not_a_number"


def test_a_page_beyond_the_last_is_empty(client):
    city_with(1)

    assert all(contents(client, listing, page="7") == [] for listing in LISTINGS)


@pytest.mark.parametrize("path", ["", *LISTINGS, "services/00000000-0000-0000-0000-000000000001"])
def test_a_city_that_is_not_here_is_unknown(client, path):
    answer = client.get(f"/nowhere/hsds/{path}")

    assert answer.status_code == 404
    assert json.loads(answer.content)["error"].endswith("_unknown")


@pytest.mark.parametrize("identifier", ["null,null", "00000000-0000-0000-0000-00000000000A", "ก"])
def test_what_is_no_identifier_is_unknown_in_words_for_programs(client, identifier):
    city_with(0)

    answer = client.get(f"/nakhon/hsds/services/{identifier}")

    assert (answer.status_code, json.loads(answer.content)) == (404, {"error": "service_unknown"})


def test_writing_to_the_directory_is_refused(client):
    city_with(0)

    assert client.post("/nakhon/hsds/services").status_code == 405
