"""Seats and budgets: kept always, and the best choice within them."""

from __future__ import annotations

from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.optimize import linprog
from tests.methods.siting.instances import tables, towns

from mueang.methods.siting import SitingRefused, p_median

COST = np.array([[0.0, 4, 9], [4, 0, 5], [9, 5, 0]])


def every(n_sites: int):
    return chain.from_iterable(combinations(range(n_sites), n) for n in range(1, n_sites + 1))


def test_a_full_place_sends_the_rest_to_the_next() -> None:
    found = p_median(cost=COST, weight=[2, 2, 2], n_open=2, capacities=[3, 3, 3])

    assert found.statement == "proved optimal"
    assert found.shares[:, 2].sum() == pytest.approx(6)
    for site in found.open_sites:
        assert found.shares[found.shares[:, 1] == site, 2].sum() <= 3 + 1e-9
    assert found.total == pytest.approx(1 * 4 + 1 * 5)  # the middle is shared between both ends


@settings(max_examples=25, deadline=None)
@given(tables())
def test_seats_are_shared_as_a_transport_plan_would(task) -> None:
    cost, weight, n_open = task
    cost, weight = cost[:5, :4], weight[:5] + 1
    n_points, n_sites = cost.shape
    n_open = min(n_open, n_sites)
    seats = np.full(n_sites, np.ceil(weight.sum() / n_open) + 1)

    def transport(sites):
        serves = np.repeat(np.eye(n_points), len(sites), axis=1)
        takes = np.tile(np.eye(len(sites)), n_points)
        plan = linprog(
            cost[:, sites].reshape(-1), A_ub=takes, b_ub=seats[list(sites)], A_eq=serves, b_eq=weight, method="highs"
        )
        return plan.fun if plan.success else np.inf

    found = p_median(cost=cost, weight=weight, n_open=n_open, capacities=seats)

    assert found.total == pytest.approx(min(transport(one) for one in combinations(range(n_sites), n_open)), abs=1e-6)
    assert found.is_proved


@settings(max_examples=40, deadline=None)
@given(tables())
def test_a_budget_is_kept_and_used_as_well_as_it_can_be(task) -> None:
    cost, weight, _n_open = task
    money = 1.0 + np.arange(cost.shape[1])
    budget = float(money.sum() / 2 + 1)

    found = p_median(cost=cost, weight=weight, opening_costs=money, budget=budget)

    assert money[found.open_sites].sum() <= budget
    assert found.total == pytest.approx(
        min(
            float(weight @ cost[:, one].min(axis=1))
            for one in map(list, every(cost.shape[1]))
            if money[one].sum() <= budget
        )
    )


def test_limits_that_cannot_be_kept_are_refused_in_words() -> None:
    with pytest.raises(SitingRefused, match="largest sites that may open take 2, and 3 want in"):
        p_median(cost=COST, weight=np.ones(3), n_open=1, capacities=[2, 2, 2])
    with pytest.raises(SitingRefused, match="the fixed sites alone cost 9"):
        p_median(cost=COST, weight=np.ones(3), fixed=[0], opening_costs=[9, 1, 1], budget=5)
    with pytest.raises(SitingRefused, match="a budget takes opening_costs"):
        p_median(cost=COST, weight=np.ones(3), budget=5)
    with pytest.raises(SitingRefused, match="the budget must be a number"):
        p_median(cost=COST, weight=np.ones(3), opening_costs=[1, 1, 1], budget=-5)
    with pytest.raises(SitingRefused, match="no choice of sites keeps these limits"):
        p_median(cost=COST, weight=np.ones(3), opening_costs=[9, 9, 9], budget=5)


def test_who_finds_no_seat_may_be_left_out_at_a_price() -> None:
    found = p_median(cost=COST, weight=[3, 1, 1], n_open=1, capacities=[2, 2, 2], unserved_cost=6)

    assert found.is_proved
    assert found.shares[:, 2].sum() == pytest.approx(2)
    assert found.total == pytest.approx(3 * 6)  # two seats for free, three stay out


def test_a_large_table_within_limits_has_the_bound_of_the_task_without_them() -> None:
    cost, weight = towns(4_000, 80)

    found = p_median(cost=cost, weight=weight, n_open=30, capacities=np.full(80, weight.sum() / 25), seconds=20)

    assert found.bound <= found.total
    assert len(found.open_sites) == 30
    assert np.bincount(found.shares[:, 1].astype(int), found.shares[:, 2]).max() <= weight.sum() / 25 + 1e-6
    assert found.shares[:, 2].sum() == pytest.approx(weight.sum())


def test_in_a_large_table_small_places_give_way_where_seats_lack() -> None:
    cost, weight = towns(4_000, 80)
    seats = np.where(np.arange(80) % 2, weight.sum() / 9.5, 1.0)

    found = p_median(cost=cost, weight=weight, n_open=12, capacities=seats, fixed=[0], seconds=20)

    assert 0 in found.open_sites
    assert found.shares[:, 2].sum() == pytest.approx(weight.sum())
