"""What flags are asked."""

from mueang.apps.flags.queries.due import cities_due
from mueang.apps.flags.queries.fact_sheets import (
    FactLine,
    blank_facts,
    lines_of_sheet,
    number_of,
    read_facts,
    visible_sheets,
)
from mueang.apps.flags.queries.features import Features, features_of
from mueang.apps.flags.queries.judged import Judged, JudgedRow, judged
from mueang.apps.flags.queries.opinions import (
    OpinionLine,
    OpinionPage,
    is_waiting,
    opinion_page,
    second_opinion,
    second_opinions,
)
from mueang.apps.flags.queries.places import PlaceRow, Places, StepRow, places
from mueang.apps.flags.queries.queue import (
    FlagPage,
    FlagRow,
    Wanted,
    facts_of,
    flag_page,
    last_runs,
    level_counts,
    queue,
    schools_to_choose,
    with_reasons,
)
from mueang.apps.flags.queries.rule_sets import RuleSetPage, draft_of, rule_set_page, rule_sets
from mueang.apps.flags.queries.schooling import school_year_of
from mueang.apps.flags.queries.scoring import Scores, score
from mueang.apps.flags.queries.sentences import shown_source, stored_source
from mueang.apps.flags.queries.standing import handed_over, quiet_keys, standing_flags, waiting_hand_overs
from mueang.apps.flags.queries.whatif import WhatIf, last_term, what_if

__all__ = [
    "FactLine",
    "Features",
    "FlagPage",
    "FlagRow",
    "Judged",
    "JudgedRow",
    "OpinionLine",
    "OpinionPage",
    "PlaceRow",
    "Places",
    "RuleSetPage",
    "Scores",
    "StepRow",
    "Wanted",
    "WhatIf",
    "blank_facts",
    "cities_due",
    "draft_of",
    "facts_of",
    "features_of",
    "flag_page",
    "handed_over",
    "is_waiting",
    "judged",
    "last_runs",
    "last_term",
    "level_counts",
    "lines_of_sheet",
    "number_of",
    "opinion_page",
    "places",
    "queue",
    "quiet_keys",
    "read_facts",
    "rule_set_page",
    "rule_sets",
    "school_year_of",
    "schools_to_choose",
    "score",
    "second_opinion",
    "second_opinions",
    "shown_source",
    "standing_flags",
    "stored_source",
    "visible_sheets",
    "waiting_hand_overs",
    "what_if",
    "with_reasons",
]
