"""Who may plan for the city: those who plan, and nobody else."""

import pytest

from cast import MEMBERS
from factories.planning import ResidentsFactory
from mueang.apps.planning.rules import may_plan, planning_cities, visible_residents

pytestmark = pytest.mark.django_db

PLANNERS = {"officer", "manager", "unit_officer"}


@pytest.mark.parametrize("member", MEMBERS)
def test_only_those_who_plan_for_the_city_see_who_lives_where(cast, member):
    viewer = getattr(cast, member)
    ours = ResidentsFactory(neighbourhood__city=cast.city)
    ResidentsFactory(neighbourhood__city=cast.elsewhere)  # another city's counts, which could leak

    assert may_plan(viewer, cast.city) is (member in PLANNERS)
    assert planning_cities(viewer).filter(pk=cast.city.pk).exists() is (member in PLANNERS)
    assert (ours in visible_residents(viewer)) is (member in PLANNERS)
    if member in {"officer", "manager"}:
        assert list(visible_residents(viewer)) == [ours]
