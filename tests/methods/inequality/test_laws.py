"""Laws every measure of inequality must keep, whatever the values."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mueang.methods.inequality import (
    concentration_index,
    fgt,
    gaps,
    gini,
    palma,
    shapley,
    shapley_by_group,
    shapley_by_source,
    theil,
    with_interval,
)

SOME = st.integers(0, 50).map(float)
ROWS = st.lists(st.tuples(SOME, st.integers(0, 6), st.sampled_from("abc"), st.integers(0, 9)), min_size=1, max_size=14)


def columns(rows):
    values, weights, groups, standing = zip(*rows, strict=True)
    return np.array(values), np.array(weights, float), list(groups), np.array(standing, float)


@given(ROWS, st.sampled_from("TL"))
def test_theil_within_and_between_add_up(rows, kind):
    values, weights, groups, _ = columns(rows)
    values = values + (kind == "L")
    assume(values @ weights > 0)

    found = theil(values=values, weights=weights, groups=groups, kind=kind)

    assert found.within + found.between == pytest.approx(found.total, abs=1e-12)
    assert found.between >= -1e-12
    assert found.within >= 0
    assert found.total == pytest.approx(theil(values=values, weights=weights, kind=kind).total)


@given(ROWS)
def test_concentration_turns_its_sign_with_the_standing_and_is_bounded_by_gini(rows):
    values, weights, _, standing = columns(rows)
    assume(values @ weights > 0)

    found = concentration_index(values=values, by=standing, weights=weights)

    assert concentration_index(values=values, by=-standing, weights=weights) == pytest.approx(-found, abs=1e-12)
    assert abs(found) <= gini(values=values, weights=weights) + 1e-12
    assert concentration_index(values=values, by=values, weights=weights) == pytest.approx(
        gini(values=values, weights=weights), abs=1e-12
    )


@given(st.lists(st.tuples(st.integers(0, 1).map(float), st.integers(0, 9)), min_size=2, max_size=14))
def test_erreygers_of_lacking_is_the_mirror_of_having(rows):
    has, standing = (np.array(column, float) for column in zip(*rows, strict=True))
    assume(0 < has.sum() < len(has))

    def index(values):
        return concentration_index(values=values, by=standing, correction="erreygers", bounds=(0, 1))

    assert index(1 - has) == pytest.approx(-index(has), abs=1e-12)


@given(st.lists(st.integers(1, 20), min_size=2, max_size=12))
def test_concentration_is_positive_where_those_who_stand_higher_have_more(steps):
    values = np.cumsum(steps).astype(float)

    for correction in ("standard", "erreygers", "wagstaff"):
        assert concentration_index(values=values, by=values, correction=correction) > 0
        assert concentration_index(values=values[::-1], by=values, correction=correction) < 0


@given(ROWS, st.integers(1, 5))
def test_measures_do_not_mind_the_unit_the_order_or_people_written_out(rows, factor):
    values, weights, _, standing = columns(rows)
    assume(values @ weights > 0)
    written_out = np.repeat(values, weights.astype(int))
    upside_down = slice(None, None, -1)

    for measure in (gini, lambda **given: theil(**given).total):
        found = measure(values=values, weights=weights)
        assert measure(values=values * factor, weights=weights) == pytest.approx(found, abs=1e-12)
        assert measure(values=values[upside_down], weights=weights[upside_down]) == pytest.approx(found, abs=1e-12)
        assert measure(values=written_out) == pytest.approx(found, abs=1e-12)
    index = concentration_index(values=values, by=standing, weights=weights)
    assert concentration_index(values=written_out, by=np.repeat(standing, weights.astype(int))) == pytest.approx(
        index, abs=1e-12
    )


@given(ROWS, st.floats(0.5, 40))
def test_more_below_the_line_is_never_less_poverty(rows, line):
    values, weights, _, _ = columns(rows)
    assume(weights.sum() > 0)

    at = [fgt(values=values, line=line, weights=weights, alpha=alpha) for alpha in (0, 1, 2)]

    assert 0 <= at[2] <= at[1] <= at[0] <= 1
    assert fgt(values=values, line=line * 2, weights=weights) >= at[0]


def test_palma_of_equals_says_so():
    assert palma(values=[3.0] * 10) == pytest.approx(0.25)
    assert palma(values=[3.0] * 10, by=np.arange(10.0)) == pytest.approx(1)
    assert palma(values=[0.0] * 5 + [1.0] * 5) == float("inf")
    assert palma(values=[0.0, 1.0], by=[1.0, 99.0], limits=(40, 90)) == float("inf")
    assert np.isnan(palma(values=[1.0, 1.0], by=[1.0, 2.0], limits=(40, 90)))


@given(ROWS)
def test_what_factors_contribute_adds_up(rows):
    values, weights, groups, standing = columns(rows)
    assume(values @ weights > 0)
    crossed = [f"{group}{place}" for group, place in zip(groups, standing, strict=True)]

    found = shapley_by_group(values=values, weights=weights, factors={"group": groups, "standing": standing})

    assert sum(found.values()) == pytest.approx(
        theil(values=values, weights=weights, groups=crossed).between, abs=1e-12
    )
    assert sum(shapley_by_source(sources={"a": values, "b": standing}, weights=weights).values()) == pytest.approx(
        gini(values=values + standing, weights=weights), abs=1e-12
    )


def test_a_factor_that_does_nothing_gets_nothing_and_equals_get_the_same():
    found = shapley(factors=["a", "b", "idle"], worth=lambda chosen: 2.0 * len(chosen - {"idle"}) ** 2)

    assert found == pytest.approx({"a": 4.0, "b": 4.0, "idle": 0.0})


def test_theil_can_be_shared_out_by_source_too():
    found = shapley_by_source(sources={"a": [1.0, 3.0], "b": [1.0, 1.0]}, measure="theil")

    assert sum(found.values()) == pytest.approx(theil(values=[2.0, 4.0]).total)


def test_an_interval_holds_the_true_gap_about_as_often_as_it_says():
    rng, held = np.random.default_rng(5), 0
    for number in range(100):
        values = np.concatenate([rng.normal(10, 2, 40), rng.normal(12, 2, 60)])
        (found,) = gaps(values=values, groups=["a"] * 40 + ["b"] * 60, reference="a", seed=number, n_draws=400)
        held += found.interval[0] <= 2 <= found.interval[1]

    assert 85 <= held <= 99


def test_gaps_are_the_same_from_the_same_seed_and_say_where_few_were_asked():
    rng = np.random.default_rng(2)
    values, groups = rng.random(101), ["a"] * 50 + ["b"] * 45 + ["c"] * 5 + ["d"]

    found = gaps(values=values, groups=groups, reference="a", seed=3)

    assert found == gaps(values=values, groups=groups, reference="a", seed=3)
    assert [(one.group, one.n_rows, one.is_few) for one in found] == [("b", 45, False), ("c", 5, True), ("d", 1, True)]
    assert found[2].interval is None
    assert found[0].interval[0] < found[0].difference < found[0].interval[1]
    assert found[0].ratio == pytest.approx(values[50:95].mean() / values[:50].mean())


def test_rows_that_weigh_nothing_are_not_drawn():
    (found,) = gaps(values=[1.0, 9.0, 2.0, 2.0], weights=[1, 0, 1, 1], groups="aabb", reference="a")

    assert (found.difference, found.interval) == (1.0, (1.0, 1.0))


def test_an_interval_of_any_measure_holds_it_and_narrows_with_more_people():
    rng = np.random.default_rng(3)
    incomes = rng.lognormal(0, 0.8, 600)

    few = with_interval(measure=gini, values=incomes[:25], n_draws=300)
    many = with_interval(measure=gini, values=incomes, n_draws=300)

    assert (few.is_few, many.is_few, many.n_rows) == (True, False, 600)
    for found in (few, many):
        assert found.interval[0] <= found.value <= found.interval[1]
    assert np.ptp(many.interval) < np.ptp(few.interval)
    assert many == with_interval(measure=gini, values=incomes, n_draws=300)
    slope = with_interval(measure=concentration_index, values=incomes, by=incomes, weights=np.ones(600), n_draws=100)
    assert slope.interval[0] > 0
    below = with_interval(measure=partial(fgt, line=1.0), values=incomes, n_draws=100)
    assert below.interval[0] <= fgt(values=incomes, line=1.0) <= below.interval[1]


def test_a_single_row_and_draws_without_anything_have_no_interval():
    assert with_interval(measure=gini, values=[4.0]).interval is None
    seldom = with_interval(measure=gini, values=[0.0, 0.0, 5.0], n_draws=200)
    assert seldom.value == pytest.approx(2 / 3)
    assert 0 <= seldom.interval[0] <= seldom.interval[1] <= 2 / 3 + 1e-12
