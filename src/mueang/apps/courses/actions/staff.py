"""Who teaches a course and who judges its work: roles over this offering alone."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.actions import end_role, grant_role
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.audit.actions import record
from mueang.apps.courses.errors import NoSuchAccount, NotOfThisCourse
from mueang.apps.courses.models import CourseRun
from mueang.apps.courses.rules import may_run

# What somebody may be appointed to over one course.
STAFF = (Role.FACILITATOR, Role.ASSESSOR)


@transaction.atomic
def appoint(*, run: CourseRun, username: str, role: str, actor: User) -> RoleGrant:
    """Give an account the role over this offering.

    Raises PermissionDenied, NotOfThisCourse, NoSuchAccount, and what `grant_role` refuses.
    """
    if role not in STAFF:
        raise NotOfThisCourse
    if not may_run(actor, run.offering):
        raise PermissionDenied
    user = User.objects.filter(username=username.strip(), is_active=True).first()
    if user is None:
        raise NoSuchAccount
    offering = run.offering
    grant = grant_role(
        user=user,
        role=role,
        scope_kind=ScopeKind.OFFERING,
        scope=offering.uuid,
        actor=actor,
        within=[offering.city.uuid],
    )
    record(actor=actor, verb="course.appointed", target=run, book=offering.city.slug, facts={"role": str(role)})
    return grant


@transaction.atomic
def dismiss(*, run: CourseRun, grant: RoleGrant, actor: User) -> None:
    """End a role over this offering. Raises PermissionDenied, NotOfThisCourse, and what `end_role` refuses."""
    if grant.scope != run.offering.uuid or grant.role not in STAFF:
        raise NotOfThisCourse
    end_role(grant=grant, actor=actor, within=[run.offering.city.uuid])
    facts = {"role": grant.role}
    record(actor=actor, verb="course.dismissed", target=run, book=run.offering.city.slug, facts=facts)
