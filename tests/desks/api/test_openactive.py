"""The feed of changes: a reader who follows it holds exactly what is public."""

import json
from urllib.parse import urlsplit

import pytest

from factories.desks import city_with, offering_in
from factories.rows import CityFactory
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.queries import changes_feed
from mueang.apps.network.actions import mark_public_change

pytestmark = pytest.mark.django_db
START = "/nakhon/openactive/session-series"


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return json.loads(answer.content)


def follow(client, held, address=START):
    """Read until a page is empty; what is held afterwards, and where to go on."""
    while True:
        read = page(client, address)
        for item in read["items"]:
            held[item["id"]] = item.get("data")
        parts = urlsplit(read["next"])
        if not read["items"]:
            assert address in (f"{parts.path}?{parts.query}", START)
            return {key: data for key, data in held.items() if data}, f"{parts.path}?{parts.query}"
        address = f"{parts.path}?{parts.query}"


def test_a_reader_who_follows_page_by_page_holds_everything_public(client, monkeypatch):
    monkeypatch.setattr(changes_feed, "ITEMS_A_PAGE", 2)
    city = city_with(5)
    draft = offering_in(city, state=OfferingState.DRAFT)
    offering_in(CityFactory(slug="elsewhere"))

    held, _next = follow(client, {})

    assert set(held) == {str(one.uuid) for one in city.offerings.exclude(pk=draft.pk)}


def test_a_change_comes_after_what_was_read_and_what_left_comes_as_deleted(client):
    city = city_with(2)
    stays, leaves = city.offerings.order_by("pk")
    held, address = follow(client, {})
    assert page(client, address)["items"] == []

    leaves.state = OfferingState.CANCELLED
    leaves.save()
    mark_public_change(city)
    held, _next = follow(client, held, address)

    assert set(held) == {str(stays.uuid)}


def test_a_seat_taken_moves_that_offering_alone(client):
    city = city_with(2)
    one, _other = city.offerings.order_by("pk")
    _held, address = follow(client, {})
    one.seats_taken = 1
    one.changed_in = mark_public_change(city, catalog=False)
    one.save()

    [item] = page(client, address)["items"]

    assert item["id"] == str(one.uuid)
    assert item["data"]["subEvent"][0]["remainingAttendeeCapacity"] == one.seats_left


@pytest.mark.parametrize(
    "query",
    [
        "afterChangeNumber=x",
        "afterChangeNumber=-1",
        "afterChangeNumber=1&afterId=1';--",
        "afterChangeNumber=1&afterId={00000000-0000-0000-0000-00000000000A}",
        "afterChangeNumber=" + "9" * 20,
    ],
)
def test_a_place_in_the_feed_that_cannot_be_is_refused_with_the_reason(client, query):
    city_with(0)

    answer = client.get(f"{START}?{query}")

    assert answer.status_code == 400
    assert json.loads(answer.content)["error"] == "after_not_usable"


def test_the_dataset_leads_to_the_feed(client):
    city_with(0)

    document = page(client, "/nakhon/openactive/")

    assert document["distribution"][0]["contentUrl"].endswith(START)
    assert client.get("/nowhere/openactive/").status_code == 404
    assert client.get("/nowhere/openactive/session-series").status_code == 404


def test_the_link_for_the_seated_and_contacts_do_not_leave(client):
    offering_in(city_with(0), contact="โทร 081-000-0000", online_url="https://meet.example/secret")

    said = client.get(START).content.decode()

    assert "081-000-0000" not in said
    assert "meet.example" not in said


@pytest.mark.parametrize("n_offerings", [1, 3])
def test_a_page_takes_the_same_few_statements(client, n_offerings, django_assert_max_num_queries):
    city_with(n_offerings)

    with django_assert_max_num_queries(8):
        page(client, START)
