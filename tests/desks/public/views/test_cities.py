"""The list of cities, the home of one, and the page about data."""

import pytest
from django.utils import timezone

from factories.desks import city_with, offering_in
from factories.enrollment import joined
from factories.rows import CityFactory, HeritageItemFactory
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.network.models import Network, NetworkMembership

pytestmark = pytest.mark.django_db


def member_of(city, *, code, since_year):
    network = Network.objects.create(code=code, kind="unesco", name_th=f"เครือข่าย {code}", name_en=f"Network {code}")
    return NetworkMembership.objects.create(
        network=network,
        city=city,
        member_th=city.name_th,
        member_en=city.name_en,
        since_year=since_year,
        note_th="หมายเหตุสมมติ",
        source="https://example.org/" + "a" * 90,
    )


def test_one_city_is_its_own_front_page(client):
    CityFactory(slug="nakhon")

    response = client.get("/")

    assert (response.status_code, response["Location"]) == (302, "/nakhon/")


def test_several_cities_are_listed_and_invented_ones_labelled(client):
    CityFactory(slug="nakhon", name_en="Nakhon")
    CityFactory(slug="demo", name_en="Demo City", is_invented=True)

    page = client.get("/en/").content.decode()

    assert 'href="/en/nakhon/"' in page
    assert page.count("Demonstration") == 1


def test_a_city_is_listed_once_it_offers_something(client):
    CityFactory(slug="empty")
    city_with(1)

    response = client.get("/")

    assert (response.status_code, response["Location"]) == (302, "/nakhon/")
    assert client.get("/empty/").status_code == 200


def test_without_a_city_the_front_page_says_how_to_open_one(client):
    assert "mueang city open" in client.get("/").content.decode()


def test_home_shows_interests_with_counts_the_soonest_and_the_citys_facts(client):
    city = city_with(2)
    offering = city.offerings.order_by("pk")[0]
    joined(offering)
    member_of(city, code="gnlc", since_year=2024)
    member_of(city, code="old", since_year=None)

    page = client.get("/en/nakhon/").content.decode()

    interest = offering.program.interests.get()
    assert f'href="/en/nakhon/learn/?interest={interest.code}"' in page
    assert f"/en/nakhon/learn/{offering.slug}/" in page
    assert "1 activity" in page
    assert "Network gnlc" in page
    assert page.count("member since 2024") == page.count("member since") == 1
    assert 'href="https://example.org/' in page
    assert page.count('<div class="stat">') == 4


def test_years_of_membership_are_buddhist_in_thai(client):
    member_of(CityFactory(slug="nakhon"), code="gnlc", since_year=2024)

    page = client.get("/nakhon/").content.decode()

    assert "2567" in page
    assert "หมายเหตุสมมติ" in page


def test_home_of_a_city_without_anything_is_a_page(client):
    CityFactory(slug="nakhon")

    assert client.get("/nakhon/").status_code == 200


def test_home_names_neither_drafts_nor_the_cancelled_nor_what_is_over_nor_another_citys(client):
    city = city_with(1)
    hidden = [
        offering_in(city, state=OfferingState.DRAFT),
        offering_in(city, state=OfferingState.CANCELLED),
        offering_in(city, ends_on=timezone.localdate() - timezone.timedelta(days=1), starts_on="2020-01-01"),
        offering_in(CityFactory(slug="elsewhere")),
    ]

    page = client.get("/nakhon/").content.decode()

    assert [row.slug for row in hidden if f"/{row.slug}/" in page] == []


def test_home_never_shows_what_is_sacred_or_secret(client):
    city = CityFactory(slug="nakhon")
    HeritageItemFactory(city=city, name_th="พิธีลับ", is_published=False, is_sacred=True)
    HeritageItemFactory(city=city, name_th="สูตรลับ", is_published=False, is_family_secret=True)
    HeritageItemFactory(city=city, name_th="ผ้าทอ")

    page = client.get("/nakhon/").content.decode()

    assert ("ผ้าทอ" in page, "พิธีลับ" in page, "สูตรลับ" in page) == (True, False, False)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("n_rows", [1, 3])
def test_home_asks_the_database_ten_times_however_many_rows(client, n_rows, django_assert_num_queries):
    city = city_with(n_rows)
    for number in range(n_rows):
        member_of(city, code=f"network-{number}", since_year=2020 + number)

    client.get("/en/nakhon/learn/")
    with django_assert_num_queries(10):
        client.get("/nakhon/")


@pytest.mark.parametrize("n_rows", [2, 4])
def test_the_list_of_cities_is_one_statement(client, n_rows, django_assert_num_queries):
    CityFactory.create_batch(n_rows)

    with django_assert_num_queries(1):
        client.get("/")


@pytest.mark.parametrize("address", ["/privacy/", "/en/privacy/"])
def test_the_page_about_data_asks_the_database_nothing(client, address, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(address).status_code == 200


def test_an_unknown_city_is_not_found(client):
    CityFactory(slug="nakhon")

    assert client.get("/atlantis/").status_code == 404


def test_pages_are_for_reading(client):
    CityFactory(slug="nakhon")

    assert client.post("/nakhon/").status_code == 405
