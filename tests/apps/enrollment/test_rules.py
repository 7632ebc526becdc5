"""Who sees learners and rolls."""

import pytest

from cast import MEMBERS
from factories.rows import (
    EnrollmentFactory,
    OfferingFactory,
    OrganizationFactory,
    PersonFactory,
    RoleGrantFactory,
    SessionFactory,
    UserFactory,
)
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.catalog.models import Instructor
from mueang.apps.catalog.rules import may_take_roll
from mueang.apps.enrollment.rules import (
    learner_cities,
    may_enrol,
    may_see_roll,
    may_withdraw,
    visible_enrollments,
    visible_learner_lists,
    visible_rolls,
)
from mueang.apps.people.actions import add_guardianship

pytestmark = pytest.mark.django_db

SEE = {"keeper", "instructor", "officer", "manager"}
WRITE = {"keeper", "officer", "manager"}


@pytest.fixture
def enrollment(cast):
    EnrollmentFactory(offering__program__city=cast.elsewhere)  # another city's learner, who could leak
    return EnrollmentFactory(offering__program__city=cast.city, offering__place=cast.place)


@pytest.mark.parametrize("member", MEMBERS)
def test_who_sees_and_changes_learners(cast, enrollment, member):
    viewer, offering = getattr(cast, member), enrollment.offering

    seen = set(visible_enrollments(viewer).filter(offering__city=cast.city))

    assert seen == ({enrollment} if member in SEE else set())
    assert (offering in visible_learner_lists(viewer)) == (member in SEE)
    assert (cast.city in learner_cities(viewer)) == (member in SEE)
    assert may_enrol(viewer, offering) == (member in WRITE)
    assert may_withdraw(viewer, enrollment) == (member in WRITE)


@pytest.mark.parametrize("member", [member for member in MEMBERS if member != "manager_elsewhere"])
def test_nobody_sees_learners_of_another_city(cast, enrollment, member):
    viewer = getattr(cast, member)

    assert not visible_enrollments(viewer).filter(offering__city=cast.elsewhere).exists()
    assert not visible_learner_lists(viewer).filter(city=cast.elsewhere).exists()
    assert cast.elsewhere not in learner_cities(viewer)


@pytest.mark.parametrize("member", MEMBERS)
def test_visible_rolls_are_those_the_catalog_lets_one_take(cast, enrollment, member):
    viewer, session = getattr(cast, member), SessionFactory(offering=enrollment.offering)

    assert may_see_roll(viewer, session) == may_take_roll(viewer, session) == (member in SEE)


def test_a_learner_sees_their_own_enrollment_and_their_childs(cast):
    own = EnrollmentFactory(person=cast.learner_person, offering__program__city=cast.city)
    child = EnrollmentFactory(offering__program__city=cast.city)
    stranger = EnrollmentFactory(offering__program__city=cast.city)
    add_guardianship(
        guardian=cast.learner_person, child=child.person, relation="mother", has_legal_authority=True, actor=None
    )

    assert set(visible_enrollments(cast.learner)) == {own, child}
    assert may_withdraw(cast.learner, own)
    assert may_withdraw(cast.learner, child)
    assert not may_withdraw(cast.learner, stranger)
    assert not may_withdraw(cast.anonymous, own)


def test_a_partner_s_officer_sees_learners_at_the_partner_s_places(cast):
    partner = OrganizationFactory(city=cast.city)
    offering = OfferingFactory(program__city=cast.city, place__organization=partner)
    officer = RoleGrantFactory(role=Role.KEEPER, scope_kind=ScopeKind.ORGANIZATION, scope=partner.uuid, city=None).user

    assert list(visible_learner_lists(officer)) == [offering]
    assert list(learner_cities(officer)) == [cast.city]
    assert may_enrol(officer, offering)


def test_who_teaches_takes_the_roll_without_a_role(cast):
    teacher = UserFactory()
    offering = OfferingFactory(program__city=cast.city, place=cast.place)
    Instructor.objects.create(offering=offering, person=PersonFactory(city=cast.city, user=teacher))
    session, _other = SessionFactory(offering=offering), SessionFactory()

    assert list(visible_rolls(teacher)) == [session]
    assert may_take_roll(teacher, session)


def test_a_roll_that_is_ones_own_in_many_ways_is_seen_once_and_no_neighbour_s_with_it(cast):
    partner, theirs = OrganizationFactory(city=cast.city), OrganizationFactory(city=cast.elsewhere)
    offering = OfferingFactory(program__city=cast.city, place__city=cast.city, place__organization=partner)
    OfferingFactory(program__city=cast.elsewhere, place__city=cast.elsewhere, place__organization=theirs)
    user = UserFactory()
    where = ((ScopeKind.CITY, cast.city), (ScopeKind.ORGANIZATION, partner), (ScopeKind.PLACE, offering.place))
    for kind, scope in where:
        role = Role.CITY_MANAGER if kind == ScopeKind.CITY else Role.KEEPER
        RoleGrantFactory(user=user, role=role, scope_kind=kind, scope=scope.uuid, city=None)
    Instructor.objects.create(offering=offering, person=PersonFactory(city=cast.city, user=user))
    session = SessionFactory(offering=offering)
    SessionFactory(offering__program__city=cast.elsewhere)

    assert list(visible_rolls(user)) == [session]
    assert list(visible_learner_lists(user)) == [offering]
    assert visible_enrollments(user).filter(pk=EnrollmentFactory(offering=offering).pk).count() == 1


def test_the_rolls_of_a_keeper_are_looked_for_by_their_places_not_among_every_city_s(cast):
    """With an OR over the tables a server of 7,850 cities read all sessions of the day: 500 ms for one keeper."""
    question = str(visible_rolls(cast.keeper).query)

    assert " OR " not in question
    assert question.count(" UNION ALL ") == 3
