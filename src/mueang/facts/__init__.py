"""Packaged public facts: Thai areas with boundaries, learning cities, their networks and partners; read when asked."""

from mueang.facts.areas import Area, area, districts, provinces, search_areas, subdistricts
from mueang.facts.boundaries import Unmatched, boundary, unmatched
from mueang.facts.learning_cities import (
    Member,
    Partner,
    Size,
    gnlc_members,
    gnlc_sizes,
    partners,
    pilots,
    slow_towns,
)

__all__ = [
    "Area",
    "Member",
    "Partner",
    "Size",
    "Unmatched",
    "area",
    "boundary",
    "districts",
    "gnlc_members",
    "gnlc_sizes",
    "partners",
    "pilots",
    "provinces",
    "search_areas",
    "slow_towns",
    "subdistricts",
    "unmatched",
]
