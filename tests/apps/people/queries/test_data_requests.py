"""The work list, and the copy a person is entitled to."""

import json
from datetime import date

import pytest

from factories.people import (
    NUMBERS,
    ConsentFactory,
    DataRequestFactory,
    GuardianshipFactory,
    KnownPersonFactory,
    person_row,
)
from mueang.apps.people.actions import change_person, confirm_roster, merge_persons
from mueang.apps.people.models import Person
from mueang.apps.people.queries import access_copy, access_tables, data_requests, due_requests, requests_table
from mueang.lib.workbook import open_workbook, write_workbook

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
    due = due_requests(viewer=cast.officer, city=cast.city, today=TODAY)
    assert (due.n_open, due.n_late) == (n_rows, max(0, n_rows - 2))


def test_the_work_list_is_empty_for_a_stranger(cast):
    DataRequestFactory(person__city=cast.city)

    assert due_requests(viewer=cast.keeper, city=cast.city, today=TODAY).n_open == 0


def test_the_work_list_as_a_sheet_is_square(cast):
    DataRequestFactory(person__city=cast.city)

    table = requests_table(data_requests(viewer=cast.officer, city=cast.city))

    assert [len(row) for row in table.rows] == [len(table.columns)]


def test_the_copy_holds_everything_of_both_rows_but_no_whole_national_id(cast, stage):
    (person,) = confirm_roster(roster=stage(person_row(1)), actor=cast.officer)
    twin = KnownPersonFactory(city=cast.city, given_name="อีกแถว")
    merge_persons(keep=person, merge=twin, actor=cast.officer)
    change_person(person=Person.objects.get(pk=person.pk), national_id=NUMBERS[0], actor=cast.officer)
    ConsentFactory(person=person), GuardianshipFactory(child=person), DataRequestFactory(person=person, note="ขอสำเนา")

    copy = access_copy(person)

    text = json.dumps(copy, ensure_ascii=False)
    for said in ("อีกแถว", "ขอสำเนา", "มารดา", "รายชื่อ.xlsx", "person.merged", "0121"):
        assert said in text
    assert NUMBERS[0] not in text
    sheets = open_workbook(write_workbook(access_tables(copy)), name="x.xlsx").sheets
    assert len(sheets) == len(copy) == 6


def test_a_copy_with_nothing_but_the_person_has_one_sheet(cast):
    assert len(access_tables(access_copy(cast.learner_person))) == 1
