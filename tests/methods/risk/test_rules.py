"""Rules add up, say why, and never take the unknown for safe."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mueang.methods.risk import Comparison, RiskRefused, Rule, rule_from, score

ORDERED = [
    Comparison.AT_LEAST,
    Comparison.ABOVE,
    Comparison.AT_MOST,
    Comparison.BELOW,
    Comparison.IS,
    Comparison.IS_NOT,
]
VALUES = st.one_of(st.just(float("nan")), st.integers(-3, 3).map(float))
HOLDS = {
    Comparison.AT_LEAST: lambda value, threshold: value >= threshold,
    Comparison.ABOVE: lambda value, threshold: value > threshold,
    Comparison.AT_MOST: lambda value, threshold: value <= threshold,
    Comparison.BELOW: lambda value, threshold: value < threshold,
    Comparison.IS: lambda value, threshold: value == threshold,
    Comparison.IS_NOT: lambda value, threshold: value != threshold,
}


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(ORDERED), st.integers(-3, 3), st.integers(-5, 9)), max_size=6
    ),
    st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=5),
)
def test_points_are_the_sum_of_the_rules_that_hold_one_by_one(given_rules, rows) -> None:
    rules = [Rule(variable, how, float(threshold), points) for variable, how, threshold, points in given_rules]
    columns = dict(zip("ab", np.array(rows, np.float64).T, strict=True))

    found = score(rules, columns)

    for child, row in enumerate(rows):
        known = {name: value for name, value in zip("ab", row, strict=True) if not np.isnan(value)}
        held = [r for r in rules if r.variable in known and HOLDS[r.comparison](known[r.variable], r.threshold)]
        assert found.points[child] == sum(rule.points for rule in held)
        assert found.missing[child] == any(rule.variable not in known for rule in rules)
        assert set(found.unasked(child)) == {rule.variable for rule in rules} - set(known)
        assert sorted(r.points for r in found.reasons(child)) == sorted(r.points for r in held if r.points > 0)


def test_the_heaviest_reason_comes_first_with_its_value() -> None:
    rules = [
        Rule("absence_rate", ">=", 0.1, 2, "absence.tenth"),
        Rule("grade", "in", (6, 9), 1, "transition"),
        Rule("home", "==", "alone", 5, "alone"),
    ]
    columns = {"absence_rate": np.array([0.25]), "grade": np.array([9]), "home": np.array(["alone"])}

    found = score(rules, columns)

    assert [(r.term, r.sentence, r.points, r.value) for r in found.reasons(0)] == [
        ("home", "alone", 5, "alone"),
        ("absence_rate", "absence.tenth", 2, 0.25),
        ("grade", "transition", 1, 9),
    ]
    assert [r.term for r in found.reasons(0, at_most=1)] == ["home"]


def test_what_is_not_known_asks_for_a_visit_unless_the_rule_can_do_without() -> None:
    rules = [Rule("distance_km", ">=", 10.0, 2), Rule("siblings", ">=", 4.0, 1, needs_visit=False)]
    columns = {"distance_km": np.array([np.nan, 12.0]), "siblings": np.array([np.nan, np.nan])}

    found = score(rules, columns)

    assert (found.missing.tolist(), found.unasked(0), found.unasked(1)) == ([True, False], ["distance_km"], [])


@pytest.mark.parametrize("words", [np.array(["", "alone"]), np.array([None, "alone"], object)])
def test_no_word_is_not_known(words) -> None:
    found = score([Rule("home", "!=", "parents", 3)], {"home": words})

    assert (found.points.tolist(), found.missing.tolist()) == ([0, 3], [True, False])


def test_nobody_is_scored_without_complaint_and_no_rules_give_no_points() -> None:
    assert len(score([Rule("a", ">", 1.0, 2)], {"a": np.array([])})) == 0
    assert score([], {"a": np.array([1.0, 2.0])}).points.tolist() == [0, 0]


def test_the_first_have_most_points_and_ties_keep_their_order() -> None:
    found = score([Rule("a", ">=", 1.0, 2)], {"a": np.array([0.0, 1.0, 0.0, 3.0])})

    assert found.first(3).tolist() == [1, 3, 0]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"variable": "a", "comparison": "about", "threshold": 1, "points": 1}, "a: 'about'"),
        ({"variable": "a", "comparison": ">=", "threshold": "ten", "points": 1}, "needs a number"),
        ({"variable": "a", "comparison": ">=", "threshold": float("nan"), "points": 1}, "not a number"),
        ({"variable": "a", "comparison": ">=", "threshold": 1, "points": 1.5}, "whole number"),
        ({"variable": "a", "comparison": ">=", "threshold": 1, "points": True}, "whole number"),
        ({"variable": "a", "comparison": "in", "threshold": 1, "points": 1}, "cannot be compared"),
        ({"variable": "a", "comparison": ">=", "threshold": [1, 2], "points": 1}, "cannot be compared"),
        ({"variable": "a", "comparison": ">=", "threshold": 1}, "a rule has"),
        ({"variable": "a", "comparison": ">=", "threshold": 1, "points": 1, "colour": "red"}, "colour"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(words, why) -> None:
    with pytest.raises(RiskRefused, match=why):
        rule_from(words)


def test_a_rule_from_plain_words_is_the_rule() -> None:
    words = {"variable": "grade", "comparison": "in", "threshold": [6, 9], "points": 1}

    assert rule_from(words) == Rule("grade", Comparison.ONE_OF, (6, 9), 1)


@pytest.mark.parametrize(
    ("rule", "columns", "why"),
    [
        (Rule("home", ">=", 1.0, 1), {"home": np.array(["x"])}, "home: 1.0 is not the kind"),
        (Rule("n", "==", "x", 1), {"n": np.array([1.0])}, "n: 'x' is not the kind"),
        (Rule("n", ">=", 1.0, 1), {"n": np.array([1.0]), "m": np.array([1.0, 2.0])}, "different lengths"),
        (Rule("n", ">=", 1.0, 1), {"n": [1.0]}, "n: a column"),
        (Rule("n", ">=", 1.0, 1), {"n": np.array([[1.0]])}, "n: a column"),
    ],
)
def test_columns_that_do_not_fit_are_refused_by_name(rule, columns, why) -> None:
    with pytest.raises(RiskRefused, match=why):
        score([rule], columns)
