"""What begins with some words is found, and nothing beside it, whichever database looks."""

import pytest
from django.db import connection

from factories.rows import PersonFactory
from mueang.apps.people.models import Person
from mueang.lib.beginnings import begins

pytestmark = pytest.mark.django_db

KEYS = ["กมลา", "กมล", "กมลาใจดี", "กมลาฯ", "กมลิ", "กมล๙", "ก", "เกม", "kamala", "กม%"]


@pytest.mark.parametrize("words", ["กมลา", "กมล", "กม", "เก", "k", "กม%", "ข", ""])
def test_rows_that_begin_so_are_found_and_no_others(cast, words):
    for key in KEYS:
        PersonFactory(city=cast.city)
        Person.objects.filter(pk=Person.objects.latest("pk").pk).update(match_key=key)

    found = Person.objects.filter(begins("match_key", words), match_key__in=KEYS).values_list("match_key", flat=True)

    assert sorted(found) == sorted(key for key in KEYS if key.startswith(words))


def test_sqlite_looks_into_the_index():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL orders by language")
    plan = Person.objects.filter(begins("match_key", "กมลา")).order_by().explain()

    assert "SEARCH people_person USING INDEX person_match_key" in plan
