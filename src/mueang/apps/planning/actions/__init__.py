"""Changes of planning."""

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
    "ask_scenario",
    "delete_scenario",
    "drop_change",
    "make_scenario",
    "move_site",
    "set_change",
    "set_residents",
]
