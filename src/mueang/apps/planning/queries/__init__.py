"""Questions to planning: the ground of a city, and what its people can reach."""

from mueang.apps.planning.queries.asked import Asked, asked_of
from mueang.apps.planning.queries.freezing import frozen_scenario
from mueang.apps.planning.queries.ground import Area, CityGround, CityRows, Site, city_ground, city_rows, ground_of
from mueang.apps.planning.queries.proposing import Proposed, latest_proposal, proposals_due, proposed_points
from mueang.apps.planning.queries.published import (
    PublicScenario,
    desk_comments,
    public_publications,
    public_scenario,
    publication_of,
    publications_to_follow,
    said_of,
    shown_comments,
    standing_publication,
)
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
from mueang.apps.planning.queries.shades import N_SHADES, shade_of

__all__ = [
    "N_SHADES",
    "Area",
    "AreaReach",
    "Asked",
    "CityGround",
    "CityRows",
    "Effect",
    "EffectLine",
    "Proposed",
    "PublicScenario",
    "Reach",
    "Site",
    "asked_of",
    "changed_sites",
    "city_ground",
    "city_rows",
    "desk_comments",
    "effect_of",
    "frozen_scenario",
    "ground_of",
    "latest_proposal",
    "proposals_due",
    "proposed_points",
    "public_publications",
    "public_scenario",
    "publication_of",
    "publications_to_follow",
    "reach_of",
    "residents_table",
    "said_of",
    "scenario_list",
    "scenario_question",
    "shade_of",
    "shown_comments",
    "standing_publication",
]
