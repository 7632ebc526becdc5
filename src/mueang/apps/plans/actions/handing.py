"""A plan or an activity goes to another owner, as one who leaves hands it over."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.plans.actions.plans import ensure_open, lock_plan
from mueang.apps.plans.models import Activity, WorkPlan
from mueang.apps.plans.rules import may_name_owner, workers_of


@transaction.atomic
def hand_over_plan(*, plan: WorkPlan, owner: User, actor: User) -> WorkPlan:
    """Raises PermissionDenied, also where the new owner works on no plan of the city, and PlanIsClosed."""
    plan = lock_plan(plan)
    _give(plan, plan, owner=owner, actor=actor)
    record(actor=actor, verb="plan.handed_over", target=plan, book=plan.city.slug, facts={"to": str(owner.uuid)})
    return plan


@transaction.atomic
def hand_over_activity(*, activity: Activity, owner: User, actor: User) -> Activity:
    """Raises as `hand_over_plan` does."""
    plan = lock_plan(activity.plan)
    row = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    _give(row, plan, owner=owner, actor=actor)
    facts = {"to": str(owner.uuid)}
    record(actor=actor, verb="plan.activity_handed_over", target=row, book=plan.city.slug, facts=facts)
    return row


def _give(row: WorkPlan | Activity, plan: WorkPlan, *, owner: User, actor: User) -> None:
    if not may_name_owner(actor, plan.city) or not workers_of(plan.city).filter(pk=owner.pk).exists():
        raise PermissionDenied
    ensure_open(plan)
    row.owner, row.changed_by, row.version = owner, actor, row.version + 1
    row.save(update_fields=["owner", "changed_by", "changed_at", "version"])
