"""A city's plan of a budget year: begun, agreed, worked, closed; shared with those who pay or help."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.plans.enums import MOVES, Origin, PlanState
from mueang.apps.plans.errors import (
    CannotMove,
    ChangedMeanwhile,
    NothingPlanned,
    PlanIsClosed,
    PlanIsThere,
    WordsNeeded,
)
from mueang.apps.plans.models import WorkPlan
from mueang.apps.plans.rules import may_write


class CameFrom(NamedTuple):
    """What a plan or an activity is made from: the row is found again by whichever app holds it."""

    kind: Origin
    uuid: UUID | None = None


@transaction.atomic
def begin_plan(
    *,
    city: City,
    year: int,
    actor: User,
    title_th: str = "",
    title_en: str = "",
    aim: str = "",
    owner: User | None = None,
    came_from: CameFrom | None = None,
) -> WorkPlan:
    """Begin the plan of the budget year called `year` (common era). Raises PermissionDenied, PlanIsThere."""
    if not may_write(actor, city):
        raise PermissionDenied
    plan = WorkPlan(
        city=city,
        year=year,
        title_th=title_th.strip() or f"แผนงานเมืองแห่งการเรียนรู้ ปีงบประมาณ {year + 543}",
        title_en=title_en.strip() or f"Learning-city work plan, budget year {year}",
        aim=aim.strip(),
        owner=owner or actor,
        changed_by=actor,
        came_from_kind=came_from.kind if came_from else "",
        came_from=came_from.uuid if came_from else None,
    )
    plan.clean_fields()
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError as there:
        raise PlanIsThere from there
    record(actor=actor, verb="plan.begun", target=plan, book=city.slug, facts={"year": year})
    return plan


@transaction.atomic
def plan_for_year(*, city: City, year: int, actor: User) -> WorkPlan:
    """The plan of that budget year, begun if there is none: for whoever brings an activity. Raises PermissionDenied."""
    found = WorkPlan.objects.filter(city=city, year=year).first()
    return found or begin_plan(city=city, year=year, actor=actor)


@transaction.atomic
def change_plan(
    *, plan: WorkPlan, version: int, title_th: str, title_en: str, aim: str, owner: User, actor: User
) -> WorkPlan:
    """Change what the plan says of itself. Raises PermissionDenied, PlanIsClosed, ChangedMeanwhile, WordsNeeded."""
    plan = lock_plan(plan)
    ensure_may_write(plan, actor)
    if plan.version != version:
        raise ChangedMeanwhile(str(plan.changed_by))
    if not title_th.strip():
        raise WordsNeeded
    plan.title_th, plan.title_en, plan.aim, plan.owner = title_th.strip(), title_en.strip(), aim.strip(), owner
    plan.full_clean(exclude=["city"])
    _save(plan, actor)
    record(actor=actor, verb="plan.changed", target=plan, book=plan.city.slug)
    return plan


@transaction.atomic
def move_plan(*, plan: WorkPlan, to: str, actor: User, on: date | None = None) -> WorkPlan:
    """Agree a plan, begin it, close it, or take the last of these back.

    Raises PermissionDenied, CannotMove where it is not the next state, NothingPlanned for a plan without an activity.
    """
    plan, state = lock_plan(plan), PlanState(to)
    if not may_write(actor, plan.city):
        raise PermissionDenied
    if plan.state == state:
        return plan
    if state not in MOVES[PlanState(plan.state)]:
        raise CannotMove
    if state == PlanState.AGREED and plan.state == PlanState.DRAFT:
        if not plan.activities.standing().exists():
            raise NothingPlanned
        plan.agreed_on = on or timezone.localdate()
    if state == PlanState.DRAFT:
        plan.agreed_on = None
    facts = {"before": plan.state, "after": state.value}
    plan.state = state
    _save(plan, actor)
    record(actor=actor, verb="plan.moved", target=plan, book=plan.city.slug, facts=facts)
    return plan


@transaction.atomic
def share_plan(*, plan: WorkPlan, is_shared: bool, actor: User) -> WorkPlan:
    """Let the City Unit see the plan and each funder what its money pays for, or end that. Raises PermissionDenied."""
    plan = lock_plan(plan)
    if not may_write(actor, plan.city):
        raise PermissionDenied
    if plan.is_shared != is_shared:
        plan.is_shared = is_shared
        _save(plan, actor)
        verb = "plan.shared" if is_shared else "plan.unshared"
        record(actor=actor, verb=verb, target=plan, book=plan.city.slug)
    return plan


def lock_plan(plan: WorkPlan) -> WorkPlan:
    """The plan, held until the action ends: whatever changes in a plan waits here, so a signature sees one moment."""
    rows = WorkPlan.objects.select_for_update(of=("self",)).select_related("city", "changed_by")
    return rows.get(pk=plan.pk)


def ensure_may_write(plan: WorkPlan, actor: User) -> None:
    """Raises PermissionDenied, PlanIsClosed."""
    if not may_write(actor, plan.city):
        raise PermissionDenied
    ensure_open(plan)


def ensure_open(plan: WorkPlan) -> None:
    """Raises PlanIsClosed."""
    if plan.state == PlanState.CLOSED:
        raise PlanIsClosed


def _save(plan: WorkPlan, actor: User) -> None:
    plan.version, plan.changed_by = plan.version + 1, actor
    plan.save()
