"""What somebody answers for in the city's work plans."""

from __future__ import annotations

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.plans.enums import OVER, PlanState
from mueang.apps.plans.models import Activity, WorkPlan
from mueang.lib.held import Held


def held_plans(holder: User, city: City) -> list[Held]:
    """Plans that are not closed. One SQL statement."""
    rows = WorkPlan.objects.filter(city=city, owner=holder).exclude(state=PlanState.CLOSED)
    return [Held(row.uuid, row.title_th, row.title_en, Permission.PLANS_WORK, (city.uuid,)) for row in rows]


def held_activities(holder: User, city: City) -> list[Held]:
    """What is neither done nor dropped in such plans. One SQL statement."""
    rows = Activity.objects.filter(plan__city=city, owner=holder).exclude(plan__state=PlanState.CLOSED)
    return [
        Held(row.uuid, row.title_th, row.title_en, Permission.PLANS_WORK, (city.uuid,))
        for row in rows.exclude(state__in=OVER)
    ]
