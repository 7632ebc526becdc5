"""A scenario with everything its public page says, as numbers and words that move no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from mueang.apps.planning.enums import FREE_HOURS, THIRDS, WEEKS_AHEAD, ChangeKind
from mueang.apps.planning.models import Change, Scenario
from mueang.apps.planning.queries.asked import Asked
from mueang.apps.planning.queries.ground import CityGround, Site, city_rows, ground_of
from mueang.apps.planning.queries.reach import AreaReach, Reach
from mueang.apps.planning.queries.scenarios import Effect, EffectLine, effect_of, scenario_question
from mueang.apps.planning.queries.shades import N_SHADES, shade_of
from mueang.ui import maps

Frozen = dict[str, Any]


def frozen_scenario(*, scenario: Scenario, now: datetime) -> Frozen | None:
    """The scenario beside today, computed now; None where it changes nothing or nobody is counted.

    A page made of it asks for no row of the city and computes nothing. Five SQL statements at most.
    """
    asked = scenario_question(scenario)
    rows = city_rows(city=scenario.city, interest=asked.interest, now=now)
    changes = list(scenario.changes.select_related("place"))
    ground = ground_of(rows, asked=asked)
    if not changes or not ground.has_people:
        return None
    effect = effect_of(rows, changes=changes, asked=asked)
    return {
        "asked": _asked(asked, ground),
        "basis": _basis(asked, ground),
        "before": _reach(effect.before),
        "after": _reach(effect.after),
        "whole": _line(effect.whole),
        "cost_satang": effect.cost_satang,
        "cost_each_satang": effect.cost_each_satang,
        "areas": [_area(before, after) for before, after in effect.areas],
        "ages": [_line(line, label=group.value) for group, line in effect.ages],
        "need": [_line(line) for line in effect.need],
        "changes": [_change(change) for change in changes],
        "map": _map(effect, changes, today=ground.sites),
    }


def _asked(asked: Asked, ground: CityGround) -> Frozen:
    interest = next((row for row in ground.interests if row.code == asked.interest), None)
    names = {"name_th": interest.name_th, "name_en": interest.name_en} if interest else None
    return {
        "group": asked.group.value,
        "way": asked.way.value,
        "minutes": asked.minutes,
        "interest": names,
        "counts_need": asked.counts_need,
    }


def _basis(asked: Asked, ground: CityGround) -> Frozen:
    # The methods come with NumPy, which only whoever plans needs.
    from mueang.methods.access import MODES

    mode, free = MODES[asked.way], FREE_HOURS[asked.group]
    return {
        "speed_kmh": mode.speed_kmh,
        "detour_factor": mode.detour_factor,
        "waiting_minutes": mode.waiting_minutes,
        "is_assumed": mode.is_assumed,
        "workday": list(free[0][1:]),
        "weekend": list(free[-1][1:]),
        "thirds": [round(100 * weight) for weight in THIRDS],
        "weeks": WEEKS_AHEAD,
        "sources": [[source, day.isoformat()] for source, day in ground.sources],
        "n_unknown": ground.n_unknown,
    }


def _reach(reach: Reach) -> Frozen:
    return {"gini": _round(reach.gini, 3), "between_share": _round(reach.between_share, 3)}


def _area(before: AreaReach, after: AreaReach) -> Frozen:
    area = before.area
    return {
        "name_th": area.name_th,
        "name_en": area.name_en,
        "people": area.people,
        "within": [before.n_within, after.n_within],
        "access": [_round(before.per_hundred, 2), _round(after.per_hundred, 2)],
    }


def _line(line: EffectLine, *, label: str = "") -> Frozen:
    return {
        "label": label or line.label,
        "people": line.people,
        "within": [line.within_before, line.within_after],
        "access": [_round(line.access_before, 2), _round(line.access_after, 2)],
    }


def _change(change: Change) -> Frozen:
    place = change.place
    return {
        "kind": change.kind,
        "name_th": place.name_th if place else change.name,
        "name_en": place.name_en if place else change.name,
        "seats": change.seats,
        "cost_satang": change.cost_satang,
    }


def _map(effect: Effect, changes: Sequence[Change], *, today: Sequence[Site]) -> Frozen:
    """Boundaries drawn under their numbers, and places where they would stand; what changes is marked."""
    marked = {str(change.place.uuid if change.place else change.uuid): change.kind for change in changes}
    shapes = [(str(n), after.area.boundary or {}) for n, (_before, after) in enumerate(effect.areas, start=1)]
    shut = [site for site in today if marked.get(site.key) == ChangeKind.CLOSED]
    sites = [*effect.sites, *shut]
    drawn = maps.ground(shapes, pins=[(*site.point, site.name_th, site.key) for site in sites])
    most = effect.most
    return {
        "width": drawn.width,
        "height": drawn.height,
        "areas": [
            {
                "path": area.path,
                "x": area.label_x,
                "y": area.label_y,
                "n": int(area.name),
                "fits": bool(area.room),
                "shade": shade_of(effect.areas[int(area.name) - 1][1].per_hundred, most=most),
            }
            for area in drawn.areas
        ],
        "sites": [_site(site, drawn, kind=marked.get(site.key, "")) for site in sites],
        "steps": [[most * step / N_SHADES, most * (step + 1) / N_SHADES] for step in range(N_SHADES)],
    }


def _site(site: Site, ground: maps.Ground, *, kind: str) -> Frozen:
    x, y = ground.place((site.point[1], site.point[0]))
    return {"x": round(x, 1), "y": round(y, 1), "name_th": site.name_th, "name_en": site.name_en, "kind": kind}


def _round(value: float | None, digits: int) -> float | None:
    return None if value is None else round(float(value), digits)
