"""Where to open: places for the least way, the shortest worst way or the most people in reach, each with a proof."""

from mueang.methods.siting.answer import Siting
from mueang.methods.siting.center import p_center
from mueang.methods.siting.coverage import max_coverage
from mueang.methods.siting.covering import set_cover
from mueang.methods.siting.errors import SitingRefused
from mueang.methods.siting.graphs import Graph, graph_from, ways_through
from mueang.methods.siting.levelling import Levelled, worst_off_first
from mueang.methods.siting.median import p_median
from mueang.methods.siting.watch import Progress

__all__ = [
    "Graph",
    "Levelled",
    "Progress",
    "Siting",
    "SitingRefused",
    "graph_from",
    "max_coverage",
    "p_center",
    "p_median",
    "set_cover",
    "ways_through",
    "worst_off_first",
]
