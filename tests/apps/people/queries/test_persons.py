"""Finding persons, and what their page shows."""

from datetime import date

import pytest

from factories.people import NUMBERS, ConsentFactory, DataRequestFactory, GuardianshipFactory, KnownPersonFactory
from mueang.apps.people.actions import change_person
from mueang.apps.people.queries import (
    find_by_national_id,
    find_people,
    people_matching,
    people_table,
    person_of,
    person_page,
    possible_duplicates,
    same_person_ids,
)
from mueang.methods.thai import NationalIdError


@pytest.fixture
def mali(cast):
    KnownPersonFactory(city=cast.elsewhere, family_name="ใจดี", name_en="Mali", email="mali@example.org")
    return KnownPersonFactory(
        city=cast.city, family_name="ใจดี", name_en="Mali Jaidee", email="mali@example.org", phone="+66812345678"
    )


@pytest.mark.parametrize(
    "words",
    ["มาลี", "นางสาวมาลี ใจดี", "ใจดี มาลี", "มาลี่", "jaidee", "MALI@", "081-234 5678", "๐๘๑๒๓๔", "5678", "+66812345678"],
)
def test_a_person_is_found_by_name_mail_or_phone_however_typed(cast, mali, words):
    assert find_people(viewer=cast.officer, city=cast.city, words=words) == [mali]


@pytest.mark.parametrize("words", ["สมชาย", "มาลี สมชาย", "0899999999", "%", "_"])
def test_words_that_do_not_all_fit_find_nobody(cast, mali, words):
    assert find_people(viewer=cast.officer, city=cast.city, words=words) == []


def test_a_stranger_finds_nobody(cast, mali):
    assert find_people(viewer=cast.manager_elsewhere, city=cast.city, words="มาลี") == []


@pytest.mark.parametrize("n_people", [1, 3])
def test_finding_is_one_statement_in_thai_order(cast, n_people, django_assert_num_queries):
    for name in ("เก่า", "ขาว", "แก่")[:n_people]:
        KnownPersonFactory(city=cast.city, given_name=name, family_name="ใจงาม")
    find_people(viewer=cast.officer, city=cast.city, words="")

    with django_assert_num_queries(1):
        found = find_people(viewer=cast.officer, city=cast.city, words="ใจงาม")

    assert [person.given_name for person in found] == ["เก่า", "แก่", "ขาว"][:n_people] or n_people == 1


def test_without_words_everybody_is_found(cast, mali):
    assert set(people_matching(viewer=cast.officer, city=cast.city)) == {mali, cast.learner_person}


def test_a_person_is_found_by_the_whole_national_id_only(cast, mali):
    change_person(person=mali, national_id=NUMBERS[0], actor=cast.officer)

    assert find_by_national_id(viewer=cast.officer, city=cast.city, number="1-2345-67890-12-1") == mali
    assert find_by_national_id(viewer=cast.officer, city=cast.city, number=NUMBERS[1]) is None
    assert find_by_national_id(viewer=cast.stranger, city=cast.city, number=NUMBERS[0]) is None
    with pytest.raises(NationalIdError):
        find_by_national_id(viewer=cast.officer, city=cast.city, number="1234567890122")


def test_duplicates_are_namesakes_of_the_same_city(cast, mali):
    twin = KnownPersonFactory(city=cast.city, family_name="ใจ ดี", given_name="มาลี่")

    assert possible_duplicates(mali) == [twin]
    mali.given_name = mali.family_name = ""
    assert possible_duplicates(mali) == []


def test_an_account_leads_to_its_current_person(cast):
    assert person_of(cast.learner) == cast.learner_person
    assert person_of(cast.stranger) is None
    assert person_of(cast.anonymous) is None


def test_a_person_alone_is_the_only_row_of_themself(mali):
    assert same_person_ids(mali) == [mali.pk]


@pytest.mark.parametrize("n_rows", [1, 3])
def test_the_page_of_a_person_costs_the_same_however_much_there_is(cast, mali, n_rows, django_assert_num_queries):
    for purpose in ("learning", "contact", "photo")[:n_rows]:
        ConsentFactory(person=mali, purpose=purpose)
        GuardianshipFactory(child=mali), GuardianshipFactory(guardian=mali, child__city=cast.city)
        DataRequestFactory(person=mali)
    change_person(person=mali, position="ครู", actor=cast.officer)

    with django_assert_num_queries(6):
        page = person_page(person=mali, today=date(2026, 6, 15))
        names = [str(link.guardian) for link in page.guardians] + [str(link.child) for link in page.wards]

    assert len(page.consents) == len(page.data_requests) == n_rows
    assert len(names) == 2 * n_rows
    assert [(line.what, line.actor) for line in page.history] == [("แก้ไขข้อมูล", str(cast.officer))]


def test_the_sheet_of_persons_shows_no_whole_national_id(cast, mali):
    change_person(person=mali, national_id=NUMBERS[0], actor=cast.officer)

    table = people_table(people_matching(viewer=cast.officer, city=cast.city, words="มาลี"))

    assert len(table.columns) == len(table.rows[0])
    assert "081-234-5678" in table.rows[0]
    assert table.rows[0][-1] == "0121"
    assert NUMBERS[0] not in str(table)
