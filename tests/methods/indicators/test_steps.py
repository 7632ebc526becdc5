"""Each step of an index by itself: scales, outliers, weights from data, means and ranks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mueang.methods.indicators import (
    aggregate,
    benefit_of_the_doubt,
    coherence,
    component_weights,
    composite,
    copeland,
    kurtosis,
    normalise,
    outranking,
    ranks,
    skewness,
    treat,
)
from mueang.methods.indicators.choices import Treatment
from mueang.methods.indicators.principal import varimax
from mueang.methods.indicators.ranking import rank_quantiles

TABLES = (
    st.integers(2, 5)
    .flatmap(lambda n: st.lists(st.lists(st.integers(0, 30), min_size=n, max_size=n), min_size=2, max_size=7))
    .map(lambda rows: np.array(rows, float))
)


@given(TABLES)
def test_means_stand_in_their_order(table):
    table = table + 1

    harmonic, geometric, arithmetic = (
        aggregate(values=table, method=method) for method in ("harmonic", "geometric", "arithmetic")
    )

    assert (harmonic <= geometric + 1e-9).all()
    assert (geometric <= arithmetic + 1e-9).all()
    assert aggregate(values=table * 0, method="geometric").tolist() == [0.0] * len(table)


@given(TABLES, st.sampled_from(["min-max", "z-score", "rank"]), st.floats(0.1, 9), st.floats(-5, 5))
def test_relative_scales_do_not_mind_the_unit(table, method, factor, shift):
    assume((np.ptp(table, 0) > 0).all())

    found = normalise(values=table, method=method)

    np.testing.assert_allclose(normalise(values=table * factor + shift, method=method), found, atol=1e-6)
    turned = normalise(values=-table, method=method, direction=-1)
    np.testing.assert_allclose(turned, found, atol=1e-9)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ({"method": "goalposts", "goalposts": (0, 10)}, [20, 50, 80]),
        ({"method": "goalposts", "goalposts": (0, 10), "direction": -1}, [80, 50, 20]),
        ({"method": "goalposts", "goalposts": (3, 6)}, [-100 / 3, 200 / 3, 500 / 3]),
        ({"method": "goalposts", "goalposts": (3, 6), "clip": True}, [0, 200 / 3, 100]),
        ({"method": "target", "target": 4}, [0, 150, 300]),
        ({"method": "target", "target": 4, "direction": -1}, [0, 75, 150][::-1]),
        ({"method": "reference", "reference": 1}, [0, 100, 200]),
        ({"method": "ratio", "reference": 1}, [0.4, 1, 1.6]),
        ({"method": "ratio", "reference": 1, "direction": -1}, [2.5, 1, 0.625]),
        ({"method": "z-score"}, [-1, 0, 1]),
        ({"method": "rank", "scale": (1, 3)}, [1, 2, 3]),
    ],
)
def test_scales_are_as_by_hand(given_, expected):
    assert normalise(values=[2.0, 5.0, 8.0], **given_).tolist() == pytest.approx(expected)


@given(TABLES, st.data())
def test_outranking_is_that_of_two_loops(table, data):
    gap = data.draw(st.booleans())
    if gap:
        table[0, 0] = np.nan
    weights = np.arange(1.0, table.shape[1] + 1)

    share = outranking(values=table, weights=weights)

    for one in range(len(table)):
        for other in range(len(table)):
            both = ~np.isnan(table[one] + table[other])
            better = (
                weights[both & (table[one] > table[other])].sum()
                + weights[both & (table[one] == table[other])].sum() / 2
            )
            if one != other and weights[both].sum():
                assert share[one, other] == pytest.approx(better / weights[both].sum())
    assert copeland(values=table, weights=weights).sum() == 0


@settings(max_examples=60)
@given(TABLES)
def test_best_weights_are_feasible_and_nobody_finds_better_ones(table):
    assume((table.max(0) > 0).all())

    scores, weights = benefit_of_the_doubt(values=table)

    assert (weights >= -1e-9).all()
    assert (table @ weights.T <= 1 + 1e-7).all()
    np.testing.assert_allclose((table * weights).sum(1), scores, atol=1e-9)
    drawn = np.random.default_rng(0).random((400, table.shape[1])) ** 3
    best = np.divide(
        table @ drawn.T, (table @ drawn.T).max(0), out=np.zeros((len(table), 400)), where=(drawn.sum(1) > 0)
    )
    assert (scores >= best.max(1) - 1e-7).all()
    for column in range(table.shape[1]):
        assert scores[table[:, column].argmax()] == pytest.approx(1)


def test_shares_keep_best_weights_from_hiding_what_is_bad():
    table = np.array([[9.0, 1.0], [1.0, 9.0], [6.0, 6.0], [3.0, 2.0]])

    free, _ = benefit_of_the_doubt(values=table)
    bound, weights = benefit_of_the_doubt(values=table, least_share=0.3, most_share=0.7)

    assert free[0] == 1
    assert (bound <= free + 1e-9).all()
    assert bound[0] < 1
    share = table * weights / bound[:, None]
    assert share.min() >= 0.3 - 1e-9
    assert share.max() <= 0.7 + 1e-9


def test_winsorising_draws_in_both_ends_and_the_logarithm_comes_last():
    low = np.array([-900.0, 5, 6, 7, 8, 9, 10])
    found = treat(values=low, rule=Treatment("winsorise"))
    assert (found.low, found.high, found.values[0]) == ((0,), (), 5)
    hard = np.concatenate([np.arange(30.0), 10.0 ** np.arange(3, 11)])
    still = treat(values=hard, rule=Treatment("winsorise", most_points=1))
    assert still.is_skewed
    then = treat(values=hard, rule=Treatment("winsorise", most_points=1, then="log"))
    assert then.is_logged
    assert (np.diff(then.values) > 0).all()
    assert treat(values=np.array([1.0, np.e]), rule=Treatment("log")).values.tolist() == [0, 1]


def test_components_turn_to_where_loadings_are_simple():
    rng = np.random.default_rng(1)
    one, other = rng.normal(size=(2, 400))
    table = np.stack([one, one + 0.1 * rng.normal(size=400), other, other + 0.1 * rng.normal(size=400), other], 1)

    assert component_weights(values=table, method="factor") == pytest.approx([0.2] * 5, abs=0.02)
    assert component_weights(values=table, method="pca")[2:].sum() > 0.9
    assert component_weights(values=table[:, :1]).tolist() == [1]
    loadings = rng.normal(size=(6, 3))
    turned = varimax(loadings)
    np.testing.assert_allclose((turned**2).sum(1), (loadings**2).sum(1))
    np.testing.assert_allclose(np.abs(turned @ turned.T), np.abs(loadings @ loadings.T), atol=1e-9)
    rows = (
        loadings / np.linalg.norm(loadings, axis=1, keepdims=True),
        turned / np.linalg.norm(turned, axis=1, keepdims=True),
    )
    assert (rows[1] ** 2).var(0).sum() >= (rows[0] ** 2).var(0).sum()


def test_coherence_names_what_overlaps_opposes_and_says_nothing():
    rng = np.random.default_rng(2)
    base = rng.normal(size=(60, 1))
    table = np.hstack([base, base + 0.01, -base + 0.1 * rng.normal(size=(60, 1)), rng.normal(size=(60, 1))])
    data = {"uCode": list(map(str, range(60))), **{f"i{number}": table[:, number] for number in range(4)}}

    found = coherence(composite(data=data, meta={"iCode": ["i0", "i1", "i2", "i3"]}))

    assert [pair[:2] for pair in found.overlaps] == [("i0", "i1")]
    assert {pair[:2] for pair in found.opposed} == {("i0", "i2"), ("i1", "i2")}
    assert "i2" in found.silent
    assert found.with_parent["i0"] == pytest.approx(found.with_parent["i1"])
    assert found.alpha["Index"] < 0.7
    alone = coherence(composite(data={"uCode": "AB", "x": [1, 2]}, meta={"iCode": ["x"]}))
    assert np.isnan(alone.alpha["Index"])


@given(st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=1, max_size=6))
def test_ranks_are_those_of_counting_who_is_better(rows):
    table = np.array(rows, float)
    table[table == 4] = np.nan

    found = ranks(table)

    for scores, placed in zip(table, found, strict=True):
        assert placed.tolist() == [0 if np.isnan(score) else 1 + int((scores > score).sum()) for score in scores]


@given(st.lists(st.lists(st.integers(1, 5), min_size=2, max_size=2), min_size=1, max_size=30))
def test_quantiles_by_counting_are_numpys(rows):
    table = np.array(rows, np.int32)

    found = rank_quantiles(table, shares=(0.05, 0.5, 0.95), most=5)

    np.testing.assert_allclose(found, np.quantile(table, [0.05, 0.5, 0.95], axis=0))


def test_too_few_or_equal_values_have_no_shape():
    assert np.isnan(skewness(np.array([1.0, 2.0])))
    assert np.isnan(kurtosis(np.array([3.0] * 9)))
    assert np.isnan(kurtosis(np.array([np.nan] * 9)))
