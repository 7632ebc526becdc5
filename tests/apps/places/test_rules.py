"""Who sees and changes which place, neighbourhood and role."""

from datetime import date

import pytest

from cast import MEMBERS
from factories.rows import NeighbourhoodFactory, OrganizationFactory, PlaceFactory, RoleGrantFactory
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.places.rules import (
    cities_giving_roles,
    may_add_place,
    may_change_place,
    may_close_place,
    public_places,
    roles_to_give,
    visible_desks,
    visible_grants_of,
    visible_neighbourhoods,
    visible_places,
)

OF_THE_CITY = {"officer", "manager", "auditor", "unit_officer"}
AT_THE_PLACE = {"keeper", "instructor"}


@pytest.mark.parametrize("member", MEMBERS)
def test_places_are_seen_by_the_citys_staff_and_by_those_of_the_place(cast, member):
    beside = PlaceFactory(city=cast.city, closed_on=date(2026, 1, 1))
    theirs = PlaceFactory(city=cast.elsewhere)

    seen = set(visible_places(getattr(cast, member)))

    assert (cast.place in seen) == (member in OF_THE_CITY | AT_THE_PLACE)
    assert (beside in seen) == (member in OF_THE_CITY)
    assert (theirs in seen) == (member in {"manager_elsewhere", "unit_officer"})


@pytest.mark.parametrize("member", MEMBERS)
def test_place_pages_open_where_one_has_a_place(cast, member):
    NeighbourhoodFactory(city=cast.city)
    NeighbourhoodFactory(city=cast.elsewhere)
    viewer = getattr(cast, member)

    desks = set(visible_desks(viewer))

    assert (cast.city in desks) == (member in OF_THE_CITY | AT_THE_PLACE | {"case_worker", "case_supervisor"})
    assert (cast.elsewhere in desks) == (member in {"manager_elsewhere", "unit_officer"})
    assert {row.city for row in visible_neighbourhoods(viewer)} == desks


@pytest.mark.parametrize("member", MEMBERS)
def test_keepers_change_their_place_and_only_the_city_adds_and_closes(cast, member):
    viewer, beside = getattr(cast, member), PlaceFactory(city=cast.city)
    staff = {"officer", "manager", "unit_officer"}

    assert may_change_place(viewer, cast.place) == (member in staff | {"keeper"})
    assert may_change_place(viewer, beside) == (member in staff)
    assert may_add_place(viewer, cast.city) == (member in staff)
    assert may_close_place(viewer, cast.place) == (member in staff)


def test_a_role_at_the_partner_that_runs_a_place_holds_at_the_place(cast):
    partner = OrganizationFactory(city=cast.city)
    run = PlaceFactory(city=cast.city, organization=partner)
    keeper = RoleGrantFactory(role=Role.KEEPER, scope_kind=ScopeKind.ORGANIZATION, scope=partner.uuid, city=None).user

    assert set(visible_places(keeper)) == {run}
    assert may_change_place(keeper, run)
    assert not may_change_place(keeper, cast.place)


def test_the_public_sees_open_places_of_the_city_only(cast):
    PlaceFactory(city=cast.city, closed_on=date(2026, 1, 1))
    PlaceFactory(city=cast.elsewhere)

    assert list(public_places(cast.city)) == [cast.place]


@pytest.mark.parametrize("member", MEMBERS)
def test_roles_of_a_city_are_seen_and_given_by_its_manager_only(cast, member):
    viewer = getattr(cast, member)

    holders = {grant.user.username for grant in visible_grants_of(viewer, cast.city)}

    allowed = member in {"manager", "unit_officer"}
    working = {"keeper", "instructor", "officer", "manager", "auditor", "case_worker", "case_supervisor"}
    assert holders == (working if allowed else set())
    assert (cast.city in cities_giving_roles(viewer)) == allowed
    assert (Role.CITY_OFFICER in roles_to_give(viewer, cast.city)) == allowed
    assert (Role.UNIT_OFFICER in roles_to_give(viewer, cast.city)) == (member == "unit_officer")
