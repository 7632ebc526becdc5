"""Laws an index must keep, whatever was measured."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from methods.indicators.tables import invented
from mueang.methods.indicators import (
    aggregate,
    benefit_of_the_doubt,
    coherence,
    component_weights,
    composite,
    copeland,
    dropped,
    kurtosis,
    normalise,
    outranking,
    ranks,
    reweigh,
    skewness,
    treat,
    weigh,
)
from mueang.methods.indicators.choices import Treatment
from mueang.methods.indicators.principal import varimax
from mueang.methods.indicators.ranking import rank_quantiles

TABLES = (
    st.integers(2, 5)
    .flatmap(lambda n: st.lists(st.lists(st.integers(0, 30), min_size=n, max_size=n), min_size=2, max_size=7))
    .map(lambda rows: np.array(rows, float))
)


@given(TABLES, st.integers(0, 6))
def test_what_was_not_measured_is_never_zero(table, at):
    table[at % len(table), 0] = np.nan
    zero = np.nan_to_num(table)

    found = aggregate(values=table, least_known=0.01)

    assert found == pytest.approx(np.nanmean(table, 1))
    assert np.isnan(aggregate(values=table, least_known=1)[at % len(table)])
    assert (found >= aggregate(values=zero) - 1e-9).all()


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


def test_moving_a_weight_is_the_same_as_asking_for_it():
    data, meta = invented(gaps=0.1)
    index = composite(data=data, meta=meta)

    moved = reweigh(index, weights={"i3": 3, "p1": 0.5})

    asked = composite(data=data, meta=meta, config={"weigh": {"weights": {"i3": 3, "p1": 0.5}}})
    np.testing.assert_array_equal(moved.aggregates, asked.aggregates)
    assert moved.rank.tolist() == asked.rank.tolist() != index.rank.tolist()
    assert moved.effective[:9].sum() == pytest.approx(1)


def test_the_order_of_units_and_indicators_does_not_matter():
    data, meta = invented(gaps=0.05)
    backwards = {name: list(reversed(list(column))) for name, column in data.items()}
    order = [*range(8, -1, -1), *range(9, 13)]
    shuffled = {name: [column[place] for place in order] for name, column in meta.items()}

    one = composite(data=data, meta=meta)
    other = composite(data=backwards, meta=shuffled)

    assert dict(zip(one.sheet.units, one.rank.tolist(), strict=True)) == dict(
        zip(other.sheet.units, other.rank.tolist(), strict=True)
    )
    np.testing.assert_allclose(one.score, other.score[::-1])


def test_a_list_of_rows_and_columns_by_name_are_the_same_table():
    data, meta = invented(gaps=0.1)
    rows = [dict(zip(data, cells, strict=True)) for cells in zip(*data.values(), strict=True)]

    assert composite(data=rows, meta=meta).score.tolist() == pytest.approx(
        composite(data=data, meta=meta).score.tolist(), nan_ok=True
    )


def test_a_unit_of_which_little_is_known_has_no_score_and_no_rank():
    data, meta = invented()
    for code in ("i0", "i3", "i1", "i4"):
        data[code][2] = np.nan

    found = composite(data=data, meta=meta)

    assert np.isnan(found.aggregate("p0")[2])
    assert np.isnan(found.score[2])
    assert found.rank[2] == 0
    assert sorted(found.rank.tolist()) == list(range(12))
    assert found.known_share[2] == pytest.approx(5 / 9)
    lenient = composite(data=data, meta=meta, config={"aggregate": {"least_known": 0.3}})
    assert lenient.rank[2] > 0


def test_every_weighing_finds_its_way_into_the_index():
    data, meta = invented()
    codes = ["i0", "i3", "i6"]

    def under_p0(weigh_by):
        return composite(data=data, meta=meta, config={"weigh": weigh_by}).weights[[0, 3, 6]]

    budget = under_p0(
        {"method": "budget", "points": {"a": {"i0": 60, "i3": 20, "i6": 20}, "b": {"i0": 0, "i3": 5, "i6": 5}}}
    )
    assert budget.tolist() == pytest.approx([0.3, 0.35, 0.35])
    pairs = [["p0", "p1", 2], ["p0", "p2", 4], ["p1", "p2", 2]]
    ahp = composite(data=data, meta=meta, config={"weigh": {"method": "ahp", "comparisons": {"Index": pairs}}})
    assert ahp.weights[9:12].tolist() == pytest.approx([4 / 7, 2 / 7, 1 / 7])
    for method in ("pca", "factor"):
        table = composite(data=data, meta=meta).stages.normalised[:, [0, 3, 6]]
        assert under_p0({"method": method}).tolist() == pytest.approx(
            weigh(codes=codes, method=method, values=table).tolist()
        )
        assert under_p0({"method": method}).sum() == pytest.approx(1)
    best = composite(data=data, meta=meta, config={"weigh": "benefit-of-the-doubt"})
    assert best.score.max() == pytest.approx(1)
    assert under_p0("equal").tolist() == [1, 1, 1]


def test_comparisons_that_contradict_each_other_are_remarked():
    data, meta = invented()
    pairs = [["p0", "p1", 9], ["p1", "p2", 9], ["p2", "p0", 9]]

    found = composite(data=data, meta=meta, config={"weigh": {"method": "ahp", "comparisons": {"Index": pairs}}})

    assert any("contradict each other" in remark for remark in found.remarks)


@pytest.mark.parametrize("method", ["geometric", "harmonic", "copeland", "benefit-of-the-doubt"])
def test_every_way_up_works_on_indicators_and_on_aggregates(method):
    data, meta = invented(gaps=0.1)
    scale = {"normalise": {"scale": [1, 100]}, "impute": "mean"}

    low = composite(
        data=data, meta=meta, config={**scale, "aggregate": {"levels": {"2": method}, "method": "arithmetic"}}
    )
    high = composite(data=data, meta=meta, config={**scale, "aggregate": {"nodes": {"Index": method}}})

    assert not np.isnan(low.score).any()
    pillars = high.aggregates[:, :3]
    assert high.score == pytest.approx(aggregate(values=pillars, method=method))
    assert low.aggregate("p0") == pytest.approx(aggregate(values=low.stages.normalised[:, [0, 3, 6]], method=method))


def test_gaps_go_up_through_every_mean():
    data, meta = invented(gaps=0.15, seed=3)
    config = {"normalise": {"scale": [1, 100]}, "aggregate": {"least_known": 0.3}}

    for method in ("arithmetic", "geometric"):
        found = composite(data=data, meta=meta, config={**config, "aggregate": {"method": method, "least_known": 0.3}})
        pillars = [
            aggregate(values=found.stages.normalised[:, [place, place + 3, place + 6]], method=method, least_known=0.3)
            for place in range(3)
        ]
        assert found.score == pytest.approx(
            aggregate(values=np.stack(pillars, 1), method=method, least_known=0.3), nan_ok=True
        )


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


def test_dropping_indicators_moves_ranks_and_leaves_those_without_sisters():
    data, meta = invented(n_indicators=4)

    found = dropped(composite(data=data, meta=meta), level=1)

    assert set(found) == {"i0", "i3"}
    assert max(found.values()) > 0


def test_an_indicator_may_stand_beside_aggregates():
    data, meta = invented()
    meta["Parent"] = [
        "Index" if code == "i8" else parent for code, parent in zip(meta["iCode"], meta["Parent"], strict=True)
    ]

    found = composite(data=data, meta=meta)

    beside = np.column_stack([found.aggregates[:, :3], found.stages.normalised[:, 8]])
    assert found.score == pytest.approx(aggregate(values=beside))
    assert found.effective[8] == pytest.approx(0.25)
    geometric = {"normalise": {"scale": [1, 100]}, "aggregate": {"levels": {"2": "geometric"}}}
    mixed = composite(data=data, meta=meta, config=geometric)
    beside = np.column_stack([mixed.aggregates[:, :3], mixed.stages.normalised[:, 8]])
    assert mixed.score == pytest.approx(aggregate(values=beside))


def test_the_metadata_may_set_the_scale_of_single_indicators():
    found = composite(
        data={"uCode": "ABC", "x": [1, 2, 3], "y": [2, 4, 8]},
        meta={
            "iCode": ["x", "y", "note"],
            "Type": ["Indicator", "Indicator", "Other"],
            "Normalisation": ["rank", "target", ""],
            "Target": ["", 6, ""],
        },
    )

    assert found.stages.normalised.tolist() == [[0, 0], [50, 50], [100, 150]]
    assert [element.code for element in found.framework.elements] == ["x", "y", "Index"]
    logged = composite(
        data={"uCode": "ABC", "y": [1, 10, 100]},
        meta={"iCode": ["y"], "Normalisation": ["target"], "Target": [100], "Log": ["yes"]},
    )
    assert logged.score == pytest.approx([0, 50, 100])


def test_too_few_or_equal_values_have_no_shape():
    assert np.isnan(skewness(np.array([1.0, 2.0])))
    assert np.isnan(kurtosis(np.array([3.0] * 9)))
    assert np.isnan(kurtosis(np.array([np.nan] * 9)))
