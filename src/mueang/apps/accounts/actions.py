"""Give and end roles, invite people, keep their preferences.

Roles are of the ground floor, the audit record stands above it: whoever calls `give_role`, `end_role` or `invite`
writes the event (`places.actions` does so for the pages and the command).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.errors import OwnRole, RoleAlreadyEnded, RoleAlreadyHeld, UsernameTaken
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.accounts.rules import PERMISSIONS_OF, may_give


@dataclass(frozen=True, slots=True)
class Invitation:
    """A new account, its first role, and the link by which its owner sets a password, once, within three days."""

    user: User
    grant: RoleGrant
    link: str


@transaction.atomic
def grant_role(
    *, user: User, role: str, scope_kind: str, scope: UUID | None, actor: User | None, within: Iterable[UUID] = ()
) -> RoleGrant:
    """Give `user` a role over `scope`; `within` names the scopes around it, such as the city of a place.

    The caller vouches that `scope` lies within `within`. Raises PermissionDenied if `actor` does not hold every
    permission of the role there, and RoleAlreadyHeld.
    """
    if not may_give(actor, role, at=[scope, *within]):
        raise PermissionDenied
    grant = RoleGrant(user=user, role=role, scope_kind=scope_kind, scope=scope, granted_by=actor)
    grant.clean_fields()
    try:
        with transaction.atomic():
            grant.save()
    except IntegrityError as error:
        if RoleGrant.objects.current().filter(user=user, role=role, scope=scope).exists():
            raise RoleAlreadyHeld from error
        raise
    user.__dict__.pop("_current_grants", None)
    return grant


@transaction.atomic
def end_role(*, grant: RoleGrant, actor: User | None, within: Iterable[UUID] = ()) -> RoleGrant:
    """End a role today; the row stays as history.

    Raises PermissionDenied as `grant_role` does, RoleAlreadyEnded, and OwnRole where actors would lock themselves out.
    """
    grant = RoleGrant.objects.select_for_update(of=("self",)).select_related("user").get(pk=grant.pk)
    if not may_give(actor, grant.role, at=[grant.scope, *within]):
        raise PermissionDenied
    if grant.ended_at is not None:
        raise RoleAlreadyEnded
    if actor is not None and grant.user_id == actor.pk and Permission.ROLES_GRANT in PERMISSIONS_OF[grant.role]:
        raise OwnRole
    grant.ended_at = timezone.now()
    grant.save(update_fields=["ended_at"])
    return grant


@transaction.atomic
def invite(
    *,
    username: str,
    display_name: str,
    role: str,
    scope_kind: str,
    scope: UUID | None,
    actor: User | None,
    within: Iterable[UUID] = (),
    email: str = "",
) -> Invitation:
    """Open an account with its first role, without a password: the link lets its owner choose one.

    Raises what `grant_role` raises, UsernameTaken, and ValidationError for a name that cannot be one.
    """
    user = User(username=username, display_name=display_name, email=email)
    user.set_unusable_password()
    user.clean_fields()
    if User.objects.filter(username__iexact=username).exists():
        raise UsernameTaken
    user.save(force_insert=True)
    grant = grant_role(user=user, role=role, scope_kind=scope_kind, scope=scope, actor=actor, within=within)
    return Invitation(user=user, grant=grant, link=password_link(user))


def password_link(user: User) -> str:
    """The address where `user` sets a password once; it dies when used, when they sign in, and after three days."""
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return f"{settings.BASE_URL}{path}"


def change_preferences(*, user: User, display_name: str, language: str) -> User:
    """What only concerns the account's owner: how they are called and in which language they are addressed."""
    user.display_name, user.language = display_name, language
    user.clean_fields(exclude=["password"])
    user.save(update_fields=["display_name", "language"])
    return user
