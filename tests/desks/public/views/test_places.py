"""Places on the map, and heritage as its holders permit."""

import re

import pytest
from django.utils import timezone

from factories.desks import SQUARE, city_with, offering_in
from factories.heritage import HolderFactory, LineageFactory, NamedHolderFactory
from factories.rows import CityFactory, HeritageItemFactory, NeighbourhoodFactory, OrganizationFactory, PlaceFactory
from mueang.apps.heritage.enums import Category, Risk, Willingness
from mueang.apps.places.enums import Accessibility

pytestmark = pytest.mark.django_db


def test_places_are_on_the_map_and_in_the_list(client):
    city = CityFactory(slug="nakhon")
    park = PlaceFactory(city=city, name_en="City Park", neighbourhood=NeighbourhoodFactory(city=city, boundary=SQUARE))
    PlaceFactory(city=city, name_en="Online Room", latitude=None, longitude=None)
    PlaceFactory(city=city, name_en="Closed Hall", closed_on=timezone.localdate())
    PlaceFactory(name_en="Foreign Hall")

    page = client.get("/en/nakhon/places/").content.decode()

    assert page.count('aria-label="1. City Park"') == page.count('r="13"') == 1
    assert f'href="/en/nakhon/places/{park.slug}/"' in page
    assert ("Online Room" in page, "Closed Hall" in page, "Foreign Hall" in page) == (True, False, False)


def test_a_city_without_places_says_so(client):
    CityFactory(slug="nakhon")

    assert "No learning place yet" in client.get("/en/nakhon/places/").content.decode()


def test_places_nobody_located_need_no_map(client):
    PlaceFactory(city=CityFactory(slug="nakhon"), latitude=None, longitude=None)

    assert 'class="map"' not in client.get("/nakhon/places/").content.decode()


@pytest.mark.parametrize("query", ["?page=999999", "?page=99", "?page=-1", "?page="])
def test_places_take_any_page_number(client, query):
    PlaceFactory.create_batch(20, city=CityFactory(slug="nakhon"))

    response = client.get(f"/nakhon/places/{query}")

    assert response.status_code == 200
    assert response.content.decode().count("<article") in (18, 2)


def test_the_map_of_places_stays_light(client):
    city = CityFactory(slug="nakhon")
    for number in range(18):
        PlaceFactory(city=city, latitude=6.5 + number / 100, longitude=101.2 + number / 100)
    NeighbourhoodFactory.create_batch(15, city=city, boundary=SQUARE)

    page = client.get("/nakhon/places/").content.decode()

    figure = re.search(r'<figure class="map">.*?</figure>', page, re.DOTALL)[0]
    assert len(figure.encode()) <= 12_000


@pytest.mark.parametrize("n_rows", [1, 3])
def test_places_ask_the_database_four_times(client, n_rows, django_assert_num_queries):
    city = CityFactory(slug="nakhon")
    for _ in range(n_rows):
        PlaceFactory(city=city, neighbourhood=NeighbourhoodFactory(city=city, boundary=SQUARE))

    with django_assert_num_queries(4):
        client.get("/nakhon/places/")


def test_a_place_says_what_it_is_and_what_is_on(client):
    city = city_with(0)
    offering = offering_in(city)
    place = offering.place
    place.organization = OrganizationFactory(city=city, name_en="Invented Foundation")
    place.about_en, place.address, place.capacity, place.contact = "Quiet and green", "1 Park Road", 120, "Ask inside"
    place.accessibility, place.opens_at, place.closes_at = [Accessibility.TOILET], "09:00", "17:00"
    place.website = "https://example.org/park"
    place.save()

    page = client.get(f"/en/nakhon/places/{place.slug}/").content.decode()

    for words in ("Invented Foundation", "Quiet and green", "1 Park Road", "120 people", "Ask inside", "09:00–17:00"):
        assert words in page
    assert ("https://example.org/park" in page, "openstreetmap.org" in page) == (True, True)
    assert f"/en/nakhon/learn/{offering.slug}/" in page


def test_a_place_with_nothing_but_a_name_is_a_page(client):
    place = PlaceFactory(city=CityFactory(slug="nakhon"), latitude=None, longitude=None, verified_on=None)

    page = client.get(f"/en/nakhon/places/{place.slug}/").content.decode()

    assert ("Nothing is on here" in page, 'class="map"' in page) == (True, False)


def test_a_closed_place_and_a_place_of_another_city_are_not_found(client):
    closed = PlaceFactory(city=CityFactory(slug="nakhon"), closed_on=timezone.localdate())
    foreign = PlaceFactory()

    for slug in (closed.slug, foreign.slug, "nothing"):
        assert client.get(f"/nakhon/places/{slug}/").status_code == 404


