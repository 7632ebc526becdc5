"""Adding and changing persons."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from cast import officer_of_both
from factories.people import NUMBERS, KnownPersonFactory
from mueang.apps.audit.models import Event
from mueang.apps.people.actions import NewPerson, add_person, add_persons, change_person
from mueang.apps.people.errors import NameMissing, NationalIdKnown, PersonGone
from mueang.apps.people.models import Person
from mueang.methods.thai import NationalIdError, PhoneError


def test_add_person_tidies_what_was_typed_and_leaves_a_record(cast):
    person = add_person(
        city=cast.city,
        prefix="น.ส.",
        given_name=" มาลี ",
        family_name="ใจ\u200bดี",
        phone="๐๘๑-๒๓๔ ๕๖๗๘",
        national_id="1-2345-67890-12-1",
        actor=cast.officer,
    )

    person.refresh_from_db()
    assert (person.full_name, person.phone, person.national_id) == ("นางสาวมาลี ใจดี", "+66812345678", "1234567890121")
    assert person.match_key == "มาลีใจดี"
    event = Event.objects.get()
    assert (event.verb, event.target, event.actor) == ("person.added", f"people.person:{person.uuid}", cast.officer)
    assert "มาลี" not in str(event.facts)


def test_a_prefix_that_nobody_knows_is_kept_as_typed(cast):
    assert add_person(city=cast.city, prefix="คุนนาย", given_name="มาลี", actor=cast.officer).prefix == "คุนนาย"


def test_add_person_refuses_a_stranger_and_writes_nothing(cast):
    before = Person.objects.count()

    with pytest.raises(PermissionDenied):
        add_person(city=cast.city, given_name="มาลี", actor=cast.stranger)

    assert Person.objects.count() == before


def test_a_stranger_may_add_themself_with_their_account(cast):
    person = add_person(city=cast.city, given_name="มาลี", user=cast.stranger, actor=cast.stranger)

    assert person.user == cast.stranger


@pytest.mark.parametrize(
    ("details", "refusal"),
    [
        ({"given_name": " \u200b"}, NameMissing),
        ({"given_name": "มาลี", "phone": "0812"}, PhoneError),
        ({"given_name": "มาลี", "national_id": "1234567890122"}, NationalIdError),
        ({"given_name": "มาลี", "email": "mali"}, ValidationError),
        ({"given_name": "ม" * 121}, ValidationError),
    ],
)
def test_add_person_refuses_what_cannot_be(cast, details, refusal):
    before = Person.objects.count()

    with pytest.raises(refusal):
        add_person(city=cast.city, actor=cast.officer, **details)

    assert Person.objects.count() == before


def test_a_second_person_with_the_same_national_id_is_refused(cast):
    add_person(city=cast.city, given_name="มาลี", national_id=NUMBERS[0], actor=cast.officer)
    add_person(city=cast.elsewhere, given_name="มาลี", national_id=NUMBERS[0], actor=officer_of_both(cast))

    with pytest.raises(NationalIdKnown) as refusal:
        add_person(city=cast.city, given_name="มาลา", national_id=NUMBERS[0], actor=cast.officer)

    assert NUMBERS[0] not in str(refusal.value) + refusal.value.sentence


def test_the_constraint_catches_a_number_that_slipped_past_the_look_up(cast, monkeypatch):
    add_person(city=cast.city, given_name="มาลี", national_id=NUMBERS[0], actor=cast.officer)
    monkeypatch.setattr("mueang.apps.people.models.PersonQuerySet.exists", lambda self: False)

    with pytest.raises(NationalIdKnown):
        add_person(city=cast.city, given_name="มาลา", national_id=NUMBERS[0], actor=cast.officer)


def test_another_broken_constraint_is_not_called_a_known_number(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        add_person(city=cast.city, given_name="มาลี", user=cast.learner, actor=cast.officer)


def test_add_persons_is_all_or_nothing(cast):
    before = Person.objects.count()
    people = [NewPerson("มาลี"), NewPerson("มาลา", national_id=NUMBERS[0]), NewPerson("มานี", national_id=NUMBERS[0])]

    with pytest.raises(NationalIdKnown):
        add_persons(city=cast.city, people=people, actor=cast.officer)

    assert Person.objects.count() == before


@pytest.mark.parametrize("n_people", [1, 300])
def test_add_persons_writes_in_batches_however_many(cast, n_people, django_assert_max_num_queries):
    people = [NewPerson(f"มาลี{'ก' * (n % 50 + 1)}", phone=f"08{n:08}") for n in range(n_people)]

    with django_assert_max_num_queries(22):
        persons = add_persons(city=cast.city, people=people, actor=cast.officer)

    assert len(persons) == n_people
    assert Event.objects.get().facts == {"n_persons": n_people}


def test_adding_nobody_leaves_no_record(cast):
    assert add_persons(city=cast.city, people=[], actor=cast.officer) == []
    assert not Event.objects.exists()


def test_add_persons_refuses_a_stranger(cast):
    with pytest.raises(PermissionDenied):
        add_persons(city=cast.city, people=[NewPerson("มาลี")], actor=cast.manager_elsewhere)


def test_change_person_records_which_fields_changed_and_never_their_words(cast):
    person = KnownPersonFactory(city=cast.city)

    change_person(person=person, given_name="มาลา", phone="081 000 0009", national_id=NUMBERS[0], actor=cast.officer)

    person.refresh_from_db()
    assert (person.given_name, person.phone, person.match_key[:4]) == ("มาลา", "+66810000009", "มาลา")
    assert Event.objects.get().facts == {"fields": ["given_name", "national_id", "phone"]}


def test_changing_nothing_leaves_no_record(cast):
    person = KnownPersonFactory(city=cast.city)

    change_person(person=person, given_name=person.given_name, actor=cast.officer)

    assert not Event.objects.exists()


def test_change_person_refuses_a_keeper(cast):
    with pytest.raises(PermissionDenied):
        change_person(person=cast.learner_person, given_name="มาลา", actor=cast.keeper)


@pytest.mark.parametrize("gone", [{"erased_at": "2026-01-01T00:00Z"}, {"merged": True}])
def test_change_person_refuses_one_who_was_merged_or_erased(cast, gone):
    person = KnownPersonFactory(city=cast.city)
    values = {"merged_into": cast.learner_person} if "merged" in gone else gone
    Person.objects.filter(pk=person.pk).update(**values)

    with pytest.raises(PersonGone):
        change_person(person=person, given_name="มาลา", actor=cast.officer)
