"""Changes of planning."""

from mueang.apps.planning.actions.proposals import ask_for_places, compute_proposal, stop_proposal
from mueang.apps.planning.actions.residents import ResidentsLine, set_residents
from mueang.apps.planning.actions.scenarios import (
    ask_scenario,
    delete_scenario,
    drop_change,
    make_scenario,
    move_site,
    set_change,
)

__all__ = [
    "ResidentsLine",
    "ask_for_places",
    "ask_scenario",
    "compute_proposal",
    "delete_scenario",
    "drop_change",
    "make_scenario",
    "move_site",
    "set_change",
    "set_residents",
    "stop_proposal",
]
