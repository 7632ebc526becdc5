"""Questions to outcomes: whom to ask, what was said, numbers, proposals, lineage."""

from mueang.apps.outcomes.queries.following import Question, ToCall, question_by_key, to_call, unanswered
from mueang.apps.outcomes.queries.lineage import Tree, TreePerson, items_with_lineage, lineage_tree, public_lineage
from mueang.apps.outcomes.queries.mine import MyProposal, MyQuestion, my_proposals, my_questions
from mueang.apps.outcomes.queries.numbers import (
    OutcomeRow,
    came_of_it,
    latest_outcomes,
    outcome_numbers,
    unverified,
)
from mueang.apps.outcomes.queries.proposals import (
    BoardColumn,
    board,
    latest_proposal,
    open_proposals,
    places_to_choose,
    proposal_page,
    proposals_table,
    published_meanwhile,
)

__all__ = [
    "BoardColumn",
    "MyProposal",
    "MyQuestion",
    "OutcomeRow",
    "Question",
    "ToCall",
    "Tree",
    "TreePerson",
    "board",
    "came_of_it",
    "items_with_lineage",
    "latest_outcomes",
    "latest_proposal",
    "lineage_tree",
    "my_proposals",
    "my_questions",
    "open_proposals",
    "outcome_numbers",
    "places_to_choose",
    "proposal_page",
    "proposals_table",
    "public_lineage",
    "published_meanwhile",
    "question_by_key",
    "to_call",
    "unanswered",
    "unverified",
]
