"""Scenarios of places that may become part of a plan, and which activities came of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City
from mueang.apps.planning.models import Scenario
from mueang.apps.planning.queries import scenario_list
from mueang.apps.planning.rules import visible_scenarios
from mueang.apps.plans.enums import Origin
from mueang.apps.plans.models import Activity
from mueang.apps.plans.rules import visible_activities


@dataclass(frozen=True, slots=True)
class PlannedScenario:
    """A scenario with the standing activities that were made from it."""

    scenario: Scenario
    activities: list[Activity]


def scenarios_to_plan(*, viewer: Viewer, city: City) -> list[PlannedScenario]:
    """Scenarios that change something, the last changed first. Three SQL statements however many."""
    seen = set(visible_scenarios(viewer).filter(city=city).exclude(changes=None).values_list("pk", flat=True))
    rows = [row for row in scenario_list(city) if row.pk in seen]
    made: defaultdict[UUID | None, list[Activity]] = defaultdict(list)
    of_scenarios = visible_activities(viewer).standing().filter(came_from_kind=Origin.SCENARIO)
    for activity in of_scenarios.filter(plan__city=city).select_related("plan"):
        made[activity.came_from].append(activity)
    return [PlannedScenario(row, made[row.uuid]) for row in rows]


def scenario_of(activity: Activity, *, viewer: Viewer, city: City) -> Scenario | None:
    """The scenario an activity was made from, where there is one still and `viewer` may see it; one SQL statement."""
    if activity.came_from_kind != Origin.SCENARIO or activity.came_from is None:
        return None
    return visible_scenarios(viewer).filter(city=city, uuid=activity.came_from).first()
