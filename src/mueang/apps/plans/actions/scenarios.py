"""A scenario of places becomes part of the plan: one activity for each change, pointing back at it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.planning.enums import AgeGroup, ChangeKind
from mueang.apps.planning.models import Change, Scenario
from mueang.apps.planning.queries import frozen_scenario
from mueang.apps.planning.rules import may_plan
from mueang.apps.plans.actions.activities import add_activity
from mueang.apps.plans.actions.plans import CameFrom, lock_plan, plan_for_year
from mueang.apps.plans.enums import Origin
from mueang.apps.plans.errors import ScenarioPlanned, ScenarioSaysNothing
from mueang.apps.plans.models import Activity

MOST_LETTERS = 200


@transaction.atomic
def plan_from_scenario(*, scenario: Scenario, year: int, actor: User, now: datetime) -> list[Activity]:
    """An activity for each change of a scenario in the plan of that budget year, which is begun if there is none.

    What is expected of them is what the scenario computes now; its money waits for a source. Raises PermissionDenied,
    ScenarioPlanned, ScenarioSaysNothing, PlanIsClosed, and OutsideTheYear for a year that is over.
    """
    city = scenario.city
    if not may_plan(actor, city):
        raise PermissionDenied
    plan = lock_plan(plan_for_year(city=city, year=year, actor=actor))
    if plan.activities.standing().filter(came_from_kind=Origin.SCENARIO, came_from=scenario.uuid).exists():
        raise ScenarioPlanned
    computed = frozen_scenario(scenario=scenario, now=now)
    if computed is None:
        raise ScenarioSaysNothing
    gaining = [row["name_th"] for row in computed["areas"] if (row["within"][1] or 0) > (row["within"][0] or 0)]
    shared: dict[str, Any] = {
        "came_from": CameFrom(Origin.SCENARIO, scenario.uuid),
        "neighbourhoods": list(city.neighbourhoods.filter(name_th__in=gaining)),
        "starts_on": max(plan.period.starts_on, timezone.localdate(now)),
        "ends_on": plan.period.ends_on,
    }
    return [
        add_activity(plan=plan, actor=actor, **shared, **_said(change, scenario, computed))
        for change in scenario.changes.select_related("place")
    ]


def _said(change: Change, scenario: Scenario, computed: dict[str, Any]) -> dict[str, Any]:
    """What an activity says of itself in both languages; whoever owns it puts it right."""
    before, after = computed["whole"]["within"]
    words = {"name": scenario.name, "before": f"{before:,}", "after": f"{after:,}"}
    said: dict[str, Any] = {"for_whom": _in("th", lambda: str(AgeGroup(scenario.group).label))}
    for language in ("th", "en"):
        said[f"title_{language}"] = _in(language, lambda: _title(change))[:MOST_LETTERS]
    aim = [scenario.note, _in("th", lambda: _cost(change))]
    said["expected"] = _in(
        "th",
        lambda: (
            _("With the whole scenario “%(name)s” %(after)s people have a place within reach, and today %(before)s.")
            % words
        ),
    )
    return said | {"aim": "\n".join(one for one in aim if one), "n_people": max(0, after - before)}


def _title(change: Change) -> str:
    is_thai = translation.get_language() == "th"
    place = change.place
    name = change.name if place is None else place.name_th if is_thai or not place.name_en else place.name_en
    return f"{ChangeKind(change.kind).label}: {name}"


def _cost(change: Change) -> str:
    if not change.cost_satang:
        return ""
    return _("Cost in the first year as the scenario says it: %(baht)s baht.") % {
        "baht": f"{change.cost_satang // 100:,}"
    }


def _in(language: str, words: Callable[[], str]) -> str:
    """Words in one language, whoever presses."""
    with translation.override(language):
        return words()
