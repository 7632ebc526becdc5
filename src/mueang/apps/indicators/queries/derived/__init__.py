"""Questions to derived indicators: what stands frozen, what is due, and the counting itself."""

from mueang.apps.indicators.queries.derived.counting import Counted, city_counter, counted
from mueang.apps.indicators.queries.derived.values import (
    DerivedHistory,
    DerivedPage,
    DerivedRow,
    cities_to_freeze,
    derived_history,
    derived_page,
    freeze_of,
    freezes_due,
    newest_values,
    year_of,
    years_to_freeze,
)

__all__ = [
    "Counted",
    "DerivedHistory",
    "DerivedPage",
    "DerivedRow",
    "cities_to_freeze",
    "city_counter",
    "counted",
    "derived_history",
    "derived_page",
    "freeze_of",
    "freezes_due",
    "newest_values",
    "year_of",
    "years_to_freeze",
]
