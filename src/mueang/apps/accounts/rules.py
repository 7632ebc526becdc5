"""Which role may do what, and the one question every other app's rules ask: does this account hold it here?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from mueang.apps.accounts.enums import Permission, Role
from mueang.apps.accounts.models import RoleGrant, RoleGrantQuerySet, User

Viewer = User | AnonymousUser

# Children's registers, flags and cases: only for those who work with them, whatever else somebody may do.
PROTECTED = frozenset(
    {
        Permission.REGISTERS_READ,
        Permission.REGISTERS_WRITE,
        Permission.FLAGS_READ,
        Permission.FLAG_RULES_WRITE,
        Permission.CASES_WORK,
        Permission.CASES_SUPERVISE,
    }
)
# A fund decides about its money by itself: nobody else's role brings that with it.
OF_FUNDS = frozenset({Permission.FUND_RUN})
# Who judges learners' work is appointed for it, so that whoever runs a course does not judge it by the way.
OF_ASSESSORS = frozenset({Permission.ASSESS})
OPEN = frozenset(set(Permission) - PROTECTED - OF_FUNDS - OF_ASSESSORS)
# Pages that name those who learn, children among them: for the city's own staff, not for those who see many cities.
BY_NAME = frozenset(
    {
        Permission.PEOPLE_READ,
        Permission.PEOPLE_WRITE,
        Permission.ENROLLMENT_READ,
        Permission.ENROLLMENT_WRITE,
        Permission.ROLL_CALL,
        Permission.AWARD,
        Permission.PRIVACY,
    }
)
# Its people by name and its own plan: others see what it shares, also those who appoint the people who keep them.
CITYS_OWN = BY_NAME | {Permission.PLANS_READ, Permission.PLANS_WORK, Permission.PLANS_WRITE}

PERMISSIONS_OF: dict[str, frozenset[str]] = {
    Role.CITY_MANAGER: OPEN - {Permission.CITY_OPEN, Permission.PRACTICES_CHECK},
    Role.CITY_OFFICER: OPEN
    - {
        Permission.CITY_OPEN,
        Permission.AUDIT_READ,
        Permission.ROLES_GRANT,
        Permission.PRIVACY,
        Permission.REPORTS_SIGN,
        Permission.SUPPORT_COUNT,
        Permission.MONEY_APPROVE,
        Permission.MONEY_CLOSE,
        Permission.PLANS_WRITE,
        Permission.PRACTICES_CHECK,
    },
    Role.UNIT_OFFICER: OPEN - CITYS_OWN,
    Role.KEEPER: frozenset(
        {
            Permission.PLACES_WRITE,
            Permission.CATALOG_WRITE,
            Permission.ENROLLMENT_READ,
            Permission.ENROLLMENT_WRITE,
            Permission.ROLL_CALL,
            Permission.SURVEYS_ENTER,
        }
    ),
    Role.INSTRUCTOR: frozenset({Permission.ENROLLMENT_READ, Permission.ROLL_CALL}),
    Role.AUDITOR: frozenset(
        {
            Permission.CITY_READ,
            Permission.NOTICES_READ,
            Permission.AUDIT_READ,
            Permission.MONEY_READ,
            Permission.PLANS_READ,
        }
    ),
    Role.TEACHER: frozenset({Permission.REGISTERS_READ, Permission.REGISTERS_WRITE, Permission.CONCERNS_RAISE}),
    Role.CASE_WORKER: frozenset(
        {Permission.REGISTERS_READ, Permission.FLAGS_READ, Permission.CONCERNS_RAISE, Permission.CASES_WORK}
    ),
    Role.FUNDER: OF_FUNDS | {Permission.PLANS_SHARED},
    Role.ASSESSOR: OF_ASSESSORS,
    Role.FACILITATOR: frozenset({Permission.COURSES_TEACH}),
    Role.PRIVACY_OFFICER: frozenset(
        {Permission.CITY_READ, Permission.PEOPLE_READ, Permission.PRIVACY, Permission.AUDIT_READ}
    ),
    Role.CASE_SUPERVISOR: PROTECTED | {Permission.CONCERNS_RAISE, Permission.SUPPORT_COUNT},
}
# Who gives roles need not be trusted with the children themselves, a fund's money or learners' work: they appoint
# whoever is.
APPOINTED = frozenset({Role.TEACHER, Role.CASE_WORKER, Role.CASE_SUPERVISOR, Role.FUNDER, Role.ASSESSOR})


class SignedInRequest(HttpRequest):
    """A request whose user is known never to be anonymous."""

    user: User


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are given by the city; learners need none."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (allauth's signature)
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Home, in the language the account prefers; who asked for another on the sign-in page keeps that."""
        home: str = super().get_login_redirect_url(request)
        if not isinstance(request.user, User) or get_language() != settings.LANGUAGE_CODE:
            return home
        return translate_url(home, request.user.language)


