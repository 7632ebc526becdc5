"""Who may see applications and grants: the city whose they are, and the fund whose money it is."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.accounts.rules import PERMISSIONS_OF, Viewer, holds, scopes_where
from mueang.apps.grants.enums import ApplicationState
from mueang.apps.grants.models import Application, Call, Expense, Fund, Grant, GrantReport, Instalment, Paper, Sample
from mueang.apps.network.models import City
from mueang.apps.network.rules import cities_where


def grant_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities whose grants `viewer` may read: officers, auditors."""
    return cities_where(viewer, Permission.MONEY_READ)


def run_funds(viewer: Viewer) -> QuerySet[Fund]:
    """Funds that `viewer` runs, by a role at their organization."""
    scopes = scopes_where(viewer, Permission.FUND_RUN)
    return Fund.objects.all() if scopes.everywhere else Fund.objects.filter(organization__uuid__in=scopes.ids)


def visible_calls(viewer: Viewer) -> QuerySet[Call]:
    """Calls of one's own funds; for cities every call."""
    if grant_cities(viewer).exists():
        return Call.objects.all()
    return Call.objects.filter(fund__in=run_funds(viewer))


def visible_applications(viewer: Viewer) -> QuerySet[Application]:
    """One's city's; of one's fund those that were sent to it."""
    sent = Q(call__fund__in=run_funds(viewer)) & ~Q(state=ApplicationState.DRAFT)
    return Application.objects.filter(Q(city__in=grant_cities(viewer)) | sent)


def visible_grants(viewer: Viewer) -> QuerySet[Grant]:
    """The only door to grants: those of one's city, and those of one's fund."""
    return Grant.objects.filter(Q(city__in=grant_cities(viewer)) | Q(fund__in=run_funds(viewer)))


def visible_instalments(viewer: Viewer) -> QuerySet[Instalment]:
    return Instalment.objects.filter(grant__in=visible_grants(viewer))


def visible_expenses(viewer: Viewer) -> QuerySet[Expense]:
    return Expense.objects.filter(grant__in=visible_grants(viewer))


def visible_reports(viewer: Viewer) -> QuerySet[GrantReport]:
    return GrantReport.objects.filter(grant__in=visible_grants(viewer))


def visible_samples(viewer: Viewer) -> QuerySet[Sample]:
    return Sample.objects.filter(grant__in=visible_grants(viewer))


def visible_papers(viewer: Viewer) -> QuerySet[Paper]:
    """Papers of applications and receipts of grants that `viewer` may see."""
    by_application = Q(application__in=visible_applications(viewer))
    return Paper.objects.filter(by_application | Q(expenses__grant__in=visible_grants(viewer))).distinct()


def approvers_of(city: City) -> QuerySet[User]:
    """Who approves money of a city and signs for it."""
    return _holders(Permission.MONEY_APPROVE, at=city.uuid)


def officers_of(fund: Fund) -> QuerySet[User]:
    """Who decides for a fund."""
    return _holders(Permission.FUND_RUN, at=fund.organization.uuid)


def _holders(permission: str, *, at: UUID) -> QuerySet[User]:
    roles = [role for role, held in PERMISSIONS_OF.items() if permission in held]
    held_there = RoleGrant.objects.current().filter(role__in=roles, scope=at)
    return User.objects.filter(is_active=True, pk__in=held_there.values("user"))


def may_enter(actor: Viewer, city: City) -> bool:
    """Apply, enter expenses, record instalments, remit tax."""
    return holds(actor, Permission.MONEY_ENTER, at=[city.uuid])


def may_approve(actor: Viewer, city: City) -> bool:
    """Approve and reverse expenses, sign reports, close a grant for the city."""
    return holds(actor, Permission.MONEY_APPROVE, at=[city.uuid])


def may_run(actor: Viewer, fund: Fund) -> bool:
    """Decide for the fund."""
    return holds(actor, Permission.FUND_RUN, at=[fund.organization.uuid])
