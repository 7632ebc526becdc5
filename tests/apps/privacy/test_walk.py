"""Every annotated model of the house: on the record, found for its person, erased as its line says."""

from __future__ import annotations

import pytest
from django.db import models

from mueang.apps.accounts.models import User
from mueang.apps.people.models import Person
from mueang.apps.privacy.actions.erasing import emptied
from mueang.apps.privacy.enums.activities import ACTIVITIES
from mueang.apps.privacy.enums.handling import HANDLING, Erasing
from mueang.apps.privacy.enums.kinds import KINDS
from mueang.apps.privacy.queries.record import record_gaps
from mueang.apps.privacy.queries.tables import data_tables, end_of, rows_of


def test_every_annotated_model_stands_on_the_record_and_says_how_it_is_erased():
    labels = {table.label for table in data_tables()}

    assert record_gaps() == ()
    assert set(HANDLING) <= labels
    assert {table.activity.code for table in data_tables()} == {one.code for one in ACTIVITIES}
    assert {table.kinds for table in data_tables()} - set(KINDS) == set()


def test_a_model_that_points_at_a_person_has_a_way_to_them():
    lost = [
        f"{table.label}.{field.name}"
        for table in data_tables()
        for field in table.model._meta.concrete_fields
        if field.related_model is Person and not table.handling.ways and not table.is_apart
    ]

    assert lost == []


def test_every_way_ends_at_a_person_or_an_account_and_every_field_is_there():
    for table in data_tables():
        for way in table.handling.ways:
            assert end_of(table, way) is (User if way.startswith("@") else Person), (table.label, way)
        for name in (*table.handling.clear, *table.handling.mark, *table.handling.withheld):
            assert table.model._meta.get_field(name), (table.label, name)
        for name, value in emptied(table.model, clear=table.handling.clear, mark=table.handling.mark).items():
            field = table.model._meta.get_field(name)
            assert value is not None or field.null, (table.label, name)
        assert table.handling.ways or table.handling.why or table.handling.erasing == Erasing.NOBODY, table.label


@pytest.mark.django_db
def test_the_database_takes_what_every_line_says():
    for table in data_tables():
        rows = rows_of(table, person_ids=[0], user_id=1)
        if rows is None or table.model in (Person, User):
            continue
        if table.handling.erasing == Erasing.CLEAR:
            assert rows.update(**emptied(table.model, clear=table.handling.clear, mark=table.handling.mark)) == 0
        elif table.handling.erasing == Erasing.DELETE:
            assert rows.delete()[0] == 0
        else:
            assert rows.count() == 0


def test_tables_of_the_protected_zone_are_answered_apart_as_a_whole():
    apart = [table for table in data_tables() if table.is_apart]

    assert len(apart) > 40
    assert {(table.handling.erasing, table.handling.ways) for table in apart} == {(Erasing.APART, ())}
    assert all(issubclass(table.model, models.Model) for table in apart)
