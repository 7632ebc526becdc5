"""Counting many things in one statement, and the rows behind each row."""

import pytest

from factories.rows import CityFactory, PlaceFactory
from mueang.apps.network.models import City
from mueang.apps.places.models import Place
from mueang.lib.counting import count_of, counted_together

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n_rows", [1, 3])
def test_counts_of_several_tables_cost_one_statement(n_rows, django_assert_num_queries):
    city = CityFactory()
    PlaceFactory.create_batch(n_rows, city=city)
    PlaceFactory()

    with django_assert_num_queries(1):
        n = counted_together(
            {
                "here": Place.objects.filter(city=city).order_by("slug"),
                "cities": City.objects.filter(places__city=city).distinct(),
                "none": Place.objects.none(),
            }
        )

    assert (n["here"], n["cities"], n["none"], n["nothing asked"]) == (n_rows, 1, 0, 0)


def test_one_thing_alone_is_counted_and_nothing_asks_nothing(django_assert_num_queries):
    place = PlaceFactory()

    assert counted_together({"here": Place.objects.filter(pk=place.pk)}) == {"here": 1}
    with django_assert_num_queries(0):
        assert not counted_together({})


def test_each_row_is_told_how_many_point_at_it():
    crowded, empty = CityFactory(), CityFactory()
    PlaceFactory.create_batch(3, city=crowded)

    rows = City.objects.filter(pk__in=(crowded.pk, empty.pk)).annotate(n=count_of(Place.objects.all(), by="city"))

    assert {row.pk: row.n for row in rows} == {crowded.pk: 3, empty.pk: 0}
