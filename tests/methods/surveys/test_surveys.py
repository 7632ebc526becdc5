"""Published cases of sampling and intervals, their laws, and what cannot be used."""

from __future__ import annotations

import doctest
import importlib

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mueang.methods.surveys import (
    SurveyRefused,
    allocate,
    bounds_of_silence,
    design_effect,
    draw,
    estimate,
    rake,
    responses,
    sample_size,
    stratum_weights,
)


@pytest.mark.parametrize("name", ["estimating", "sampling", "weighting"])
def test_examples_are_true(name: str) -> None:
    module = importlib.import_module(f"mueang.methods.surveys.{name}")

    found = doctest.testmod(module)

    assert (found.failed, found.attempted > 0) == (0, True)


@pytest.mark.parametrize(("population", "printed"), [(100, 80), (500, 217), (1_000, 278), (5_000, 357), (10_000, 370)])
def test_as_many_are_asked_as_krejcie_and_morgan_print(population, printed):
    # Their table rounds to the nearest; we never ask fewer than it takes.
    assert sample_size(population=population, margin=0.05).answers in {printed, printed + 1}


@pytest.mark.parametrize(
    ("yes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_of_shares_are_those_newcombe_prints(yes, n, low, high):
    # Newcombe (1998), Statistics in Medicine 17, table I, score method without continuity correction.
    found = estimate(values=[1.0] * yes + [0.0] * (n - yes))

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert found.effective_n == pytest.approx(n)
    assert found.is_few == (n < 30)


def test_the_variance_in_strata_is_that_worked_by_hand():
    # Two neighbourhoods of 10 and 30 people: weights 5 and 10; (1 - 2/10) and (1 - 3/30) are left to chance.
    values, strata = [2.0, 4.0, 1.0, 2.0, 6.0], ["a", "a", "b", "b", "b"]
    weights = stratum_weights(strata=strata, populations={"a": 10, "b": 30})

    found = estimate(values=values, weights=weights, strata=strata, populations={"a": 10, "b": 30})

    by_hand = 0.25**2 * 0.8 * 2 / 2 + 0.75**2 * 0.9 * 7 / 3
    assert found.value == pytest.approx(0.25 * 3 + 0.75 * 3)
    assert (found.margin / 1.959964) ** 2 == pytest.approx(by_hand, rel=1e-6)


def test_an_interval_holds_the_truth_about_as_often_as_it_says():
    rng, held = np.random.default_rng(8), 0
    people = np.concatenate([rng.random(400) < 0.7, rng.random(1_600) < 0.2]).astype(float)
    names = ["small"] * 400 + ["large"] * 1_600
    for _number in range(300):
        rows = np.concatenate([rng.choice(400, 60, replace=False), 400 + rng.choice(1_600, 60, replace=False)])
        strata = [names[row] for row in rows]
        populations = {"small": 400, "large": 1_600}
        weights = stratum_weights(strata=strata, populations=populations)
        found = estimate(values=people[rows], weights=weights, strata=strata, populations=populations)
        held += found.low <= people.mean() <= found.high

    assert 0.91 <= held / 300 <= 0.99


def test_a_neighbourhood_with_one_answer_does_not_look_sure():
    few = estimate(values=[1.0, 0.0, 1.0, 5.0], strata=["a", "a", "a", "b"])

    assert few.margin > 0
    assert few.is_few


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 60), min_size=1), st.floats(0, 1), st.integers(0, 4))
def test_every_neighbourhood_gets_its_share_and_never_more_than_it_has(sizes, part, least):
    n = int(sum(sizes.values()) * part)

    found = allocate(sizes=sizes, n=n, least=least)

    assert sum(found.values()) == max(n, sum(min(size, least) for size in sizes.values()))
    for name, size in sizes.items():
        assert min(size, least) <= found[name] <= size
        if not least and sum(sizes.values()):
            assert abs(found[name] - size * n / sum(sizes.values())) < 1 + 1e-9


def test_the_lot_does_not_mind_the_order_of_the_list_and_is_fair():
    frame = [f"h{number}" for number in range(10)]
    counts = dict.fromkeys(frame, 0)
    for number in range(600):
        for key in draw(frame={"a": frame}, sizes={"a": 3}, seed=str(number))["a"]:
            counts[key] += 1

    assert all(130 <= count <= 230 for count in counts.values())
    assert draw(frame={"a": frame[::-1]}, sizes={"a": 3}, seed="x") == draw(
        frame={"a": frame}, sizes={"a": 3}, seed="x"
    )
    longer = draw(frame={"a": frame}, sizes={"a": 4}, seed="x")["a"]
    assert longer[:3] == draw(frame={"a": frame}, sizes={"a": 3}, seed="x")["a"]


ANSWERS = st.lists(st.tuples(st.sampled_from("fm"), st.sampled_from("yo"), st.integers(1, 9)), min_size=4, max_size=30)


@given(ANSWERS, st.integers(1, 99), st.integers(1, 99))
def test_raked_weights_add_up_to_what_is_known(answers, women, young):
    sex, age, start = zip(*answers, strict=True)
    assume({(one, other) for one, other, _ in answers} >= {("f", "y"), ("f", "o"), ("m", "y"), ("m", "o")})

    found = rake(
        weights=start,
        labels={"sex": sex, "age": age},
        totals={"sex": {"f": women, "m": 100 - women}, "age": {"y": young, "o": 100 - young}},
    )

    assert found[np.array(sex) == "f"].sum() == pytest.approx(women)
    assert found[np.array(age) == "y"].sum() == pytest.approx(young)
    assert (found > 0).all()
    assert 1 - 1e-9 <= design_effect(weights=found) <= len(found)


