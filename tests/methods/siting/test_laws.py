"""Laws of siting: every choice tried by hand, and what must hold however large the task."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from tests.methods.siting.instances import choices, tables, towns

from mueang.methods.linear import Rows, cheapest
from mueang.methods.siting import Progress, Siting, SitingRefused, max_coverage, p_center, p_median, set_cover

few = settings(max_examples=60, deadline=None)


def best_median(cost, weight, n_open, **kept):
    return min(float(weight @ cost[:, one].min(axis=1)) for one in choices(cost.shape[1], n_open, **kept))


@few
@given(tables())
def test_the_median_is_the_best_of_all_choices_and_says_so(task) -> None:
    cost, weight, n_open = task

    found = p_median(cost=cost, weight=weight, n_open=n_open)

    assert found.total == pytest.approx(best_median(cost, weight, n_open))
    assert found.statement == "proved optimal"
    assert found.bound <= found.total
    assert len(set(found.open_sites.tolist())) == n_open
    assert float(weight @ cost[np.arange(len(cost)), found.assigned]) == pytest.approx(found.total)


@few
@given(tables())
def test_fixed_sites_open_and_forbidden_ones_stay_shut(task) -> None:
    cost, weight, n_open = task
    if cost.shape[1] < n_open + 1:
        return
    kept = {"fixed": (cost.shape[1] - 1,), "forbidden": (0,)}

    found = p_median(cost=cost, weight=weight, n_open=n_open, **kept)
    center = p_center(cost=cost, n_open=n_open, **kept)

    assert found.total == pytest.approx(best_median(cost, weight, n_open, **kept))
    assert center.total == pytest.approx(
        min(cost[:, one].min(axis=1).max() for one in choices(cost.shape[1], n_open, **kept))
    )
    for answer in (found, center):
        assert cost.shape[1] - 1 in answer.open_sites
        assert 0 not in answer.open_sites
        assert answer.is_proved


@few
@given(tables())
def test_the_center_and_the_coverage_are_the_best_of_all_choices(task) -> None:
    cost, weight, n_open = task
    within = float(np.median(cost))
    every = choices(cost.shape[1], n_open)

    center = p_center(cost=cost, n_open=n_open)
    coverage = max_coverage(cost=cost, weight=weight, n_open=n_open, within=within)

    assert center.total == min(cost[:, one].min(axis=1).max() for one in every)
    assert coverage.total == max(float(weight[(cost[:, one] <= within).any(axis=1)].sum()) for one in every)
    assert (center.statement, coverage.statement) == ("proved optimal", "proved optimal")
    assert len(center.open_sites) == len(coverage.open_sites) == n_open


@few
@given(tables())
def test_the_cover_is_the_smallest_and_refuses_who_is_out_of_reach(task) -> None:
    cost, _weight, _n_open = task
    within = float(np.median(cost))
    covers = [
        one
        for n_open in range(1, cost.shape[1] + 1)
        for one in choices(cost.shape[1], n_open)
        if (cost[:, one] <= within).any(axis=1).all()
    ]

    if not covers:
        with pytest.raises(SitingRefused, match="within reach of no site"):
            set_cover(cost=cost, within=within)
        return
    found = set_cover(cost=cost, within=within)
    assert (found.total, found.statement) == (min(map(len, covers)), "proved optimal")
    assert (cost[:, found.open_sites] <= within).any(axis=1).all()


@few
@given(tables())
def test_renumbering_changes_nothing(task) -> None:
    cost, weight, n_open = task
    rng = np.random.default_rng(len(cost))
    rows, columns = rng.permutation(len(cost)), rng.permutation(cost.shape[1])
    turned, within = cost[rows][:, columns], float(np.median(cost))

    def totals(cost, weight):
        return [
            p_median(cost=cost, weight=weight, n_open=n_open).total,
            p_center(cost=cost, n_open=n_open).total,
            max_coverage(cost=cost, weight=weight, n_open=n_open, within=within).total,
        ]

    assert totals(turned, weight[rows]) == pytest.approx(totals(cost, weight))


@few
@given(tables())
def test_opening_one_more_place_never_lowers_coverage_nor_lengthens_a_way(task) -> None:
    cost, weight, n_open = task
    if n_open == cost.shape[1]:
        return
    within = float(np.median(cost))

    fewer, more = (max_coverage(cost=cost, weight=weight, n_open=n, within=within).total for n in (n_open, n_open + 1))
    longer, shorter = (p_median(cost=cost, weight=weight, n_open=n).total for n in (n_open, n_open + 1))

    assert more >= fewer
    assert shorter <= longer + 1e-9


@pytest.fixture(scope="module")
def large():
    return towns(20_000, 300)


def test_a_large_median_is_within_a_percent_and_its_bound_is_below(large) -> None:
    cost, weight = large
    heard: list[Progress] = []

    found = p_median(cost=cost.astype(np.float32), weight=weight, n_open=25, progress=heard.append)

    assert 0 < found.bound <= found.total
    assert found.gap <= 0.01
    assert found.total == pytest.approx(float(weight @ cost[:, found.open_sites].min(axis=1)), rel=1e-6)
    assert found.statement == "proved optimal" or found.statement.startswith("within 0.")
    assert heard[-1].stage == "done"
    assert [one.gap for one in heard if one.stage == "proving"] == sorted(
        (one.gap for one in heard if one.stage == "proving"), reverse=True
    )


def test_cancel_ends_with_an_answer_and_an_honest_bound(large) -> None:
    cost, weight = large

    found: Siting = p_median(cost=cost, weight=weight, n_open=25, cancel=lambda: True)

    assert len(found.open_sites) == 25
    assert 0 <= found.bound <= found.total
    assert found.statement.startswith("within")


def test_the_same_task_gets_the_same_answer_and_is_left_as_it_was() -> None:
    cost, weight = towns(600, 60)
    before = cost.copy(), weight.copy()

    first, second = (p_median(cost=cost, weight=weight, n_open=8) for _ in range(2))

    assert first.open_sites.tolist() == second.open_sites.tolist()
    assert first.total == second.total
    assert np.array_equal(cost, before[0])
    assert np.array_equal(weight, before[1])


def test_the_bound_of_a_coverage_is_that_of_the_relaxed_model() -> None:
    rng = np.random.default_rng(11)
    cost, weight = rng.random((300, 40)), rng.integers(1, 9, 300).astype(float)
    covers = cost <= 0.05
    # y for each site, u for each point that is missed: u + sum(y in reach) >= 1.
    rows = Rows.full(np.hstack([covers, np.eye(300)]), least=1, most=np.inf)
    opened = Rows.full(np.arange(340) < 40, least=6, most=6)
    missed = cheapest(np.concatenate([np.zeros(40), weight]), [rows, opened])
    whole = cheapest(np.concatenate([np.zeros(40), weight]), [rows, opened], whole=np.arange(340) < 40)
    assert whole.values is not None

    found = max_coverage(cost=cost, weight=weight, n_open=6, within=0.05)

    assert found.total <= found.bound <= weight.sum() - missed.bound + 1e-6
    assert found.total == pytest.approx(weight.sum() - whole.bound)


def test_a_large_coverage_counts_who_is_in_reach_and_its_bound_is_above() -> None:
    cost, weight = towns(9_000, 200)

    found = max_coverage(cost=cost, weight=weight, n_open=15, within=8, fixed=[3], seconds=5)

    assert 3 in found.open_sites
    assert found.total == weight[(cost[:, found.open_sites] <= 8).any(axis=1)].sum()
    assert found.total <= found.bound <= weight.sum()
    assert found.gap < 0.1


def test_where_all_are_fixed_nothing_is_left_to_choose() -> None:
    cost, weight = towns(300, 20)

    found = p_median(cost=cost, weight=weight, n_open=3, fixed=[2, 5, 7])

    assert found.open_sites.tolist() == [2, 5, 7]
    assert found.total == pytest.approx(float(weight @ cost[:, [2, 5, 7]].min(axis=1)))
    assert found.is_proved
