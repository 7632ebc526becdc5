"""Questions to frameworks, indicators and figures."""

from mueang.apps.indicators.queries.frameworks import (
    FrameworkCard,
    FrameworkPage,
    ItemLine,
    framework_cards,
    framework_page,
    items_to_serve,
)
from mueang.apps.indicators.queries.observations import (
    IndicatorPage,
    Measured,
    indicator_page,
    observation_table,
    register,
)
from mueang.apps.indicators.queries.panels import (
    PanelPage,
    QuestionLine,
    SeatPage,
    indicators_to_judge,
    panel_page,
    panels_of,
    seat_page,
)
from mueang.apps.indicators.queries.sheets import SheetLine, lines_of, read_figures

__all__ = [
    "FrameworkCard",
    "FrameworkPage",
    "IndicatorPage",
    "ItemLine",
    "Measured",
    "PanelPage",
    "QuestionLine",
    "SeatPage",
    "SheetLine",
    "framework_cards",
    "framework_page",
    "indicator_page",
    "indicators_to_judge",
    "items_to_serve",
    "lines_of",
    "observation_table",
    "panel_page",
    "panels_of",
    "read_figures",
    "register",
    "seat_page",
]
