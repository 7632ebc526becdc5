"""Guards of the database: set with the tables, told apart from what was taken away."""

from __future__ import annotations

import pytest
from django.db import connection

from factories.ledger import guards_lifted
from mueang.apps.ledger.models.guards import POSTGRESQL, SQLITE
from mueang.lib.guards import SetGuards, standing


@pytest.mark.django_db
def test_guards_stand_after_all_migrations_and_are_missed_when_lifted():
    names = SQLITE if connection.vendor == "sqlite" else POSTGRESQL

    assert standing(connection, names) == set(names)
    with guards_lifted():
        assert standing(connection, names) == set()
    assert standing(connection, names) == set(names)


def test_the_operation_says_what_it_sets_and_changes_no_state():
    operation = SetGuards(sqlite={"b": "", "a": ""}, postgresql={})

    assert operation.describe() == "Set guards: a, b"
    assert operation.state_forwards("ledger", None) is None
    assert operation.database_backwards("ledger", None, None, None) is None
