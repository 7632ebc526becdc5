"""How unequally a city's learning is shared: parity, spread, parts within and between groups, slope, lack and gaps."""

from mueang.methods.inequality.concentration import concentration_index
from mueang.methods.inequality.entropy import GroupPart, Theil, theil
from mueang.methods.inequality.errors import InequalityRefused
from mueang.methods.inequality.gaps import Gap, gaps
from mueang.methods.inequality.intervals import Measured, with_interval
from mueang.methods.inequality.parity import is_parity, parity
from mueang.methods.inequality.poverty import fgt
from mueang.methods.inequality.rates import gaps_of_rates, rates_with_interval
from mueang.methods.inequality.shapley import shapley, shapley_by_group, shapley_by_source
from mueang.methods.inequality.spread import gini, palma, weighted_quantile

__all__ = [
    "Gap",
    "GroupPart",
    "InequalityRefused",
    "Measured",
    "Theil",
    "concentration_index",
    "fgt",
    "gaps",
    "gaps_of_rates",
    "gini",
    "is_parity",
    "palma",
    "parity",
    "rates_with_interval",
    "shapley",
    "shapley_by_group",
    "shapley_by_source",
    "theil",
    "weighted_quantile",
    "with_interval",
]
