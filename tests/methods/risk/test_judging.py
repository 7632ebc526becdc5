"""Measures of a forecast, against counting by hand over every pair."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mueang.methods.risk import errors_by_group, judge
from mueang.methods.risk.judging import auc, average_precision, calibration_error, top_share

ROWS = st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=2, max_size=12)


@settings(max_examples=200, deadline=None)
@given(ROWS)
def test_auc_is_counting_every_pair(rows) -> None:
    label, score = np.array([row[0] for row in rows]), np.array([float(row[1]) for row in rows])
    pairs = [(a > b) + (a == b) / 2 for one, a in rows if one for other, b in rows if not other]

    found = auc(label=label, score=score)

    assert np.isnan(found) if not pairs else found == pytest.approx(sum(pairs) / len(pairs))
    assert np.isnan(found) or auc(label=~label, score=score) == pytest.approx(1 - found)


@settings(max_examples=100, deadline=None)
@given(ROWS, st.sampled_from([5, 10, 20, 50, 100]))
def test_equal_scores_at_the_limit_are_drawn_by_lot(rows, percent) -> None:
    """The share found is the mean over many lots; here over every order of the rows at the limit."""
    label, score = np.array([row[0] for row in rows]), np.array([float(row[1]) for row in rows])
    room = max(1, round(len(rows) * percent / 100))
    limit = sorted(score, reverse=True)[room - 1]
    sure, drawn = label[score > limit], label[score == limit]
    found = sure.sum() + (room - len(sure)) * drawn.mean()

    precision, recall = top_share(label=label, score=score, percent=percent)

    assert precision == pytest.approx(found / room)
    assert np.isnan(recall) if not label.any() else recall == pytest.approx(found / label.sum())


def test_a_score_that_says_nothing_finds_the_base_rate() -> None:
    label = np.arange(100) < 30

    found = judge(label=label, chance=np.full(100, 0.3))

    assert (found.auc, found.calibration_error) == (0.5, pytest.approx(0))
    assert (found.average_precision, found.precision[10], found.recall[10]) == (
        pytest.approx(0.3),
        pytest.approx(0.3),
        pytest.approx(0.1),
    )
    assert found.brier == pytest.approx(0.21)


def test_nothing_to_find_has_no_figure() -> None:
    nobody = np.zeros(3, bool)

    assert np.isnan(average_precision(label=nobody, score=np.arange(3.0)))
    assert np.isnan(calibration_error(label=nobody[:0], chance=np.zeros(0)))


def test_chances_twice_too_high_are_told() -> None:
    rng = np.random.default_rng(5)
    true = rng.random(20_000) / 2
    label = rng.random(20_000) < true

    assert calibration_error(label=label, chance=true) < 0.02
    assert calibration_error(label=label, chance=2 * true) == pytest.approx(0.25, abs=0.01)


def test_misses_and_false_alarms_of_a_group_are_counted_at_the_common_limit() -> None:
    # Ten children, four visited: three of the four boys' alarms are true; of the girls with the outcome none is found.
    sex = np.array(["m"] * 5 + ["f"] * 5)
    label = np.array([1, 1, 1, 0, 0, 1, 1, 1, 1, 1], bool)
    chance = np.array([0.9, 0.9, 0.9, 0.9, 0.1, 0.2, 0.2, 0.2, 0.2, 0.2])

    found = {one.value: one for one in errors_by_group({"sex": sex}, label=label, chance=chance, percent=40)}

    assert (found["f"].found, found["f"].missed, found["f"].looked_at, found["f"].false_alarms) == (0, 1, 0, None)
    assert (found["m"].found, found["m"].precision) == (None, 0.75)  # only three boys have the outcome: not shown
    assert (found["f"].foretold, found["f"].base_rate) == (pytest.approx(0.2), 1)


def test_a_group_of_four_is_named_without_figures_and_numbers_are_cut_into_bands() -> None:
    label, chance = np.tile([True, False], 50), np.linspace(0, 1, 100)
    few = np.array(["few"] * 4 + [""] * 96)

    found = errors_by_group({"few": few, "age": np.arange(100.0)}, label=label, chance=chance)

    shown = {(one.group, one.value): one.n for one in found}
    assert (shown[("few", "few")], shown[("few", "not known")]) == (None, 96)
    assert sum(n for (group, _value), n in shown.items() if group == "age" and n) == 100
    assert len([value for group, value in shown if group == "age"]) <= 4
