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
from mueang.apps.planning.actions.times import (
    accept_times,
    answer_times,
    ask_for_times,
    ask_to_compute,
    drop_times,
    propose_times,
)

__all__ = [
    "ResidentsLine",
    "accept_times",
    "answer_comment",
    "answer_times",
    "ask_for_places",
    "ask_for_times",
    "ask_scenario",
    "ask_to_compute",
    "close_publication",
    "compute_proposal",
    "copy_scenario",
    "delete_scenario",
    "drop_change",
    "drop_times",
    "hide_comment",
    "lengthen_publication",
    "make_scenario",
    "move_site",
    "propose_times",
    "publish_scenario",
    "rename_scenario",
    "send_comment",
    "set_change",
    "set_residents",
    "show_comment",
    "stop_proposal",
    "withdraw_publication",
]
