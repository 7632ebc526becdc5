"""Words of flags."""

from mueang.apps.flags.enums.defaults import (
    DEFAULT_RULES,
    LIFE_DAYS,
    LOOK_FROM,
    SOURCES,
    URGENT_FROM,
    VISIT_FROM,
    DefaultRule,
)
from mueang.apps.flags.enums.opinions import OpinionState, Shortfall
from mueang.apps.flags.enums.variables import (
    COMPARED,
    FACT_MEANING,
    MEANING,
    TRANSITION_GRADES,
    FactKind,
    Meaning,
    Variable,
)
from mueang.apps.flags.enums.words import (
    RANK_OF,
    Comparison,
    DecisionKind,
    Ending,
    FactSource,
    FlagState,
    Found,
    Level,
    RunState,
    SheetState,
)

__all__ = [
    "COMPARED",
    "DEFAULT_RULES",
    "FACT_MEANING",
    "LIFE_DAYS",
    "LOOK_FROM",
    "MEANING",
    "RANK_OF",
    "SOURCES",
    "TRANSITION_GRADES",
    "URGENT_FROM",
    "VISIT_FROM",
    "Comparison",
    "DecisionKind",
    "DefaultRule",
    "Ending",
    "FactKind",
    "FactSource",
    "FlagState",
    "Found",
    "Level",
    "Meaning",
    "OpinionState",
    "RunState",
    "SheetState",
    "Shortfall",
    "Variable",
]
