"""Who may see a work plan, write it, and work its activities.

A city's own people see its whole plan. Others see what the city shares: the City Unit a plan marked as shared, a
funder the activities of such a plan that its money pays for.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import PERMISSIONS_OF, Scopes, Viewer, holds, scopes_where
from mueang.apps.network.models import City
from mueang.apps.network.rules import cities_where
from mueang.apps.plans.enums import PlanState, ReportState
from mueang.apps.plans.models import Activity, Evidence, FundingSource, Milestone, PlanReport, PlanSheet, WorkPlan
from mueang.apps.plans.models.evidence import EvidenceQuerySet
from mueang.apps.plans.models.plans import ActivityQuerySet, MilestoneQuerySet


def planned_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities whose whole plans `viewer` may read."""
    return cities_where(viewer, Permission.PLANS_READ)


def visible_plans(viewer: Viewer) -> QuerySet[WorkPlan]:
    """The plans of one's own city, and those that are shared with one: never a draft."""
    shared = scopes_where(viewer, Permission.PLANS_SHARED)
    told = Q(is_shared=True) & ~Q(state=PlanState.DRAFT)
    own = Q(city__in=planned_cities(viewer))
    if shared.everywhere:
        return WorkPlan.objects.filter(own | told)
    if not shared.ids:
        return WorkPlan.objects.filter(own)
    paid = Activity.objects.filter(_paid_by(shared)).values("plan")
    return WorkPlan.objects.filter(own | told & Q(pk__in=paid))


def visible_activities(viewer: Viewer) -> ActivityQuerySet:
    """The only door to activities: those of one's own city, and of what is shared those one pays for."""
    shared = scopes_where(viewer, Permission.PLANS_SHARED)
    told = Q(plan__is_shared=True) & ~Q(plan__state=PlanState.DRAFT)
    own = Q(plan__city__in=planned_cities(viewer))
    if shared.everywhere:
        return Activity.objects.filter(own | told)
    if not shared.ids:
        return Activity.objects.filter(own)
    paid = Activity.objects.filter(_paid_by(shared)).values("pk")
    return Activity.objects.filter(own | told & Q(pk__in=paid))


def visible_milestones(viewer: Viewer) -> MilestoneQuerySet:
    return Milestone.objects.filter(activity__in=visible_activities(viewer))


def visible_evidence(viewer: Viewer) -> EvidenceQuerySet:
    return Evidence.objects.filter(activity__in=visible_activities(viewer))


def visible_sources(viewer: Viewer) -> QuerySet[FundingSource]:
    """Sources of one's cities, those of an organization one acts for; for the City Unit, those of shared plans."""
    shared = scopes_where(viewer, Permission.PLANS_SHARED)
    own = Q(city__in=planned_cities(viewer))
    if shared.everywhere:
        told = WorkPlan.objects.filter(is_shared=True).exclude(state=PlanState.DRAFT)
        return FundingSource.objects.filter(own | Q(city__in=told.values("city")))
    return FundingSource.objects.filter(own | Q(organization__uuid__in=shared.ids))


def visible_reports(viewer: Viewer) -> QuerySet[PlanReport]:
    """Reports of one's own city; of what is shared the signed ones, for a funder those of its money."""
    shared = scopes_where(viewer, Permission.PLANS_SHARED)
    own = Q(plan__city__in=planned_cities(viewer))
    told = Q(plan__is_shared=True, state=ReportState.SIGNED)
    if not shared.everywhere:
        told &= Q(source__organization__uuid__in=shared.ids)
    return PlanReport.objects.filter(own | told)


def visible_sheets(viewer: Viewer) -> QuerySet[PlanSheet]:
    return PlanSheet.objects.filter(plan__city__in=cities_where(viewer, Permission.PLANS_WRITE))


def may_read_all(viewer: Viewer, city: City) -> bool:
    return holds(viewer, Permission.PLANS_READ, at=[city.uuid])


def may_write(actor: Viewer, city: City) -> bool:
    """Plan: activities, money, agreement, sharing, and the signature under a report."""
    return holds(actor, Permission.PLANS_WRITE, at=[city.uuid])


def may_name_owner(actor: Viewer, city: City) -> bool:
    """Say who answers for a plan or an activity: who writes the plan, and who gives the city's roles."""
    return may_write(actor, city) or holds(actor, Permission.ROLES_GRANT, at=[city.uuid])


def may_work(actor: Viewer, activity: Activity, *, city: City) -> bool:
    """Report on an activity: whoever writes the plan, and its owner."""
    is_own = activity.owner_id == actor.pk and holds(actor, Permission.PLANS_WORK, at=[city.uuid])
    return is_own or may_write(actor, city)


def workers_of(city: City) -> QuerySet[User]:
    """Accounts that can answer for an activity of the city, by their name."""
    roles = [role for role, permissions in PERMISSIONS_OF.items() if Permission.PLANS_WORK in permissions]
    held = Q(role_grants__role__in=roles, role_grants__scope=city.uuid, role_grants__ended_at=None)
    held &= Q(role_grants__until=None) | Q(role_grants__until__gt=timezone.now())
    return User.objects.filter(held, is_active=True).distinct().order_by("display_name", "username")


def _paid_by(scopes: Scopes) -> Q:
    return Q(budget_lines__source__organization__uuid__in=scopes.ids)
