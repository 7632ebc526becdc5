"""Laws an index must keep, whatever was measured."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from methods.indicators.tables import invented
from mueang.methods.indicators import (
    aggregate,
    composite,
    dropped,
    reweigh,
    weigh,
)

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


@pytest.mark.parametrize("method", ["arithmetic", "geometric", "harmonic"])
def test_what_weighs_nothing_decides_nothing(method):
    table = np.array([[4.0, 9.0, 0.0], [4.0, 9.0, -3.0], [4.0, 9.0, np.nan]])

    found = aggregate(values=table, weights=[1, 1, 0], method=method, least_known=1)

    assert found.tolist() == pytest.approx(aggregate(values=table[:, :2], method=method).tolist())


def test_a_pillar_of_zero_can_be_left_out_of_a_geometric_mean():
    data, meta = invented()

    found = dropped(composite(data=data, meta=meta, config={"aggregate": "geometric"}))

    assert set(found) == {"p0", "p1", "p2"}
    assert all(0 <= shift < 12 for shift in found.values())
