"""Composite indices that do not mislead: every stage, what is not measured, and how far a ranking can be trusted."""

from mueang.methods.indicators.aggregating import aggregate
from mueang.methods.indicators.best_weights import benefit_of_the_doubt
from mueang.methods.indicators.coherence import Coherence, coherence, cronbach_alpha
from mueang.methods.indicators.comparing import Compared, analytic_hierarchy
from mueang.methods.indicators.composing import Index, composite, reweigh
from mueang.methods.indicators.drawing import Uncertainty, uncertainty, uncertainty_of
from mueang.methods.indicators.errors import IndexRefused
from mueang.methods.indicators.normalising import normalise
from mueang.methods.indicators.outranking import copeland, outranking
from mueang.methods.indicators.principal import component_weights
from mueang.methods.indicators.ranking import ranks
from mueang.methods.indicators.treating import kurtosis, skewness, treat
from mueang.methods.indicators.varying import Effect, Sensitivity, dropped, sensitivity, sensitivity_of
from mueang.methods.indicators.weighing import weigh

__all__ = [
    "Coherence",
    "Compared",
    "Effect",
    "Index",
    "IndexRefused",
    "Sensitivity",
    "Uncertainty",
    "aggregate",
    "analytic_hierarchy",
    "benefit_of_the_doubt",
    "coherence",
    "component_weights",
    "composite",
    "copeland",
    "cronbach_alpha",
    "dropped",
    "kurtosis",
    "normalise",
    "outranking",
    "ranks",
    "reweigh",
    "sensitivity",
    "sensitivity_of",
    "skewness",
    "treat",
    "uncertainty",
    "uncertainty_of",
    "weigh",
]
