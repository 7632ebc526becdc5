"""Changes of planning."""

from mueang.apps.planning.actions.comments import answer_comment, hide_comment, send_comment, show_comment
from mueang.apps.planning.actions.proposals import ask_for_places, compute_proposal, stop_proposal
from mueang.apps.planning.actions.publishing import (
    close_publication,
    lengthen_publication,
    publish_scenario,
    withdraw_publication,
)
from mueang.apps.planning.actions.residents import ResidentsLine, set_residents
from mueang.apps.planning.actions.scenarios import (
    ask_scenario,
    copy_scenario,
    delete_scenario,
    drop_change,
    make_scenario,
    move_site,
    rename_scenario,
    set_change,
)

__all__ = [
    "ResidentsLine",
    "answer_comment",
    "ask_for_places",
    "ask_scenario",
    "close_publication",
    "compute_proposal",
    "copy_scenario",
    "delete_scenario",
    "drop_change",
    "hide_comment",
    "lengthen_publication",
    "make_scenario",
    "move_site",
    "publish_scenario",
    "rename_scenario",
    "send_comment",
    "set_change",
    "set_residents",
    "show_comment",
    "stop_proposal",
    "withdraw_publication",
]