def test_without_a_boundary_the_marker_stands_in_the_middle_of_its_frame(client):
    city = city_with(0)
    offering = offering_in(city)
    offering.place.latitude, offering.place.longitude = 6.54, 101.28
    offering.place.save()
    city.neighbourhoods.update(boundary=None)

    for address in (f"/nakhon/places/{offering.place.slug}/", f"/nakhon/learn/{offering.slug}/"):
        page = client.get(address).content.decode()
        (width, height), (x, y) = (
            map(float, re.search(pattern, page).groups())
            for pattern in (r'viewBox="0 0 (\d+) (\d+)" role="group"', r'<circle cx="([-\d.]+)" cy="([-\d.]+)" r="13"')
        )
        assert (x, y) == (pytest.approx(width / 2, abs=1), pytest.approx(height / 2, abs=1))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("n_rows", [1, 3])
def test_a_place_asks_the_database_five_times(client, n_rows, django_assert_num_queries):
    city = city_with(0)
    place, other = offering_in(city).place, offering_in(city).place
    for _ in range(n_rows):
        offering_in(city, place=place)
    client.get(f"/nakhon/places/{other.slug}/")

    with django_assert_num_queries(5):
        page = client.get(f"/nakhon/places/{place.slug}/").content.decode()

    assert page.count("<article") == n_rows + 1


def test_heritage_is_found_by_category_and_words(client):
    city = CityFactory(slug="nakhon")
    HeritageItemFactory(city=city, name_en="Woven cloth", category=Category.CRAFT, risk=Risk.LAST)
    HeritageItemFactory(city=city, name_en="Herb rice", category=Category.FOOD, risk=Risk.SAFE)

    def names(query):
        page = client.get(f"/en/nakhon/heritage/{query}").content.decode()
        return ("Woven cloth" in page, "Herb rice" in page)

    assert names("") == (True, True)
    assert names("?category=food") == (False, True)
    assert names("?words=cloth") == (True, False)
    assert names("?category=unknown") == (True, True)
    assert names("?words=nothing") == (False, False)


@pytest.mark.parametrize("query", ["?page=999999", "?page=abc", "?category=%ff", "?words=" + "ก" * 3000, "?words=%ff"])
def test_hostile_query_strings_get_a_page_of_heritage(client, query):
    HeritageItemFactory(city=CityFactory(slug="nakhon"))

    assert client.get(f"/nakhon/heritage/{query}").status_code == 200


def test_what_is_sacred_or_secret_or_unpublished_has_no_page_and_is_in_no_list(client):
    city = CityFactory(slug="nakhon")
    hidden = [
        HeritageItemFactory(city=city, is_published=False, is_sacred=True, name_th="พิธีหนึ่ง"),
        HeritageItemFactory(city=city, is_published=False, is_family_secret=True, name_th="พิธีสอง"),
        HeritageItemFactory(city=city, is_published=False, name_th="พิธีสาม"),
        HeritageItemFactory(name_th="พิธีสี่"),
    ]

    page = client.get("/nakhon/heritage/").content.decode()

    for item in hidden:
        assert client.get(f"/nakhon/heritage/{item.slug}/").status_code == 404
        assert item.name_th not in page


@pytest.mark.parametrize("risk", Risk.values)
def test_an_item_says_how_many_carry_it_on(client, risk):
    item = HeritageItemFactory(
        city=CityFactory(slug="nakhon"), risk=risk, season="หน้าฝน", ingredients="ข้าว", story_en="Once upon a time"
    )
    LineageFactory(item=item)

    page = client.get(f"/en/nakhon/heritage/{item.slug}/").content.decode()

    for words in (Risk(risk).label, "1 person since 2019", "หน้าฝน", "Once upon a time", "No lesson at the moment"):
        assert str(words) in page


def test_a_holder_is_named_only_after_agreeing(client):
    offering = offering_in(city_with(0))
    item = offering.program.heritage_item
    HolderFactory(item=item, person__given_name="ลับมาก", willingness=Willingness.NOT_NOW)
    NamedHolderFactory(item=item, person__given_name="เปิดเผย")

    page = client.get(f"/nakhon/heritage/{item.slug}/").content.decode()

    assert ("เปิดเผย" in page, "ลับมาก" in page, "2 คน" in page) == (True, False, True)
    assert f"/nakhon/learn/{offering.slug}/" in page


@pytest.mark.parametrize("n_rows", [1, 3])
def test_heritage_asks_the_database_six_times(client, n_rows, django_assert_num_queries):
    city = CityFactory(slug="nakhon")
    HeritageItemFactory.create_batch(n_rows, city=city, latitude=6.5, longitude=101.2)

    with django_assert_num_queries(6):
        client.get("/nakhon/heritage/")


@pytest.mark.parametrize("n_rows", [1, 3])
def test_an_item_asks_the_database_twelve_times(client, n_rows, django_assert_num_queries):
    item = offering_in(city_with(0)).program.heritage_item
    for _ in range(n_rows):
        NamedHolderFactory(item=item)
        LineageFactory(item=item)
        offering_in(item.city, program__heritage_item=item)

    with django_assert_num_queries(12):
        client.get(f"/nakhon/heritage/{item.slug}/")
