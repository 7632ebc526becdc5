"""Small surveys that do not mislead: whom to ask, what answers stand for, how sure they are, and who was silent."""

from mueang.methods.surveys.errors import SurveyRefused
from mueang.methods.surveys.estimating import Estimate, Response, bounds_of_silence, estimate, responses
from mueang.methods.surveys.sampling import SampleSize, allocate, draw, sample_size
from mueang.methods.surveys.weighting import design_effect, rake, stratum_weights

__all__ = [
    "Estimate",
    "Response",
    "SampleSize",
    "SurveyRefused",
    "allocate",
    "bounds_of_silence",
    "design_effect",
    "draw",
    "estimate",
    "rake",
    "responses",
    "sample_size",
    "stratum_weights",
]
