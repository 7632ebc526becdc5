"""A plan filled from a template, or from an earlier plan of the city."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.plans.actions.activities import add_activity
from mueang.apps.plans.actions.plans import CameFrom, begin_plan
from mueang.apps.plans.enums import Origin
from mueang.apps.plans.errors import NotOfThisCity
from mueang.apps.plans.models import Activity, WorkPlan
from mueang.apps.plans.queries.templates import Template, first_of, last_of
from mueang.apps.plans.rules import workers_of


@transaction.atomic
def fill_from_template(*, plan: WorkPlan, template: Template, actor: User) -> list[Activity]:
    """Add what a template names, each with its milestones. Raises PermissionDenied, PlanIsClosed."""
    return [
        add_activity(
            plan=plan,
            actor=actor,
            title_th=draft.title_th,
            title_en=draft.title_en,
            aim=draft.aim,
            for_whom=draft.for_whom,
            expected=draft.expected,
            starts_on=first_of(draft.first_month, year=plan.year),
            ends_on=last_of(draft.last_month, year=plan.year),
            milestones=[(step.title_th, last_of(step.month, year=plan.year)) for step in draft.steps],
            came_from=CameFrom(Origin.TEMPLATE),
        )
        for draft in template.drafts
    ]


@transaction.atomic
def copy_activities(*, plan: WorkPlan, earlier: WorkPlan, actor: User) -> list[Activity]:
    """Add what an earlier plan of the city did, moved to this year: words, days, places and milestones, no money.

    Who no longer works for the city hands what was theirs to the owner of the plan. Raises PermissionDenied,
    PlanIsClosed, NotOfThisCity.
    """
    if earlier.city_id != plan.city_id:
        raise NotOfThisCity
    ahead, here = plan.year - earlier.year, set(workers_of(plan.city).values_list("pk", flat=True))
    rows = earlier.activities.standing().select_related("owner", "partner")
    return [
        _copy(row, plan, ahead=ahead, owner=row.owner if row.owner_id in here else plan.owner, actor=actor)
        for row in rows.prefetch_related("milestones", "neighbourhoods").order_by("number")
    ]


def _copy(row: Activity, plan: WorkPlan, *, ahead: int, owner: User, actor: User) -> Activity:
    same = ("title_th", "title_en", "aim", "partner", "for_whom", "n_people", "expected")
    return add_activity(
        plan=plan,
        actor=actor,
        owner=owner,
        starts_on=_later(row.starts_on, ahead),
        ends_on=_later(row.ends_on, ahead),
        neighbourhoods=row.neighbourhoods.all(),
        milestones=[(one.title_th, _later(one.due_on, ahead)) for one in row.milestones.all()],
        came_from=CameFrom(Origin.ACTIVITY, row.uuid),
        **{name: getattr(row, name) for name in same},
    )


def _later(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@transaction.atomic
def begin_filled_plan(
    *, city: City, year: int, actor: User, earlier: WorkPlan | None = None, template: Template | None = None
) -> WorkPlan:
    """Begin a plan from an earlier one, from a template, or empty. Raises PermissionDenied, PlanIsThere."""
    origin = CameFrom(Origin.PLAN, earlier.uuid) if earlier else CameFrom(Origin.TEMPLATE) if template else None
    plan = begin_plan(city=city, year=year, actor=actor, aim=earlier.aim if earlier else "", came_from=origin)
    if earlier is not None:
        copy_activities(plan=plan, earlier=earlier, actor=actor)
    elif template is not None:
        fill_from_template(plan=plan, template=template, actor=actor)
    return plan
