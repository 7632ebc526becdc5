"""Questions to planning: the ground of a city, and what its people can reach."""

from mueang.apps.planning.queries.asked import Asked, asked_of
from mueang.apps.planning.queries.ground import Area, CityGround, Site, city_ground
from mueang.apps.planning.queries.reach import AreaReach, Reach, reach_of
from mueang.apps.planning.queries.residents import residents_table

__all__ = [
    "Area",
    "AreaReach",
    "Asked",
    "CityGround",
    "Reach",
    "Site",
    "asked_of",
    "city_ground",
    "reach_of",
    "residents_table",
]
