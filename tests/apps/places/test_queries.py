"""Which places, where, how near, how fresh."""

from datetime import date

import pytest
from django.utils.translation import override

from factories.rows import (
    TODAY,
    CityFactory,
    NeighbourhoodFactory,
    OrganizationFactory,
    PlaceFactory,
    RoleGrantFactory,
)
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.places.queries import (
    city_areas,
    city_roles,
    free_place_slug,
    n_public_places,
    neighbourhood_at,
    opening_days,
    place_list,
    places_near,
    role_scopes,
    stale_places,
)

SQUARE = {"type": "Polygon", "coordinates": [[[101, 6], [102, 6], [102, 7], [101, 7], [101, 6]]]}


@pytest.fixture
def city(db):
    return CityFactory()


@pytest.mark.parametrize("n", [1, 3])
def test_places_near_is_one_statement_and_sorted_by_distance(city, n, django_assert_num_queries):
    for step in range(n):
        PlaceFactory(city=city, latitude=6.54 + 0.001 * (n - step), longitude=101.28)
    PlaceFactory(city=city, latitude=6.60, longitude=101.28)  # 6.7 km away
    PlaceFactory(city=city, latitude=6.54, longitude=101.28, closed_on=date(2026, 1, 1))
    PlaceFactory(city=city, latitude=None, longitude=None)
    PlaceFactory(latitude=6.54, longitude=101.28)  # another city's

    with django_assert_num_queries(1):
        found = places_near(city=city, latitude=6.54, longitude=101.28, metres=1000)

    assert [round(near.metres) for near in found] == [111, 222, 334][:n]


def test_places_near_cuts_the_corners_of_the_box(city):
    PlaceFactory(city=city, latitude=6.54 + 0.0085, longitude=101.28 + 0.0085)  # in the box of 1 km, 1.3 km away

    assert places_near(city=city, latitude=6.54, longitude=101.28, metres=1000) == []


def test_places_near_returns_no_more_than_asked(city):
    PlaceFactory.create_batch(3, city=city)

    assert len(places_near(city=city, latitude=6.54, longitude=101.28, metres=5000, limit=2)) == 2


def test_stale_places_come_longest_unconfirmed_first_and_only_the_viewers(cast):
    never = PlaceFactory(city=cast.city, verified_on=None)
    old = PlaceFactory(city=cast.city, verified_on=date(2025, 1, 1))
    PlaceFactory(city=cast.city, verified_on=None, closed_on=date(2026, 1, 1))
    PlaceFactory(city=cast.elsewhere, verified_on=None)

    assert list(stale_places(viewer=cast.officer, city=cast.city, today=TODAY)) == [never, old]
    assert not stale_places(viewer=cast.manager_elsewhere, city=cast.city, today=TODAY).exists()


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({}, ["ก", "ข", "ค"]),
        ({"words": "ถนนสิโรรส"}, ["ข"]),
        ({"words": "LIBRARY"}, ["ค"]),
        ({"kind": "library"}, ["ค"]),
        ({"state": "stale"}, ["ก"]),
        ({"state": "closed"}, ["ง"]),
        ({"words": "%"}, []),
    ],
)
def test_place_list_filters_and_puts_the_unconfirmed_first(cast, filters, names):
    cast.place.delete()
    PlaceFactory(city=cast.city, name_th="ค", name_en="Library", kind="library")
    PlaceFactory(city=cast.city, name_th="ข", address="12 ถนนสิโรรส")
    PlaceFactory(city=cast.city, name_th="ก", verified_on=None)
    PlaceFactory(city=cast.city, name_th="ง", closed_on=date(2026, 1, 1))
    PlaceFactory(city=cast.elsewhere, name_th="ข", kind="library", verified_on=None)

    found = place_list(viewer=cast.officer, city=cast.city, today=TODAY, **filters)

    assert [place.name_th for place in found] == names


def test_the_public_count_leaves_out_closed_places(city):
    PlaceFactory.create_batch(2, city=city)
    PlaceFactory(city=city, closed_on=date(2026, 1, 1))

    assert n_public_places(city) == 2


def test_areas_of_the_map_have_names_in_the_readers_language(city, django_assert_num_queries):
    NeighbourhoodFactory(city=city, name_th="สะเตง", name_en="Sateng", boundary=SQUARE)
    NeighbourhoodFactory(city=city)  # no boundary known

    with django_assert_num_queries(1), override("th"):
        thai = city_areas(city)
    with override("en"):
        english = city_areas(city)

    assert (thai, english) == ([("สะเตง", SQUARE)], [("Sateng", SQUARE)])


def test_a_point_finds_the_neighbourhood_whose_boundary_holds_it(city):
    inside = NeighbourhoodFactory(city=city, boundary=SQUARE)
    NeighbourhoodFactory(boundary=SQUARE)  # another city's

    assert neighbourhood_at(city=city, latitude=6.5, longitude=101.5) == inside
    assert neighbourhood_at(city=city, latitude=8.0, longitude=101.5) is None


def test_free_place_slug_numbers_equal_names(city):
    PlaceFactory(city=city, slug="city-library")
    PlaceFactory(city=city, slug="city-library-2")
    PlaceFactory(slug="city-library-3")  # another city's

    assert free_place_slug(city=city, name="City Library!") == "city-library-3"
    assert free_place_slug(city=city, name="ห้องสมุด") == "place"
    assert len(free_place_slug(city=city, name="a" * 300)) == 70


@pytest.mark.parametrize("n", [1, 3])
def test_city_roles_name_what_each_role_holds_at(cast, n, django_assert_num_queries):
    partners = OrganizationFactory.create_batch(n, city=cast.city)
    for partner in partners:
        RoleGrantFactory(role=Role.KEEPER, scope_kind=ScopeKind.ORGANIZATION, scope=partner.uuid, city=None)
    RoleGrantFactory(city=cast.elsewhere)

    # grants of the viewer, uuids of partners, of places, the grants, the partners, the places
    with django_assert_num_queries(6):
        lines = city_roles(viewer=cast.manager, city=cast.city)

    assert {line.at for line in lines} == {cast.city, cast.place, *partners}
    assert len(lines) == 7 + n


def test_roles_may_be_given_at_the_city_its_partners_and_its_open_places(cast):
    partner = OrganizationFactory(city=cast.city)
    PlaceFactory(city=cast.city, closed_on=date(2026, 1, 1))
    PlaceFactory(city=cast.elsewhere)
    OrganizationFactory(city=None)

    assert list(role_scopes(cast.city).values()) == [cast.city, partner, cast.place]


@pytest.mark.parametrize(
    ("days", "thai", "english"),
    [
        ("TU,WE,TH,FR,SA,SU", "อังคาร–อาทิตย์", "Tuesday–Sunday"),
        ("MO,TU", "จันทร์, อังคาร", "Monday, Tuesday"),
        ("SA,MO,WE,TH,FR", "จันทร์, พุธ–เสาร์", "Monday, Wednesday–Saturday"),
        ("", "", ""),
    ],
)
def test_opening_days_are_said_as_people_say_them(days, thai, english):
    place = PlaceFactory.build(city=None, opening_rule=f"FREQ=WEEKLY;BYDAY={days}" if days else "")

    with override("th"):
        assert opening_days(place) == thai
    with override("en"):
        assert opening_days(place) == english
