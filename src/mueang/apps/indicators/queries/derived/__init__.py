"""Questions to derived indicators: what stands frozen, what is due, and the counting itself."""

from mueang.apps.indicators.queries.derived.behind import Behind, Room, RowsBehind, room_of, rows_behind
from mueang.apps.indicators.queries.derived.counting import Counted, city_counter, counted
from mueang.apps.indicators.queries.derived.values import (
    DerivedHistory,
    DerivedPage,
    DerivedRow,
    cities_to_freeze,
    derived_history,
    derived_page,
    freezes_due,
    newest_values,
    year_of,
    years_to_freeze,
)

__all__ = [
    "Behind",
    "Counted",
    "DerivedHistory",
    "DerivedPage",
    "DerivedRow",
    "Room",
    "RowsBehind",
    "cities_to_freeze",
    "city_counter",
    "counted",
    "derived_history",
    "derived_page",
    "freezes_due",
    "newest_values",
    "room_of",
    "rows_behind",
    "year_of",
    "years_to_freeze",
]
