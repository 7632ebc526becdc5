"""What people can reach, and how much of it is theirs: travel times, cumulative opportunities, floating catchments."""

from mueang.methods.access.decay import Decay, Gaussian, InversePower, Steps
from mueang.methods.access.errors import AccessRefused
from mueang.methods.access.floating import (
    balanced_floating_catchment,
    cumulative,
    three_step_floating_catchment,
    two_step_floating_catchment,
)
from mueang.methods.access.ground import points_within
from mueang.methods.access.offered import Hours, seat_hours, shared_hours, weighted_demand
from mueang.methods.access.pairs import Pairs, listed_pairs
from mueang.methods.access.travel import DETOUR_FACTOR, MODES, Barrier, Mode, travel_minutes

__all__ = [
    "DETOUR_FACTOR",
    "MODES",
    "AccessRefused",
    "Barrier",
    "Decay",
    "Gaussian",
    "Hours",
    "InversePower",
    "Mode",
    "Pairs",
    "Steps",
    "balanced_floating_catchment",
    "cumulative",
    "listed_pairs",
    "points_within",
    "seat_hours",
    "shared_hours",
    "three_step_floating_catchment",
    "travel_minutes",
    "two_step_floating_catchment",
    "weighted_demand",
]
