"""Give and end roles, invite people, keep their preferences.

Roles are of the ground floor, the audit record stands above it: whoever calls `grant_role`, `end_role` or `invite`
writes the event (`places.actions` does so for the pages and the command).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.errors import (
    LastToGiveRoles,
    LinkSpent,
    OwnRole,
    RoleAlreadyEnded,
    RoleAlreadyHeld,
    UsernameTaken,
)
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.accounts.rules import PERMISSIONS_OF, holds_all_of, link_stands, may_give, scopes_where


@dataclass(frozen=True, slots=True)
class Invitation:
    """A new account, its first role, and the link by which its owner sets a password, once, within three days."""

    user: User
    grant: RoleGrant
    link: str


@transaction.atomic
def grant_role(
    *,
    user: User,
    role: str,
    scope_kind: str,
    scope: UUID | None,
    actor: User | None,
    within: Iterable[UUID] = (),
    until: datetime | None = None,
) -> RoleGrant:
    """Give `user` a role over `scope`, for ever or `until` a moment; `within` names the scopes around it.

    The caller vouches that `scope` lies within `within`. Raises PermissionDenied if `actor` does not hold every
    permission of the role there, OwnRole for a role that would give oneself more than one holds, and RoleAlreadyHeld.
    """
    if not may_give(actor, role, at=[scope, *within]):
        raise PermissionDenied
    if actor is not None and actor.pk == user.pk and not holds_all_of(actor, role, at=[scope, *within]):
        raise OwnRole
    grant = RoleGrant(user=user, role=role, scope_kind=scope_kind, scope=scope, granted_by=actor, until=until)
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


@dataclass(frozen=True, slots=True)
class Left:
    """The roles somebody had, and whether the account has been closed with them."""

    grants: list[RoleGrant]
    is_closed: bool


@transaction.atomic
def leave_scopes(*, user: User, city: UUID, scopes: Collection[UUID], actor: User | None) -> Left:
    """End every role of `user` within `scopes`, all of `city`, one's own too; without another role the account closes.

    A closed account has no password and no passkey, and who is signed in with it is not any more. Raises
    PermissionDenied as `end_role` does, and LastToGiveRoles where nobody would be left who gives roles in the city.
    """
    givers = [role for role, held in PERMISSIONS_OF.items() if Permission.ROLES_GRANT in held]
    standing = RoleGrant.objects.current().filter(scope=city, role__in=givers, user__is_active=True)
    # Locked in one order: of two who leave at the same moment the second is told.
    holders = {grant.user_id for grant in standing.order_by("pk").select_for_update(of=("self",))}
    if holders == {user.pk}:
        raise LastToGiveRoles
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    grants = list(RoleGrant.objects.current().filter(user=user, scope__in=scopes).select_for_update(of=("self",)))
    if not all(may_give(actor, grant.role, at=[grant.scope, city]) for grant in grants):
        raise PermissionDenied
    now = timezone.now()
    for grant in grants:
        grant.ended_at = now
        grant.save(update_fields=["ended_at"])
    is_closed = not RoleGrant.objects.current().filter(user=user).exists()
    if is_closed:
        user.is_active = False
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
        Authenticator.objects.filter(user=user).delete()
    return Left(grants, is_closed)


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
    user = _new_account(username=username, display_name=display_name, email=email, password=None)
    grant = grant_role(user=user, role=role, scope_kind=scope_kind, scope=scope, actor=actor, within=within)
    return Invitation(user=user, grant=grant, link=password_link(user))


@transaction.atomic
def open_account(*, username: str, display_name: str, password: str, actor: User | None = None) -> User:
    """Open an account that can sign in at once and holds no role: for the demo and the operator at the machine.

    Raises PermissionDenied for an actor who may not give roles everywhere, UsernameTaken and ValidationError.
    """
    if actor is not None and not scopes_where(actor, Permission.ROLES_GRANT).everywhere:
        raise PermissionDenied
    return _new_account(username=username, display_name=display_name, email="", password=password)


def open_linked_account(*, username: str, display_name: str) -> User:
    """Open an account without a password and without a role, for whoever another system vouches for; it alone lets in.

    The caller writes the event. Raises UsernameTaken.
    """
    return _new_account(username=username, display_name=display_name, email="", password=None)


def password_link(user: User) -> str:
    """The address where `user` chooses a password, once; it dies when used, at any sign-in, and after three days."""
    key = default_token_generator.make_token(user)
    path = reverse("accounts:welcome", kwargs={"account": user.uuid, "key": key})
    return f"{settings.BASE_URL}{path}"


@transaction.atomic
def accept_invitation(*, user: User, key: str, password: str) -> User:
    """Set the password that the owner of a link chose. Raises LinkSpent and ValidationError."""
    # Lock, then look: the link may have been opened twice.
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if not link_stands(user, key):
        raise LinkSpent
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


def change_preferences(*, user: User, display_name: str, language: str) -> User:
    """What only concerns the account's owner: how they are called and in which language they are addressed.

    Raises ValidationError.
    """
    user.display_name, user.language = display_name, language
    user.clean_fields(exclude=["password"])
    if language not in dict(settings.LANGUAGES):
        raise ValidationError({"language": _("This language is not offered here.")})
    user.save(update_fields=["display_name", "language"])
    return user


def _new_account(*, username: str, display_name: str, email: str, password: str | None) -> User:
    user = User(username=User.normalize_username(username), display_name=display_name, email=email)
    if password is not None:
        validate_password(password, user)
    user.set_password(password)
    user.clean_fields()
    if User.objects.filter(username__iexact=user.username).exists():
        raise UsernameTaken
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise UsernameTaken from error
    return user
