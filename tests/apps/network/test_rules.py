"""Who sees which city, partner and agreement."""

import pytest

from cast import MEMBERS
from factories.network import AgreementFactory, ContributionFactory
from factories.rows import OrganizationFactory, RoleGrantFactory
from mueang.apps.accounts.enums import Permission, Role, ScopeKind
from mueang.apps.network.rules import (
    cities_where,
    may_change_network,
    may_change_organization,
    may_open_city,
    visible_agreements,
    visible_cities,
    visible_contributions,
    visible_organizations,
)

OF_THE_CITY = {"officer", "manager", "auditor"}
WITH_CHILDREN = {"case_worker", "case_supervisor"}


@pytest.mark.parametrize("member", MEMBERS)
def test_a_desk_opens_to_those_with_a_role_in_the_city(cast, member):
    seen = set(visible_cities(getattr(cast, member)))

    assert (cast.city in seen) == (member in OF_THE_CITY | WITH_CHILDREN | {"unit_officer"})
    assert (cast.elsewhere in seen) == (member in {"manager_elsewhere", "unit_officer"})


def test_a_role_at_a_partner_opens_the_desk_of_its_city(cast):
    partner = OrganizationFactory(city=cast.city)
    grant = RoleGrantFactory(role=Role.CITY_OFFICER, scope_kind=ScopeKind.ORGANIZATION, scope=partner.uuid, city=None)

    assert list(visible_cities(grant.user)) == [cast.city]


def test_a_role_at_a_partner_across_cities_opens_no_desk(cast):
    partner = OrganizationFactory(city=None)
    grant = RoleGrantFactory(role=Role.CITY_OFFICER, scope_kind=ScopeKind.ORGANIZATION, scope=partner.uuid, city=None)

    assert not visible_cities(grant.user).exists()


@pytest.mark.parametrize("member", MEMBERS)
def test_only_city_staff_change_the_network(cast, member):
    viewer = getattr(cast, member)
    own, across = OrganizationFactory(city=cast.city), OrganizationFactory(city=None)

    assert may_change_network(viewer, cast.city) == (member in {"officer", "manager", "unit_officer"})
    assert may_change_organization(viewer, own) == (member in {"officer", "manager", "unit_officer"})
    assert may_change_organization(viewer, across) == (member == "unit_officer")


@pytest.mark.parametrize("member", MEMBERS)
def test_only_who_acts_everywhere_opens_cities(cast, member):
    if member != "anonymous":
        assert may_open_city(getattr(cast, member)) == (member == "unit_officer")
    assert may_open_city(None)


@pytest.mark.parametrize("member", MEMBERS)
def test_partners_and_agreements_of_another_city_stay_hidden(cast, member):
    ours = ContributionFactory(agreement=AgreementFactory(organization__city=cast.city))
    theirs = ContributionFactory(agreement=AgreementFactory(organization__city=cast.elsewhere))
    across = OrganizationFactory(city=None)
    viewer = getattr(cast, member)

    seen = set(visible_organizations(viewer))

    assert (ours.agreement.organization in seen) == (member in OF_THE_CITY | {"unit_officer"})
    assert (theirs.agreement.organization in seen) == (member in {"manager_elsewhere", "unit_officer"})
    assert (across in seen) == (member in OF_THE_CITY | {"manager_elsewhere", "unit_officer"})
    assert (ours.agreement in visible_agreements(viewer)) == (member in OF_THE_CITY | {"unit_officer"})
    assert (theirs in visible_contributions(viewer)) == (member in {"manager_elsewhere", "unit_officer"})


def test_cities_where_asks_for_one_permission(cast):
    assert list(cities_where(cast.auditor, Permission.AUDIT_READ)) == [cast.city]
    assert not cities_where(cast.auditor, Permission.PEOPLE_READ).exists()
    assert not cities_where(cast.unit_officer, Permission.PEOPLE_READ).exists()
    assert cities_where(cast.unit_officer, Permission.CITY_OPEN).count() == 2
