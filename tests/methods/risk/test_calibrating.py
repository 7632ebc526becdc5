"""Chances that are held back for another place, and how much of an error is chance, level or boldness."""

from __future__ import annotations

import numpy as np
import pytest

from mueang.methods.risk import (
    RiskRefused,
    calibration_bands,
    error_by_chance,
    error_parts,
    fit,
    found_by_visits,
    score,
    visited,
)
from mueang.methods.risk.evaluating import evaluate


def places(n: int, *, n_places: int, seed: int, bold: float) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
    """What foretells does so differently in each place: in some strongly, in others hardly."""
    rng = np.random.default_rng(seed)
    place = rng.integers(0, n_places, n)
    strength = rng.normal(1.0, bold, n_places)
    level = rng.normal(0, bold, n_places)
    days = rng.normal(size=n)
    chance = 1 / (1 + np.exp(1 - level[place] - strength[place] * days))
    return {"days": days}, rng.random(n) < chance, place.astype(str)


def points(box) -> int:
    return sum(abs(one) for term in box.terms for one in term.points)


def test_points_are_held_back_where_places_differ_and_not_where_they_are_alike() -> None:
    for bold, least, most in ((0.9, 0.0, 0.97), (0.0, 0.93, 1.0)):
        columns, label, place = places(6_000, n_places=8, seed=3, bold=bold)
        plain, held = fit(columns, label=label), fit(columns, label=label, contexts=[place])
        assert least <= points(held) / points(plain) <= most
        chance = held.probability(score(held, columns).points)
        assert chance.mean() == pytest.approx(label.mean(), abs=0.002)


def test_one_place_or_one_outcome_alone_holds_nothing_back() -> None:
    columns, label, _place = places(2_000, n_places=2, seed=1, bold=0.0)
    plain = fit(columns, label=label)
    assert fit(columns, label=label, contexts=[np.full(2_000, "one")]) == plain
    assert fit(columns, label=label, contexts=[label.astype(str)]) == plain


def test_the_judgement_by_time_holds_back_by_the_places_it_is_given() -> None:
    columns, label, place = places(6_000, n_places=8, seed=3, bold=0.9)
    later = np.arange(6_000) >= 4_000
    with_places = evaluate(columns, label=label, is_later=later, places=place)
    assert points(with_places.box) < points(evaluate(columns, label=label, is_later=later).box)


def test_an_error_that_is_level_alone_goes_with_the_level() -> None:
    rng = np.random.default_rng(0)
    log_odds = rng.normal(-1, 1, 20_000)
    label = rng.random(20_000) < 1 / (1 + np.exp(-log_odds))
    true, high = 1 / (1 + np.exp(-log_odds)), 1 / (1 + np.exp(-log_odds - 0.8))
    bold = 1 / (1 + np.exp(-(log_odds + 1) * 2 + 1))
    assert error_parts(label=label, chance=true).whole < 3 * error_by_chance(true)
    of_level, of_slope = error_parts(label=label, chance=high), error_parts(label=label, chance=bold)
    assert of_level.whole > 0.1
    assert of_level.after_level < 0.02
    assert of_slope.after_level > 0.04
    assert of_slope.after_slope < 0.02


def test_bands_hold_every_child_once_and_nobody_makes_none() -> None:
    chance = np.linspace(0, 1, 101)
    assert sum(band.n for band in calibration_bands(label=chance > 0.5, chance=chance)) == 101
    assert calibration_bands(label=np.zeros(0, bool), chance=np.zeros(0)) == ()
    assert np.isnan(error_by_chance(np.zeros(0)))


def test_visits_are_shared_among_equals_and_never_more_than_children() -> None:
    assert visited(np.full(4, 0.5), visits=2).tolist() == [0.5] * 4
    assert visited(np.zeros(3), visits=9).sum() == 3
    assert visited(np.zeros(0), visits=3).tolist() == []
    with pytest.raises(RiskRefused):
        visited(np.zeros(3), visits=-1)


def test_what_visits_find_is_what_those_visited_hold() -> None:
    rng = np.random.default_rng(8)
    chance, label = rng.integers(0, 6, 200) / 5, rng.random(200) < 0.3
    found = found_by_visits(label=label, chance=chance, most=250)
    for k in (1, 17, 199):
        assert found[k - 1] == pytest.approx(visited(chance, visits=k)[label].sum())
    assert found[-1] == pytest.approx(label.sum())
