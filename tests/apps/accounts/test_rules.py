"""Who holds what, where."""

import pytest

from cast import MEMBERS
from mueang.apps.accounts.enums import Permission, Role
from mueang.apps.accounts.models import RoleGrant
from mueang.apps.accounts.rules import (
    APPOINTED,
    NOWHERE,
    PERMISSIONS_OF,
    PROTECTED,
    holds,
    may_give,
    scopes_where,
    visible_grants,
)

MAY_TAKE_THE_ROLL = {"keeper", "instructor", "officer", "manager"}


@pytest.mark.parametrize("member", MEMBERS)
def test_only_those_with_a_role_at_the_place_or_its_city_take_the_roll(cast, member):
    viewer = getattr(cast, member)

    allowed = holds(viewer, Permission.ROLL_CALL, at=[cast.place.uuid, cast.city.uuid])

    assert allowed == (member in MAY_TAKE_THE_ROLL)


@pytest.mark.parametrize("member", MEMBERS)
def test_grants_are_seen_by_their_holder_and_by_those_who_give_roles_there(cast, member):
    viewer = getattr(cast, member)

    seen = {grant.user.username for grant in visible_grants(viewer).select_related("user")}

    own = set() if member in {"anonymous", "stranger", "learner"} else {member}
    in_the_city = {"officer", "manager", "auditor", "case_worker", "case_supervisor"} if member == "manager" else set()
    everybody = set(MEMBERS) - {"anonymous", "stranger", "learner"}
    assert seen == (everybody if member == "unit_officer" else own | in_the_city)


def test_a_closed_account_holds_nothing(cast):
    cast.manager.is_active = False

    assert not holds(cast.manager, Permission.ROLL_CALL, at=[cast.city.uuid])


def test_an_ended_role_holds_nothing(cast):
    RoleGrant.objects.filter(user=cast.manager).update(ended_at="2026-01-01T00:00:00Z")

    assert scopes_where(cast.manager, Permission.ROLL_CALL) == NOWHERE


def test_holding_asks_the_database_once_a_request(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        for permission in Permission:
            holds(cast.manager, permission, at=[cast.city.uuid])


def test_every_role_of_the_table_has_its_permissions():
    assert set(PERMISSIONS_OF) == set(Role)
    assert all(permissions <= set(Permission) for permissions in PERMISSIONS_OF.values())


@pytest.mark.parametrize("member", sorted(set(MEMBERS) - {"teacher", "case_worker", "case_supervisor"}))
def test_nobody_sees_registers_flags_or_cases_by_an_office_of_the_open_city(cast, member):
    viewer = getattr(cast, member)

    assert not any(holds(viewer, permission, at=[cast.school_uuid, cast.city.uuid]) for permission in PROTECTED)


@pytest.mark.parametrize("role", sorted(APPOINTED))
def test_whoever_gives_roles_appoints_those_who_work_with_children(cast, role):
    assert may_give(cast.manager, role, at=[cast.city.uuid])
    assert not may_give(cast.case_supervisor, role, at=[cast.city.uuid])
    assert not may_give(cast.manager_elsewhere, role, at=[cast.city.uuid])
