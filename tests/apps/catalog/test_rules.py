"""Who may see and change what can be learned."""

import pytest

from cast import MEMBERS
from factories.catalog import DraftFactory, InstructorFactory
from factories.rows import (
    OfferingFactory,
    OrganizationFactory,
    PersonFactory,
    PlaceFactory,
    ProgramFactory,
    RoleGrantFactory,
    SessionFactory,
)
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.rules import (
    announced_offerings,
    catalog_cities,
    may_change_offering,
    may_change_program,
    may_open_program,
    may_take_roll,
    public_offerings,
    teaching_places,
    visible_offerings,
    visible_programs,
    visible_sessions,
)

WRITE_AT_THE_PLACE = {"keeper", "officer", "manager", "unit_officer"}
WRITE_IN_THE_CITY = {"officer", "manager", "unit_officer"}
SEE_THE_OFFERING = WRITE_AT_THE_PLACE | {"instructor", "auditor"}
TAKE_THE_ROLL = {"keeper", "officer", "manager", "instructor"}
ENTER_THE_DESK = WRITE_AT_THE_PLACE | {"auditor"}


@pytest.mark.parametrize("member", MEMBERS)
def test_a_draft_is_seen_by_those_who_work_for_its_place_or_city(cast, member):
    draft = DraftFactory(program__city=cast.city, place=cast.place)
    session = SessionFactory(offering=draft)
    DraftFactory(program__city=cast.elsewhere)
    viewer = getattr(cast, member)

    seen = visible_offerings(viewer).filter(city=cast.city)

    assert list(seen) == ([draft] if member in SEE_THE_OFFERING else [])
    assert visible_sessions(viewer).filter(pk=session.pk).exists() == (member in SEE_THE_OFFERING)


@pytest.mark.parametrize("member", MEMBERS)
def test_an_offering_is_changed_by_its_keeper_and_the_citys_officers(cast, member):
    offering = OfferingFactory(program__city=cast.city, place=cast.place)

    assert may_change_offering(getattr(cast, member), offering) == (member in WRITE_AT_THE_PLACE)


@pytest.mark.parametrize("member", MEMBERS)
def test_the_roll_is_taken_by_whoever_holds_it_at_the_place_or_city(cast, member):
    session = SessionFactory(offering__program__city=cast.city, offering__place=cast.place)

    assert may_take_roll(getattr(cast, member), session) == (member in TAKE_THE_ROLL)


@pytest.mark.parametrize("member", MEMBERS)
def test_the_catalog_desk_opens_to_those_who_publish_or_read_there(cast, member):
    entered = catalog_cities(getattr(cast, member)).filter(pk=cast.city.pk).exists()

    assert entered == (member in ENTER_THE_DESK)


@pytest.mark.parametrize("member", MEMBERS)
def test_programs_are_chosen_from_by_everybody_who_enters_the_desk(cast, member):
    program = ProgramFactory(city=cast.city)

    seen = visible_programs(getattr(cast, member)).filter(pk=program.pk).exists()

    assert seen == (member in ENTER_THE_DESK)
    assert may_open_program(getattr(cast, member), cast.city) == (member in WRITE_AT_THE_PLACE)


@pytest.mark.parametrize("member", MEMBERS)
def test_a_program_given_elsewhere_in_the_city_too_is_changed_by_officers_alone(cast, member):
    program = ProgramFactory(city=cast.city)
    OfferingFactory(program=program, place=cast.place)
    OfferingFactory(program=program, place=PlaceFactory(city=cast.city))

    assert may_change_program(getattr(cast, member), program) == (member in WRITE_IN_THE_CITY)


def test_a_program_given_at_their_place_only_is_changed_by_its_keeper(cast):
    program = ProgramFactory(city=cast.city)
    assert not may_change_program(cast.keeper, program)

    OfferingFactory(program=program, place=cast.place)

    assert may_change_program(cast.keeper, program)


@pytest.mark.parametrize("n_offerings", [1, 3])
def test_whether_a_keeper_may_change_a_program_is_two_queries(cast, n_offerings, django_assert_num_queries):
    program = OfferingFactory.create_batch(n_offerings, program=ProgramFactory(city=cast.city), place=cast.place)[
        0
    ].program

    with django_assert_num_queries(2):  # grants, offerings
        assert may_change_program(cast.keeper, program)


def test_a_keeper_offers_at_their_own_open_place_and_an_officer_at_any(cast):
    other = PlaceFactory(city=cast.city)
    PlaceFactory(city=cast.city, closed_on="2026-01-01")
    PlaceFactory(city=cast.elsewhere)

    assert list(teaching_places(cast.keeper, cast.city)) == [cast.place]
    assert set(teaching_places(cast.officer, cast.city)) == {cast.place, other}
    assert not teaching_places(cast.keeper, cast.elsewhere).exists()


def test_a_partners_keeper_works_at_every_place_of_the_partner(cast):
    partner = OrganizationFactory(city=cast.city)
    place = PlaceFactory(city=cast.city, organization=partner)
    grant = RoleGrantFactory(role=Role.KEEPER, scope_kind=ScopeKind.ORGANIZATION, scope=partner.uuid, city=None)
    offering = OfferingFactory(program__city=cast.city, place=place)
    OfferingFactory(program__city=cast.city, place=cast.place)

    assert list(visible_offerings(grant.user)) == [offering]
    assert may_change_offering(grant.user, offering)
    assert list(teaching_places(grant.user, cast.city)) == [place]
    assert list(catalog_cities(grant.user)) == [cast.city]


def test_whoever_teaches_sees_the_offering_once_and_takes_its_roll(cast):
    offering = OfferingFactory(program__city=cast.city, place=cast.place)
    session = SessionFactory(offering=offering)
    other = SessionFactory(offering__program__city=cast.city, offering__place=cast.place)
    InstructorFactory(offering=offering, person=cast.learner_person)
    InstructorFactory(offering=offering)

    assert list(visible_offerings(cast.learner)) == [offering]
    assert may_take_roll(cast.learner, session)
    assert not may_take_roll(cast.learner, other)
    assert not may_change_offering(cast.learner, offering)


def test_whoever_teaches_keeps_the_roll_when_two_rows_of_theirs_are_merged(cast):
    twin = PersonFactory(city=cast.city, merged_into=cast.learner_person)
    session = SessionFactory(offering=InstructorFactory(person=twin, offering__program__city=cast.city).offering)

    assert may_take_roll(cast.learner, session)
    assert list(visible_sessions(cast.learner)) == [session]


def test_the_public_sees_what_is_published_here_and_may_open_what_once_was(cast):
    by_state = {
        state: OfferingFactory(program__city=cast.city, place=cast.place, state=state) for state in OfferingState
    }
    OfferingFactory(program__city=cast.elsewhere)

    assert list(public_offerings(cast.city)) == [by_state[OfferingState.PUBLISHED]]
    assert by_state[OfferingState.DRAFT] not in announced_offerings(cast.city)
    assert announced_offerings(cast.city).count() == 3
