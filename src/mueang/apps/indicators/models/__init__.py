"""What indicators keep."""

from mueang.apps.indicators.models.frameworks import Framework, FrameworkItem, Indicator, ItemCheck
from mueang.apps.indicators.models.observations import Observation, ObservationQuerySet, ObservationSheet

__all__ = [
    "Framework",
    "FrameworkItem",
    "Indicator",
    "ItemCheck",
    "Observation",
    "ObservationQuerySet",
    "ObservationSheet",
]
