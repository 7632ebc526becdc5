"""What is true of one row."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from factories.people import GuardianshipFactory, KnownPersonFactory, RosterFactory
from factories.rows import CityFactory, PersonFactory
from mueang.apps.people.models import Consent, DataRequest, Guardianship, Person, RosterRow, national_id_hash

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("prefix", "shown"),
    [
        ("นางสาว", "นางสาวมาลี ใจดี"),
        ("ร้อยตรี", "ร้อยตรี มาลี ใจดี"),
        ("Mrs.", "Mrs. มาลี ใจดี"),
        ("", "มาลี ใจดี"),
    ],
)
def test_a_full_name_is_written_as_on_a_certificate(prefix, shown):
    person = Person(prefix=prefix, given_name="มาลี", family_name="ใจดี")

    assert person.full_name == str(person) == shown


def test_the_national_id_is_kept_sealed_and_shown_by_its_last_digits():
    person = PersonFactory.build(city=None)
    person.national_id = "1234567890121"

    assert b"1234567890121" not in person.national_id_encrypted
    assert person.national_id_hash == national_id_hash("1234567890121") != "1234567890121"
    assert (person.national_id, person.national_id_ending) == ("1234567890121", "0121")


def test_a_sealed_national_id_copied_to_another_person_does_not_open():
    owner, thief = PersonFactory.build(city=None), PersonFactory.build(city=None)
    owner.national_id = "1234567890121"
    thief.national_id_encrypted = owner.national_id_encrypted

    with pytest.raises(ValueError, match="changed"):
        _ = thief.national_id


def test_taking_the_national_id_away_leaves_nothing_to_search_by():
    person = PersonFactory.build(city=None)
    person.national_id = "1234567890121"
    person.national_id = ""

    assert (person.national_id, person.national_id_ending) == ("", "")
    assert (person.national_id_encrypted, person.national_id_hash) == (None, "")


@pytest.mark.parametrize(("day", "age"), [(date(2026, 7, 8), 8), (date(2026, 7, 9), 9)])
def test_age_counts_completed_years(day, age):
    assert Person(birth_on=date(2017, 7, 9)).age_on(day) == age


def test_age_is_unknown_without_a_birth_date():
    assert Person().age_on(date(2026, 1, 1)) is None


def test_one_national_id_in_a_city_but_again_in_another_city():
    city = CityFactory()
    PersonFactory(city=city, national_id_hash="a" * 64)
    PersonFactory(national_id_hash="a" * 64)

    with pytest.raises(IntegrityError), transaction.atomic():
        PersonFactory(city=city, national_id_hash="a" * 64)


def test_current_leaves_out_the_merged_and_the_erased():
    kept = PersonFactory()
    PersonFactory(city=kept.city, merged_into=kept)
    PersonFactory(city=kept.city, erased_at="2026-01-01T00:00Z")

    assert list(Person.objects.current()) == [kept]


def test_nobody_is_their_own_guardian():
    person = KnownPersonFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        GuardianshipFactory(guardian=person, child=person)


def test_rows_say_what_they_are():
    roster = RosterFactory()

    assert str(roster) == "รายชื่อสมมติ.xlsx"
    assert str(RosterRow(roster=roster, number=7)) == f"{roster.pk}:7"
    assert str(Guardianship(relation="mother")) == "มารดา"
    assert str(Consent(purpose="photo", lawful_basis="consent")).startswith("การเผยแพร่ภาพถ่าย (")
    assert str(DataRequest(kind="access")) == "ขอสำเนาข้อมูล"
