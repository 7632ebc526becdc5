"""The city and the page of an address."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from factories.rows import CityFactory
from mueang.desks.public.found import city_or_404, page_asked


@pytest.mark.django_db
def test_a_city_is_found_by_its_slug_and_a_stranger_is_not():
    city = CityFactory(slug="nakhon")

    assert city_or_404("nakhon") == city
    with pytest.raises(Http404):
        city_or_404("atlantis")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("3", 3),
        ("99999", 99999),
        ("", 1),
        ("999999", 1),
        ("-1", 1),
        ("๒", 1),
        ("²", 1),
        ("1.5", 1),
        ("\x00", 1),
        ("x", 1),
    ],
)
def test_a_page_number_is_a_short_number_or_the_first(typed, number):
    assert page_asked(RequestFactory().get("/", {"page": typed})) == number