@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(0.1, 9)), min_size=2, max_size=20), st.floats(0.1, 10))
def test_only_the_proportion_of_weights_counts(rows, factor):
    values, weights = (np.array(column) for column in zip(*rows, strict=True))

    one, other = estimate(values=values, weights=weights), estimate(values=values, weights=weights * factor)

    assert one.value == pytest.approx(other.value)
    assert one.margin == pytest.approx(other.margin, abs=1e-9)
    assert one.low <= one.value <= one.high


def test_all_the_same_answers_are_not_as_sure_as_they_look():
    everybody = estimate(values=[1.0] * 20, weights=[3.0] * 10 + [1.0] * 10)

    assert everybody.value == 1
    assert everybody.low < 0.84
    assert everybody.high == pytest.approx(1)
    assert everybody.effective_n == pytest.approx(16)
    assert estimate(values=[7.0] * 5).margin == 0
    asked_all = estimate(values=[1.0, 0.0], strata=["a", "a"], populations={"a": 2})
    assert (asked_all.low, asked_all.high) == (0.5, 0.5)


@given(st.floats(0, 1), st.floats(0, 1))
def test_what_silence_could_change_holds_the_share_and_closes_when_all_answer(share, rate):
    least, most = bounds_of_silence(share=share, response_rate=rate)

    assert -1e-12 <= least <= share + 1e-12
    assert share - 1e-12 <= most <= 1 + 1e-12
    assert most - least == pytest.approx(1 - rate)


def test_groups_nobody_was_asked_in_have_no_rate():
    found = responses(asked={"a": 4, "b": 0}, answered={"a": 1})

    assert found[0].rate == 0.25
    assert np.isnan(found[1].rate)
    assert (found[2].asked, found[2].answered) == (4, 1)


TWO = {"a": 1, "b": 1}


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (lambda: sample_size(population=0, margin=0.05), "population at least 1"),
        (lambda: sample_size(population=9, margin=0), "margin: 0 is not between"),
        (lambda: sample_size(population=9, margin=0.1, response_rate=0), "response_rate above 0"),
        (lambda: allocate(sizes={"a": 3}, n=4), "4 cannot be asked, there are 3"),
        (lambda: allocate(sizes={"a": -3}, n=0), "none may be negative"),
        (lambda: draw(frame={"a": ["x"]}, sizes={"a": 2}, seed=""), "2 of 1 cannot be asked in a"),
        (lambda: draw(frame={"a": ["x", "x"]}, sizes={"a": 1}, seed=""), "a has a key twice"),
        (
            lambda: stratum_weights(strata=["a"], populations=TWO),
            "nobody answered from 'b', so nobody can stand for it",
        ),
        (lambda: stratum_weights(strata=["c"], populations=TWO), "row 1 is from 'c', which has no people"),
        (lambda: stratum_weights(strata=["a"], populations={"a": 1, "b": -1}), "'b' is negative"),
        (lambda: rake(weights=[0], labels={}, totals={}), "weights: one for each answer"),
        (lambda: rake(weights=[1], labels={}, totals={}), "totals: they must add up"),
        (
            lambda: rake(weights=[1], labels={"x": "a"}, totals={"x": {"a": 2}, "y": {"b": 3}}),
            "must add up to the same",
        ),
        (lambda: rake(weights=[1], labels={}, totals={"x": {"a": 2}}), "x has 0 of 1 answers"),
        (
            lambda: rake(weights=[1], labels={"x": "b"}, totals={"x": {"a": 2}}),
            "x of row 1 is 'b', which has no people",
        ),
        (lambda: rake(weights=[1], labels={"x": "a"}, totals={"x": TWO}), "totals: x: nobody answered from 'b'"),
        (
            lambda: rake(
                weights=[1, 1],
                labels={"x": "ab", "y": "cd"},
                totals={"x": {"a": 1, "b": 3}, "y": {"c": 3, "d": 1}},
            ),
            "weights do not settle",
        ),
        (lambda: design_effect(weights=[0, 0]), "not all zero"),
        (lambda: estimate(values=[1.0]), "at least two answers"),
        (lambda: estimate(values=[1.0, np.nan]), "row 2 is not a number"),
        (lambda: estimate(values=[1.0, 2.0], weights=[1]), "as many as values"),
        (lambda: estimate(values=[1.0, 2.0], weights=[1, 0]), "row 2 is not above zero"),
        (lambda: estimate(values=[1.0, 2.0], level=1), "level: 1 is not"),
        (
            lambda: estimate(values=[1.0, 2.0], strata="aa", populations={"a": 1}),
            "2 answers from 'a', which has 1 people",
        ),
        (lambda: responses(asked={"a": 1}, answered={"a": 2}), "2 of 1 asked"),
        (lambda: bounds_of_silence(share=2, response_rate=0.5), "from 0 to 1"),
    ],
)
def test_what_cannot_be_asked_weighed_or_said_is_refused(call, why):
    with pytest.raises(SurveyRefused, match=why):
        call()
