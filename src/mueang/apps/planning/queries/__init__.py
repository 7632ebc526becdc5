"""Questions to planning: the ground of a city, and what its people can reach."""

from mueang.apps.planning.queries.asked import Asked, asked_of
from mueang.apps.planning.queries.ground import Area, CityGround, CityRows, Site, city_ground, city_rows, ground_of
from mueang.apps.planning.queries.proposing import Proposed, latest_proposal, proposals_due, proposed_points
from mueang.apps.planning.queries.reach import AreaReach, Reach, reach_of
from mueang.apps.planning.queries.residents import residents_table
from mueang.apps.planning.queries.scenarios import (
    Effect,
    EffectLine,
    changed_sites,
    effect_of,
    scenario_list,
    scenario_question,
)

__all__ = [
    "Area",
    "AreaReach",
    "Asked",
    "CityGround",
    "CityRows",
    "Effect",
    "EffectLine",
    "Proposed",
    "Reach",
    "Site",
    "asked_of",
    "changed_sites",
    "city_ground",
    "city_rows",
    "effect_of",
    "ground_of",
    "latest_proposal",
    "proposals_due",
    "proposed_points",
    "reach_of",
    "residents_table",
    "scenario_list",
    "scenario_question",
]
