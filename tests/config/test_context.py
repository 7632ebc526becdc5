"""What the menu of a desk may offer."""

import pytest
from django.urls import resolve

from factories.rows import CityFactory, RoleGrantFactory, UserFactory
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.config.context import desk

pytestmark = pytest.mark.django_db


def asked(rf, user, address):
    request = rf.get(address)
    request.user, request.resolver_match = user, resolve(address)
    return desk(request)


@pytest.fixture
def somebody():
    """Manager of one city, auditor of another."""
    user = UserFactory(username="somebody")
    for slug, role in (("first", Role.CITY_MANAGER), ("second", Role.AUDITOR)):
        city = CityFactory(slug=slug)
        RoleGrantFactory(user=user, role=role, scope_kind=ScopeKind.CITY, scope=city.uuid, city=None)
    return user


def test_the_menu_holds_what_the_role_in_this_city_allows(rf, somebody):
    assert "people.read" in asked(rf, somebody, "/desk/first/")["desk_permissions"]
    assert "people.read" not in asked(rf, somebody, "/desk/second/")["desk_permissions"]
    assert "audit.read" in asked(rf, somebody, "/desk/second/")["desk_permissions"]


def test_in_a_city_that_is_not_there_no_citys_role_counts(rf, somebody):
    assert not asked(rf, somebody, "/desk/nowhere/")["desk_permissions"]


def test_away_from_a_city_every_role_counts(rf, somebody):
    assert {"people.read", "audit.read"} <= set(asked(rf, somebody, "/keeper/")["desk_permissions"])


def test_a_page_without_an_address_counts_every_role(rf, somebody):
    request = rf.get("/nowhere")
    request.user, request.resolver_match = somebody, None

    assert "people.read" in desk(request)["desk_permissions"]


def test_only_roles_of_the_whole_installation_hold_everywhere(rf, cast):
    assert not asked(rf, cast.manager, "/desk/nakhon/")["house_permissions"]
    assert "city.open" in asked(rf, cast.unit_officer, "/cities/open/")["house_permissions"]


def test_a_menu_nobody_looks_at_costs_nothing(rf, somebody, django_assert_num_queries):
    with django_assert_num_queries(0):
        asked(rf, somebody, "/desk/first/")
