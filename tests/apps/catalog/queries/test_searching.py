"""Finding by words: only what is public, in this city, and never a row that may not be seen."""

from __future__ import annotations

import pytest

from factories.catalog import DraftFactory
from factories.rows import CityFactory, OfferingFactory
from mueang.apps.catalog import queries

pytestmark = pytest.mark.django_db


def test_blank_words_find_nothing() -> None:
    offering = OfferingFactory(search_text="ทอผ้า")

    assert queries.find_words(city=offering.city, words="  ").ids == ()


def test_words_find_published_offerings_of_the_city_only() -> None:
    city = CityFactory(slug="nakhon")
    offering = OfferingFactory(city=city, search_text="ทอผ้า")
    DraftFactory(city=city, search_text="ทอผ้า")
    OfferingFactory(city=CityFactory(slug="elsewhere"), search_text="ทอผ้า")

    assert queries.find_words(city=city, words="ทอผ้า").ids == (offering.pk,)
