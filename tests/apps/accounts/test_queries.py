"""Who may do what: the table and the grants."""

from __future__ import annotations

from uuid import uuid4

import pytest

from factories.rows import RoleGrantFactory, UserFactory
from mueang.apps.accounts.actions import password_link
from mueang.apps.accounts.enums import Permission, Role, ScopeKind
from mueang.apps.accounts.queries import (
    account_by_name,
    grants_within,
    invited_account,
    own_grants,
    permission_table,
    table_roles,
)


def test_the_table_says_of_each_role_what_it_carries():
    lines = {line.permission: dict(zip(table_roles(), line.held, strict=True)) for line in permission_table()}

    assert set(lines) == set(Permission)
    assert lines[Permission.CITY_OPEN] == {role: role == Role.UNIT_OFFICER for role in Role}
    assert lines[Permission.ROLL_CALL][Role.INSTRUCTOR]


@pytest.mark.parametrize("n_grants", [1, 3])
def test_grants_within_is_one_query(db, n_grants, django_assert_num_queries):
    scope = uuid4()
    for _ in range(n_grants):
        RoleGrantFactory(scope=scope, scope_kind=ScopeKind.PLACE, city=None)
    RoleGrantFactory()

    with django_assert_num_queries(1):
        assert len([(grant.user.username, grant.granted_by) for grant in grants_within([scope])]) == n_grants


def test_own_grants_are_the_current_ones(cast):
    assert [grant.role for grant in own_grants(cast.keeper)] == [Role.KEEPER]
    assert own_grants(cast.stranger) == []


def test_an_account_is_found_by_its_name_unless_closed(db):
    somsri = UserFactory(username="somsri")
    UserFactory(username="gone", is_active=False)

    assert account_by_name(" SomSri ") == somsri
    assert account_by_name("gone") is None


def test_an_invited_account_is_found_by_its_own_key_only(db):
    somsri, other = UserFactory(), UserFactory()
    key = password_link(somsri).rstrip("/").rsplit("/", 1)[-1]

    assert invited_account(somsri.uuid, key=key) == somsri
    assert invited_account(other.uuid, key=key) is None
    assert invited_account(uuid4(), key=key) is None
