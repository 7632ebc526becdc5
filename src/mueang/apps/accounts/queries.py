"""Who may do what: the table of roles, and the grants within some scopes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from mueang.apps.accounts.enums import Permission, Role
from mueang.apps.accounts.models import RoleGrant, RoleGrantQuerySet, User
from mueang.apps.accounts.rules import PERMISSIONS_OF, current_grants, link_stands


@dataclass(frozen=True, slots=True)
class PermissionLine:
    """One permission, and for each role of the table whether it carries it."""

    permission: Permission
    held: tuple[bool, ...]


def table_roles() -> list[Role]:
    """The columns of the table, in the order of the words."""
    return list(Role)


def permission_table() -> list[PermissionLine]:
    """Every permission against every role: what a manager reads before giving one."""
    return [
        PermissionLine(permission, tuple(permission in PERMISSIONS_OF[role] for role in Role))
        for permission in Permission
    ]


def grants_within(scopes: Iterable[UUID]) -> RoleGrantQuerySet:
    """Current grants over any of `scopes`, with their people; the caller asks its own rule first. One SQL statement."""
    return (
        RoleGrant.objects.current()
        .filter(scope__in=list(scopes))
        .select_related("user", "granted_by")
        .order_by("user__display_name", "user__username", "role", "pk")
    )


def invited_account(account: UUID, *, key: str) -> User | None:
    """The account whose password link carries `key`, while that link stands."""
    user = User.objects.filter(uuid=account).first()
    return user if user is not None and link_stands(user, key) else None


def own_grants(user: User) -> list[RoleGrant]:
    """The current grants of the signed-in account itself."""
    return current_grants(user)


def account_by_name(username: str) -> User | None:
    """The account that signs in by this name, however its letters are cased."""
    return User.objects.filter(username__iexact=username.strip(), is_active=True).first()
