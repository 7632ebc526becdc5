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
from mueang.apps.planning.queries.times import (
    ProposedTimes,
    cities_with_times_due,
    compute_times,
    counted_parts,
    open_time_questions,
    parts_of_week,
    planned_of,
    proposed_times,
    rooms_of,
    time_question_list,
    time_question_of,
    times_due,
)

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
    "ProposedTimes",
    "PublicScenario",
    "Reach",
    "Site",
    "asked_of",
    "changed_sites",
    "cities_with_times_due",
    "city_ground",
    "city_rows",
    "compute_times",
    "counted_parts",
    "desk_comments",
    "effect_of",
    "frozen_scenario",
    "ground_of",
    "latest_proposal",
    "open_time_questions",
    "parts_of_week",
    "planned_of",
    "proposals_due",
    "proposed_points",
    "proposed_times",
    "public_publications",
    "public_scenario",
    "publication_of",
    "publications_to_follow",
    "reach_of",
    "residents_table",
    "rooms_of",
    "said_of",
    "scenario_list",
    "scenario_question",
    "shade_of",
    "shown_comments",
    "standing_publication",
    "time_question_list",
    "time_question_of",
    "times_due",
]
