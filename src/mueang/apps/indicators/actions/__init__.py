"""Everything that changes frameworks, indicators and figures."""

from mueang.apps.indicators.actions.frameworks import add_indicator, check_item, load_frameworks
from mueang.apps.indicators.actions.observations import Figure, observe, withdraw_observation
from mueang.apps.indicators.actions.sheets import confirm_sheet, discard_sheet, stage_sheet

__all__ = [
    "Figure",
    "add_indicator",
    "check_item",
    "confirm_sheet",
    "discard_sheet",
    "load_frameworks",
    "observe",
    "stage_sheet",
    "withdraw_observation",
]
