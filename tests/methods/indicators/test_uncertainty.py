"""Draws worked at once are those of the plain loop, and say which choice moves the ranking."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from methods.indicators.tables import asem, invented
from mueang.methods.indicators import IndexRefused, composite, sensitivity, uncertainty

SCALE = [1, 100]
DOUBTS: dict[str, Any] = {
    "draws": 120,
    "alternatives": {
        "impute": ["mean", "median"],
        "normalise": [
            {"method": "min-max", "scale": SCALE},
            {"method": "z-score", "scale": SCALE, "onto_scale": True},
            {"method": "rank", "scale": SCALE},
        ],
        "aggregate": ["arithmetic", {"levels": {"3": "geometric"}}],
    },
}


def middle_ranks(column: np.ndarray) -> np.ndarray:
    return np.array([(column < one).sum() + ((column == one).sum() - 1) / 2 for one in column])


def plain_loop(values: np.ndarray, found: Any, *, n_pillars: int) -> np.ndarray:
    """Every draw by itself, one step after the other."""
    ranked = []
    pillar_of = np.arange(values.shape[1]) % n_pillars
    for draw in range(len(found.ranks)):
        pick = {step: int(places[draw]) for step, places in found.drawn.picks.items()}
        middle = (np.nanmean, np.nanmedian)[pick["impute"]](values, axis=0)
        table = np.where(np.isnan(values), middle, values)
        if pick["normalise"] == 0:
            share = (table - table.min(0)) / np.ptp(table, axis=0)
        elif pick["normalise"] == 1:
            z = (table - table.mean(0)) / table.std(0, ddof=1)
            share = (z - z.min()) / np.ptp(z)
        else:
            share = np.stack([middle_ranks(column) for column in table.T], 1) / (len(table) - 1)
        table, weight = 1 + 99 * share, found.drawn.factors[draw]
        pillars = np.stack(
            [
                (table[:, pillar_of == p] * weight[: len(pillar_of)][pillar_of == p]).sum(1)
                / weight[: len(pillar_of)][pillar_of == p].sum()
                for p in range(n_pillars)
            ],
            1,
        )
        own = weight[len(pillar_of) : len(pillar_of) + n_pillars]
        mean = np.log(pillars) @ own / own.sum() if pick["aggregate"] else pillars @ own / own.sum()
        ranked.append([1 + int((mean > one).sum()) for one in mean])
    return np.array(ranked)


def test_ranks_are_those_of_the_plain_loop():
    data, meta = invented(n_units=30, n_indicators=12, n_pillars=4, gaps=0.05)
    values = np.stack([data[f"i{number}"] for number in range(12)], 1)

    found = uncertainty(data=data, meta=meta, config={"uncertainty": DOUBTS})

    expected = plain_loop(values, found, n_pillars=4)
    np.testing.assert_array_equal(found.ranks, expected)
    np.testing.assert_allclose([found.low, found.median, found.high], np.quantile(expected, [0.05, 0.5, 0.95], axis=0))
    np.testing.assert_allclose(found.mean, expected.mean(0))


def test_the_same_seed_draws_the_same_and_another_does_not():
    data, meta = invented(gaps=0.1)

    def drawn(seed):
        return uncertainty(data=data, meta=meta, config={"uncertainty": {**DOUBTS, "seed": seed}}).ranks

    np.testing.assert_array_equal(drawn(5), drawn(5))
    assert (drawn(5) != drawn(6)).any()


def test_without_alternatives_every_plausible_choice_is_drawn():
    found = uncertainty(**{**asem(), "config": {"uncertainty": {"draws": 300}}})

    assert {step: len(some) for step, some in found.alternatives.items()} == {
        "impute": 3,
        "treat": 2,
        "normalise": 3,
        "weigh": 1,
        "aggregate": 2,
    }
    best = found.index.sheet.units.index("CHE")
    assert found.nominal[best] == 1
    assert (found.low[best], found.median[best]) == (1, 1)
    assert (found.low <= found.median).all()
    assert (found.high - found.low).max() > 10
    assert (found.ranks[:, found.nominal > 0] > 0).all()


def test_where_nothing_is_in_doubt_the_interval_is_the_rank():
    data, meta = invented()

    found = uncertainty(
        data=data, meta=meta, config={"uncertainty": {"draws": 3, "weights_spread": 0, "alternatives": {}}}
    )

    assert found.low.tolist() == found.high.tolist() == found.nominal.tolist()


def test_weights_of_one_level_move_alone():
    data, meta = invented()

    found = uncertainty(data=data, meta=meta, config={"uncertainty": {"draws": 50, "weights_levels": [2]}})

    assert (found.drawn.factors[:, :9] == 1).all()
    moved = found.drawn.factors[:, 9:12]
    assert 0.75 <= moved.min() < 0.8
    assert 1.2 < moved.max() <= 1.25
    assert (found.drawn.factors[:, 12] == 1).all()


def test_a_unit_without_a_score_has_no_interval():
    data, meta = invented()
    for code in ("i0", "i3", "i1", "i4"):
        data[code][4] = np.nan

    found = uncertainty(data=data, meta=meta, config={"uncertainty": {"draws": 20, "alternatives": {}}})

    assert found.nominal[4] == 0
    assert np.isnan([found.low[4], found.median[4], found.high[4], found.mean[4]]).all()
    assert not np.isnan(np.delete(found.low, 4)).any()


def test_what_was_set_for_one_indicator_belongs_to_the_chosen_way():
    data, meta = invented()
    config = {"normalise": {"indicators": {"i0": {"goalposts": [0, 20]}}}}

    found = uncertainty(data=data, meta=meta, config={**config, "uncertainty": {"draws": 60}})

    assert [rule.method for rule in found.alternatives["normalise"]] == ["min-max", "z-score", "rank"]
    assert composite(data=data, meta=meta, config=config).stages.normalised[0, 0] == pytest.approx(data["i0"][0] * 5)


def test_choices_that_cannot_go_together_are_named():
    data, meta = invented()
    doubts = {"draws": 20, "alternatives": {"normalise": ["z-score"], "aggregate": ["geometric"]}}

    with pytest.raises(IndexRefused, match="normalise z-score, weigh meta, aggregate geometric cannot go together"):
        uncertainty(data=data, meta=meta, config={"uncertainty": doubts})


def test_sensitivity_finds_the_choice_that_moves_the_ranking():
    data, meta = invented(n_units=40, gaps=0.02)
    doubts = {"weights_spread": 0.01, "alternatives": {"impute": ["mean", "median"], "normalise": ["min-max", "rank"]}}

    found = sensitivity(data=data, meta=meta, config={"uncertainty": doubts, "sensitivity": {"base": 400}})

    by_name = {effect.factor: effect for effect in found.effects}
    assert list(by_name) == ["impute", "normalise", "weights"]
    assert by_name["normalise"].total > 0.8
    assert by_name["weights"].total < 0.2
    assert found.n_draws == 400 * 5
    assert found.shift_mean > 0
    for effect in found.effects:
        assert effect.first_interval[0] <= effect.first + 0.05
        assert effect.total_interval[0] <= effect.total <= effect.total_interval[1] + 0.05
        assert effect.units.shape == (2, 40)
    totals = sum(effect.total for effect in found.effects)
    assert sum(effect.first for effect in found.effects) <= totals + 0.1


def test_nothing_uncertain_is_said():
    data, meta = invented()

    with pytest.raises(IndexRefused, match="nothing is uncertain"):
        sensitivity(data=data, meta=meta, config={"uncertainty": {"weights_spread": 0, "alternatives": {}}})
