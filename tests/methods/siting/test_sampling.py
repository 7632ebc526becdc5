"""Values foretold from a few points: true at those known, and there for whoever lives far from all of them."""

from __future__ import annotations

import numpy as np
from tests.methods.siting.instances import towns

from mueang.methods.siting.sampling import drawn, lifted


def test_a_known_point_keeps_its_value_and_others_come_near_theirs() -> None:
    cost, weight = towns(3_000, 80)
    value = np.sort(cost, axis=1)[:, 2]
    points, _weights = drawn(weight, how_many=600)

    foretold = lifted(cost, points=points, value=value[points])

    assert np.abs(foretold[points] - value[points]).mean() < 0.01 * value.mean()
    assert np.abs(foretold - value).mean() < 0.25 * np.abs(value - value.mean()).mean()


def test_a_town_without_a_known_point_is_foretold_from_all_others() -> None:
    near, far = np.array([[0.0, 9.0]] * 10), np.array([[9.0, 0.0]] * 2)
    cost = np.concatenate([near, far])

    foretold = lifted(cost, points=np.arange(6), value=np.full(6, 5.0))

    assert np.allclose(foretold, 5.0)


def test_fewer_known_points_than_neighbours_are_enough() -> None:
    cost, _weight = towns(50, 5)

    assert np.allclose(lifted(cost, points=np.array([3]), value=np.array([7.0])), 7.0)
