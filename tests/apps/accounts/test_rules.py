"""Who holds what, where."""

import pytest

from cast import MEMBERS
from mueang.apps.accounts.enums import Permission, Role
from mueang.apps.accounts.models import RoleGrant
from mueang.apps.accounts.rules import NOWHERE, PERMISSIONS_OF, holds, scopes_where, visible_grants

MAY_TAKE_THE_ROLL = {"keeper", "instructor", "officer", "manager", "unit_officer"}


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
    in_the_city = {"officer", "manager", "auditor"} if member == "manager" else set()
    everybody = {"keeper", "instructor", "officer", "manager", "manager_elsewhere", "unit_officer", "auditor"}
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
