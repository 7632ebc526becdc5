"""Rows with those beside them: as a prefetch gives them, in one statement."""

from __future__ import annotations

import pytest

from factories.rows import CityFactory, OrganizationFactory
from mueang.apps.network.models import City
from mueang.lib.joined import gathered, joined

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n", [1, 3])
def test_each_row_comes_once_with_its_many_and_one_without_any_comes_too(n, django_assert_num_queries):
    alone, full = CityFactory(), CityFactory()
    OrganizationFactory.create_batch(n, city=full)

    with django_assert_num_queries(1):
        rows = list(
            gathered(joined(City.objects.order_by("pk"), "organizations").order_by("pk", "one"), "organizations")
        )
        beside = [[one.pk for one in row.organizations.all()] for row in rows]

    assert rows == [alone, full]
    assert beside == [[], sorted(full.organizations.values_list("pk", flat=True))]