@dataclass(frozen=True, slots=True)
class Scopes:
    """Where somebody holds a permission: everywhere, or within these cities, organizations and places."""

    everywhere: bool
    ids: frozenset[UUID]

    def covers(self, *scopes: UUID | None) -> bool:
        return self.everywhere or any(scope in self.ids for scope in scopes)


NOWHERE = Scopes(everywhere=False, ids=frozenset())


def current_grants(viewer: Viewer) -> list[RoleGrant]:
    """The viewer's current grants, read once and kept on the request's own user object."""
    if not isinstance(viewer, User) or not viewer.is_active:
        return []
    kept: list[RoleGrant] | None = viewer.__dict__.get("_current_grants")
    if kept is None:
        kept = viewer.__dict__["_current_grants"] = list(RoleGrant.objects.current().filter(user=viewer))
    return kept


def scopes_where(viewer: Viewer, permission: str) -> Scopes:
    """Every scope in which `viewer` holds `permission`; one SQL statement a request."""
    grants = [grant for grant in current_grants(viewer) if permission in PERMISSIONS_OF[grant.role]]
    if not grants:
        return NOWHERE
    return Scopes(
        everywhere=any(grant.scope is None for grant in grants),
        ids=frozenset(grant.scope for grant in grants if grant.scope is not None),
    )


def holds(viewer: Viewer, permission: str, *, at: Iterable[UUID | None] = ()) -> bool:
    """Whether `viewer` holds `permission` in any of the scopes `at` (a place and its city, say)."""
    return scopes_where(viewer, permission).covers(*at)


def visible_grants(viewer: Viewer) -> RoleGrantQuerySet:
    """Grants in the scopes where `viewer` may give roles, and the viewer's own."""
    if not isinstance(viewer, User):
        return RoleGrant.objects.none()
    scopes = scopes_where(viewer, Permission.ROLES_GRANT)
    if scopes.everywhere:
        return RoleGrant.objects.all()
    return RoleGrant.objects.filter(user=viewer) | RoleGrant.objects.filter(scope__in=scopes.ids)


def link_stands(user: User, key: str) -> bool:
    """Whether the key of a password link is this account's, unused and not too old."""
    return user.is_active and default_token_generator.check_token(user, key)


def holds_all_of(viewer: Viewer, role: str, *, at: Iterable[UUID | None]) -> bool:
    """Whether `viewer` may do there whatever the role lets one do: giving it to oneself would add nothing."""
    around = list(at)
    return all(holds(viewer, permission, at=around) for permission in PERMISSIONS_OF[role])


def may_give(actor: User | None, role: str, *, at: Iterable[UUID | None]) -> bool:
    """Whether `actor` may give or end `role` in a scope: nobody gives what they do not hold there.

    Roles that work with children, run a fund or judge work are the exception: whoever gives roles appoints them, to
    others and not to themselves. So is what a city keeps to itself: the City Unit appoints its manager and sees neither
    the city's plan nor the names of those who learn there.
    `at` is the scope and the scopes around it (a place and its city). No actor is the operator at the machine.
    """
    around = list(at)
    theirs = frozenset() if role in APPOINTED else PERMISSIONS_OF[role] - CITYS_OWN
    wanted = {Permission.ROLES_GRANT, *theirs}
    return actor is None or all(holds(actor, permission, at=around) for permission in wanted)
