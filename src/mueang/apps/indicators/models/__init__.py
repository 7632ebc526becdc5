"""What indicators keep."""

from mueang.apps.indicators.models.derived import Freeze, FrozenValue, FrozenValueQuerySet
from mueang.apps.indicators.models.frameworks import Framework, FrameworkItem, Indicator, ItemCheck
from mueang.apps.indicators.models.indices import IndexSetup, Sharing
from mueang.apps.indicators.models.observations import Observation, ObservationQuerySet, ObservationSheet
from mueang.apps.indicators.models.panels import Judgement, Panel, PanelQuestion, Reviewer
from mueang.apps.indicators.models.parts import DIMENSIONS, ObservationPart

__all__ = [
    "DIMENSIONS",
    "Framework",
    "FrameworkItem",
    "Freeze",
    "FrozenValue",
    "FrozenValueQuerySet",
    "IndexSetup",
    "Indicator",
    "ItemCheck",
    "Judgement",
    "Observation",
    "ObservationPart",
    "ObservationQuerySet",
    "ObservationSheet",
    "Panel",
    "PanelQuestion",
    "Reviewer",
    "Sharing",
]
