"""Give and end roles in a city, at its partners and at its places, each written to the record."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts import actions as accounts
from mueang.apps.accounts.actions import Invitation
from mueang.apps.accounts.enums import ScopeKind
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.audit.actions import record
from mueang.apps.audit.enums import INSTALLATION_BOOK
from mueang.apps.network.models import City, Organization
from mueang.apps.places.errors import ScopeElsewhere
from mueang.apps.places.models import Place

Scope = City | Organization | Place


@transaction.atomic
def give_role(*, user: User, role: str, city: City, at: Scope, actor: User | None) -> RoleGrant:
    """Give `user` a role in `city`: at the city itself, at a partner of it, or at a place of it.

    Raises PermissionDenied, RoleAlreadyHeld, and ScopeElsewhere where `at` is another city's.
    """
    grant = accounts.grant_role(user=user, role=role, actor=actor, **_scope(city, at))
    _record(grant, actor=actor, verb="role.given", book=city.slug)
    return grant


@transaction.atomic
def lend_role(*, user: User, role: str, city: City | None, until: datetime, reason: str) -> RoleGrant:
    """Lend a role for some hours, in a city or everywhere: for the operator at the machine, on the record.

    Raises RoleAlreadyHeld.
    """
    scope = _scope(city, city) if city else {"scope_kind": ScopeKind.INSTALLATION, "scope": None}
    grant = accounts.grant_role(user=user, role=role, actor=None, until=until, **scope)
    facts = {"role": role, "until": timezone.localtime(until).isoformat(timespec="minutes"), "reason": reason[:200]}
    record(actor=None, verb="role.lent", target=grant, book=city.slug if city else INSTALLATION_BOOK, facts=facts)
    return grant


@transaction.atomic
def end_role(*, grant: RoleGrant, city: City, at: Scope, actor: User | None) -> RoleGrant:
    """End a role. Raises PermissionDenied, OwnRole, RoleAlreadyEnded, and ScopeElsewhere."""
    scope = _scope(city, at)
    if grant.scope != scope["scope"]:
        raise ScopeElsewhere
    ended = accounts.end_role(grant=grant, actor=actor, within=scope["within"])
    _record(ended, actor=actor, verb="role.ended", book=city.slug)
    return ended


@transaction.atomic
def invite(
    *,
    username: str,
    display_name: str,
    role: str,
    city: City | None,
    at: Scope | None,
    actor: User | None,
    email: str = "",
) -> Invitation:
    """Open an account with a first role in `city`, or without a city over the whole installation.

    The link in the answer is shown once and kept nowhere. Raises PermissionDenied, UsernameTaken, ScopeElsewhere and
    ValidationError.
    """
    if city is None or at is None:
        scope: dict[str, Any] = {"scope_kind": ScopeKind.INSTALLATION, "scope": None, "within": ()}
    else:
        scope = _scope(city, at)
    invitation = accounts.invite(
        username=username, display_name=display_name, role=role, actor=actor, email=email, **scope
    )
    book = city.slug if city else INSTALLATION_BOOK
    record(actor=actor, verb="account.invited", target=invitation.user, book=book)
    _record(invitation.grant, actor=actor, verb="role.given", book=book)
    return invitation


def _scope(city: City, at: Scope) -> dict[str, Any]:
    """The words of accounts for a scope, once it is known to lie in `city`."""
    kinds = {City: ScopeKind.CITY, Organization: ScopeKind.ORGANIZATION, Place: ScopeKind.PLACE}
    owner = at.pk if isinstance(at, City) else at.city_id
    if owner != city.pk:
        raise ScopeElsewhere
    within: tuple[UUID, ...] = (city.uuid,)
    return {"scope_kind": kinds[type(at)], "scope": at.uuid, "within": within}


def _record(grant: RoleGrant, *, actor: User | None, verb: str, book: str) -> None:
    facts = {
        "role": grant.role,
        "scope_kind": grant.scope_kind,
        "scope": str(grant.scope or ""),
        "to": str(grant.user.uuid),
    }
    record(actor=actor, verb=verb, target=grant, book=book, facts=facts)
