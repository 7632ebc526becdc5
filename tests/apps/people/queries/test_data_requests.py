"""The work list, and whose data may not be used further."""

from datetime import date

import pytest

from factories.people import DataRequestFactory
from mueang.apps.people.queries import data_requests, held_back_ids, requests_table

TODAY = date(2026, 6, 15)


@pytest.mark.parametrize("n_rows", [1, 3])
def test_open_requests_stand_by_their_due_date_in_one_statement(cast, n_rows, django_assert_num_queries):
    for day in range(n_rows):
        DataRequestFactory(person__city=cast.city, due_on=date(2026, 6, 16 - day))
    DataRequestFactory(person__city=cast.elsewhere)
    done = DataRequestFactory(person__city=cast.city, done_at="2026-06-01T00:00Z")
    list(data_requests(viewer=cast.officer, city=cast.city))

    with django_assert_num_queries(1):
        rows = list(data_requests(viewer=cast.officer, city=cast.city))
        names = [row.person.full_name for row in rows]

    assert [row.due_on.day for row in rows] == list(range(17 - n_rows, 17))
    assert len(names) == n_rows
    assert list(data_requests(viewer=cast.officer, city=cast.city, is_open=False)) == [done]


def test_the_work_list_is_empty_for_a_stranger(cast):
    DataRequestFactory(person__city=cast.city)

    assert not data_requests(viewer=cast.keeper, city=cast.city).exists()


def test_the_work_list_as_a_sheet_is_square(cast):
    DataRequestFactory(person__city=cast.city)

    table = requests_table(data_requests(viewer=cast.officer, city=cast.city))

    assert [len(row) for row in table.rows] == [len(table.columns)]


def test_whoever_objected_or_restricted_is_held_back_only_once_granted(cast):
    granted = DataRequestFactory(person__city=cast.city, kind="objection", outcome="granted")
    DataRequestFactory(person__city=cast.city, kind="restriction")
    DataRequestFactory(person__city=cast.city, kind="restriction", outcome="refused", refusal="law")
    DataRequestFactory(person__city=cast.city, kind="access", outcome="granted")
    DataRequestFactory(person__city=cast.elsewhere, kind="objection", outcome="granted")

    assert list(held_back_ids(cast.city)) == [granted.person_id]
