"""Factories of planning: invented counts of residents."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from factories.rows import NeighbourhoodFactory
from mueang.apps.planning.enums import AgeGroup, Way
from mueang.apps.planning.models import Residents, Scenario


class ResidentsFactory(DjangoModelFactory):
    """A hundred people of each age, counted half a year ago."""

    class Meta:
        model = Residents

    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    small = 100
    pupils = 100
    youth = 100
    adults = 100
    older = 100
    deprivation_percent = 20
    counted_on = date(2026, 1, 1)
    source = "ตัวเลขสมมติ"


def square(latitude: float, longitude: float, *, side: float = 0.02) -> dict:
    """A boundary around a point."""
    south, west, half = latitude - side / 2, longitude - side / 2, side
    ring = [[west, south], [west + half, south], [west + half, south + half], [west, south + half], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


class ScenarioFactory(DjangoModelFactory):
    """What-if about children of school age on foot; pass `city` and `made_by`."""

    class Meta:
        model = Scenario

    name = factory.Sequence(lambda n: f"ฉากทัศน์สมมติ {n:05}")
    group = AgeGroup.PUPILS
    way = Way.WALK
    minutes = 15
