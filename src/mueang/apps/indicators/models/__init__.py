"""What indicators keep."""

from mueang.apps.indicators.models.derived import Freeze, FrozenValue, FrozenValueQuerySet
from mueang.apps.indicators.models.frameworks import Framework, FrameworkItem, Indicator, ItemCheck
from mueang.apps.indicators.models.observations import Observation, ObservationQuerySet, ObservationSheet
from mueang.apps.indicators.models.panels import Judgement, Panel, PanelQuestion, Reviewer

__all__ = [
    "Framework",
    "FrameworkItem",
    "Freeze",
    "FrozenValue",
    "FrozenValueQuerySet",
    "Indicator",
    "ItemCheck",
    "Judgement",
    "Observation",
    "ObservationQuerySet",
    "ObservationSheet",
    "Panel",
    "PanelQuestion",
    "Reviewer",
]
