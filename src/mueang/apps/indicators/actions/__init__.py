"""Everything that changes frameworks, indicators and figures."""

from mueang.apps.indicators.actions.derived import ask_for_freeze, take_into_register
from mueang.apps.indicators.actions.frameworks import add_indicator, check_item, load_frameworks
from mueang.apps.indicators.actions.freezing import run_freeze
from mueang.apps.indicators.actions.indices import drop_index, keep_index, share_figures
from mueang.apps.indicators.actions.observations import Figure, observe, withdraw_observation
from mueang.apps.indicators.actions.panels import call_off, close_panel, hand_in, judge, open_panel, open_second_round
from mueang.apps.indicators.actions.parts import Part, say_parts
from mueang.apps.indicators.actions.sheets import confirm_sheet, discard_sheet, stage_sheet
from mueang.apps.indicators.actions.surveys import take_from_survey

__all__ = [
    "Figure",
    "Part",
    "add_indicator",
    "ask_for_freeze",
    "call_off",
    "check_item",
    "close_panel",
    "confirm_sheet",
    "discard_sheet",
    "drop_index",
    "hand_in",
    "judge",
    "keep_index",
    "load_frameworks",
    "observe",
    "open_panel",
    "open_second_round",
    "run_freeze",
    "say_parts",
    "share_figures",
    "stage_sheet",
    "take_from_survey",
    "take_into_register",
    "withdraw_observation",
]
