"""Upkeep of the database that belongs to no app."""

import pytest
from django.db import connection
from django.utils import timezone

from factories.rows import PersonFactory
from mueang.lib import tasks

pytestmark = pytest.mark.django_db


def test_the_database_knows_what_its_tables_hold_after_a_round():
    PersonFactory.create_batch(3)

    assert tasks.run(timezone.now()) == 0

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT idx, stat FROM sqlite_stat1 WHERE tbl = 'people_person'")
            known = dict(cursor.fetchall())
        assert {stat.split()[0] for stat in known.values()} == {"3"}
