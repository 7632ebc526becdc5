"""Who sees and changes persons, rosters and requests: the whole cast against every rule."""

import pytest

from cast import MEMBERS, officer_of_both
from factories.people import ConsentFactory, DataRequestFactory, GuardianshipFactory, KnownPersonFactory, RosterFactory
from factories.rows import PersonFactory, RoleGrantFactory
from mueang.apps.accounts.enums import Role
from mueang.apps.people.rules import (
    is_self_or_guardian,
    may_add_guardianship,
    may_add_person,
    may_change_people,
    may_give_consent,
    may_import,
    may_meet_people,
    may_withdraw_consent,
    people_of,
    visible_consents,
    visible_data_requests,
    visible_guardianships,
    visible_people,
    visible_rosters,
)

KEEP_PERSONS = {"officer", "manager"}
MEET_PEOPLE = KEEP_PERSONS | {"keeper", "instructor"}


@pytest.mark.parametrize("member", MEMBERS)
def test_only_the_citys_own_staff_see_its_persons(cast, member):
    ours = PersonFactory(city=cast.city)
    theirs = PersonFactory(city=cast.elsewhere)

    seen = set(visible_people(getattr(cast, member)))

    assert (ours in seen) == (member in KEEP_PERSONS)
    assert (theirs in seen) == (member == "manager_elsewhere")


def test_a_learner_sees_themself_and_the_children_they_answer_for(cast):
    link = GuardianshipFactory(guardian=cast.learner_person, child__city=cast.city)
    former = GuardianshipFactory(guardian=cast.learner_person, child__city=cast.city, until_on="2026-01-01")
    PersonFactory(city=cast.city)

    seen = set(visible_people(cast.learner))

    assert seen == {cast.learner_person, link.child}
    assert former.child not in seen


@pytest.mark.parametrize("member", MEMBERS)
def test_what_hangs_on_a_person_is_seen_with_the_person(cast, member):
    viewer = getattr(cast, member)
    person = KnownPersonFactory(city=cast.city)
    ConsentFactory(person=person), DataRequestFactory(person=person), GuardianshipFactory(child=person)

    seen = (visible_consents(viewer), visible_data_requests(viewer), visible_guardianships(viewer))

    assert [rows.exists() for rows in seen] == [member in KEEP_PERSONS] * 3


@pytest.mark.parametrize("member", MEMBERS)
def test_only_staff_who_keep_persons_see_rosters_and_import(cast, member):
    viewer = getattr(cast, member)
    ours, theirs = RosterFactory(city=cast.city), RosterFactory(city=cast.elsewhere)

    seen = set(visible_rosters(viewer))

    assert (ours in seen) == may_import(viewer, cast.city) == may_change_people(viewer, cast.city)
    assert (ours in seen) == (member in KEEP_PERSONS)
    assert (theirs in seen) == (member == "manager_elsewhere")


@pytest.mark.parametrize("member", MEMBERS)
def test_keepers_and_instructors_may_add_walk_ins_but_not_change_persons(cast, member):
    actor = getattr(cast, member)
    if member == "anonymous":
        return

    assert may_meet_people(actor, cast.city) == (member in MEET_PEOPLE)
    assert may_add_person(actor, cast.city) == (member in MEET_PEOPLE | {"learner"})
    assert may_change_people(actor, cast.city) == (member in KEEP_PERSONS)


def test_a_keeper_of_the_whole_city_meets_people_anywhere_in_it(cast):
    keeper = RoleGrantFactory(role=Role.KEEPER, city=cast.city).user

    assert may_meet_people(keeper, cast.city)
    assert not may_meet_people(keeper, cast.elsewhere)


def test_nobody_is_their_own_guardian_without_an_account(cast):
    assert not is_self_or_guardian(None, cast.learner_person)


def test_a_keeper_meets_nobody_in_another_city(cast):
    assert not may_meet_people(cast.keeper, cast.elsewhere)
    assert not may_add_person(cast.learner, cast.elsewhere)


def test_somebody_may_add_themself_in_a_city_that_does_not_know_them(cast):
    assert may_add_person(cast.stranger, cast.city, own_account=True)
    assert not may_add_person(cast.stranger, cast.city)


def test_the_operator_and_the_public_door_act_without_an_account(cast):
    assert may_change_people(None, cast.city)
    assert may_meet_people(None, cast.city)


@pytest.mark.parametrize("member", MEMBERS)
def test_a_consent_is_given_and_withdrawn_by_the_person_their_guardian_or_staff(cast, member):
    if member == "anonymous":
        return
    actor = getattr(cast, member)
    child = GuardianshipFactory(guardian=cast.learner_person, child__city=cast.city).child

    assert may_give_consent(actor, child) == (member in MEET_PEOPLE | {"learner"})
    assert may_withdraw_consent(actor, child) == (member in KEEP_PERSONS | {"learner"})
    assert may_add_guardianship(actor, cast.learner_person) == (member in MEET_PEOPLE | {"learner"})


def test_people_of_a_city_leaves_out_the_merged_the_erased_and_other_cities(cast):
    PersonFactory(city=cast.city, merged_into=cast.learner_person)
    PersonFactory(city=cast.city, erased_at="2026-01-01T00:00Z")
    PersonFactory(city=cast.elsewhere)

    assert list(people_of(officer_of_both(cast), cast.city)) == [cast.learner_person]
    assert list(people_of(cast.learner, cast.city)) == []
