"""Hostile tables and choices are refused, and the sentence says in which table, row and column."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from methods.indicators.tables import invented
from mueang.methods.indicators import (
    IndexRefused,
    aggregate,
    analytic_hierarchy,
    benefit_of_the_doubt,
    component_weights,
    composite,
    dropped,
    normalise,
    reweigh,
    sensitivity,
    uncertainty,
    weigh,
)

UNITS: dict[str, Any] = {"uCode": ["A", "B", "C"], "x": [1, 2, 3], "y": [3, 1, 2]}
PARTS: dict[str, Any] = {"iCode": ["x", "y"]}


def refusal(*, data: Any = None, meta: Any = None, config: Any = None) -> str:
    with pytest.raises(IndexRefused) as refused:
        composite(data=UNITS | (data or {}), meta=PARTS | (meta or {}), config=config)
    return str(refused.value)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"x": [1, "many", 3]}, "data, row 2, column x: 'many' is not a number"),
        ({"x": [1, 2, "1,234"]}, "data, row 3, column x: '1,234' is not a number"),
        ({"x": [1, 2, float("inf")]}, "data, row 3, column x: 'inf' is not a number"),
        ({"x": np.array([1, 2, np.inf])}, "data, row 3, column x: 'inf' is not a number"),
        (
            {"x": [5, 5, 5]},
            "data, column x: every unit has 5, so min-max cannot part them; give goalposts or leave it out",
        ),
        ({"x": [5, None, "NA"]}, "data, column x: 1 measured units; min-max sets units beside each other"),
        ({"x": ["", "n/a", "–"]}, "data, column x: no unit was measured"),
        ({"uCode": ["A", "B", "A"]}, "data, row 3, column uCode: A stands in row 1 already"),
        ({"uCode": ["A", "", "C"]}, "data, row 2, column uCode: there is no code"),
        ({"x": [1, 2]}, "data: columns have different lengths"),
    ],
)
def test_data_that_cannot_be_used_is_refused_with_its_place(data, why):
    assert why in refusal(data=data)


def test_one_unit_cannot_be_set_beside_others_but_can_stand_between_goalposts():
    one = {"uCode": ["A"], "x": [4], "y": [6]}
    assert "column x: 1 measured units" in refusal(data=one)

    found = composite(data=one, meta=PARTS, config={"normalise": {"method": "goalposts", "goalposts": [0, 10]}})

    assert found.score.tolist() == [50]


@pytest.mark.parametrize("digits", ["๑.๕", "1.5", 1.5, " 1.5 "])
def test_numbers_may_be_written_in_thai(digits):
    assert composite(data=UNITS | {"x": [digits, 0, 3]}, meta=PARTS).stages.normalised[0, 0] == 50


@pytest.mark.parametrize(
    ("meta", "why"),
    [
        ({"iCode": ["x", "x"]}, "meta, row 2, column iCode: x stands in row 1 already"),
        ({"iCode": ["x", "z"]}, "data: there is no column for z, which meta names"),
        ({"Direction": [1, 0]}, "meta, row 2, column Direction: 0 is neither 1 nor -1"),
        ({"Weight": [1, -1]}, "meta, row 2, column Weight: -1 is negative"),
        ({"Weight": [0, 0]}, "config: weigh: weights under Index add up to zero"),
        ({"Weight": ["much", 1]}, "meta, row 1, column Weight: 'much' is not a number"),
        ({"Type": ["Indicator", "Thing"]}, "meta, row 2, column Type: 'thing' is not known"),
        ({"Type": ["Group", "Denominator"]}, "meta: there is no indicator"),
        (
            {"Type": ["Indicator", "Aggregate"], "Level": [1, 1]},
            "meta, row 2, column Level: an aggregate cannot have level 1",
        ),
        ({"GoalpostLow": [1, ""], "GoalpostHigh": ["", ""]}, "meta, row 1, column GoalpostLow: a low and a higher"),
        ({"Log": ["perhaps", ""]}, "meta, row 1, column Log: 'perhaps' is neither yes nor no"),
        (
            {"Log": ["", "yes"], "GoalpostLow": ["", 0], "GoalpostHigh": ["", 9]},
            "column y: a goalpost or target of zero",
        ),
        ({"Denominator": ["People", ""]}, "data, column People: x is divided by People, which is no denominator"),
        (
            {"iCode": ["x", "y", "I"], "Level": [1, 1, 2], "Parent": ["I", "", ""]},
            "row 2, column Parent: an indicator stands",
        ),
        (
            {"iCode": ["x", "y", "I"], "Level": [1, 1, 2], "Parent": ["I", "J", ""]},
            "row 2, column Parent: no aggregate is called J",
        ),
        (
            {"iCode": ["x", "y", "I"], "Level": [1, 1, 2], "Parent": ["I", "I", "I"]},
            "row 3, column Parent: I is not of a higher level",
        ),
        (
            {"iCode": ["x", "y", "I", "J"], "Level": [1, 1, 2, 2], "Parent": ["I", "J", "", ""]},
            "meta: one index is needed at the top, not I, J",
        ),
        (
            {"iCode": ["x", "y", "I", "J"], "Level": [1, 1, 3, 2], "Parent": ["I", "I", "", "I"]},
            "meta, row 4, column iCode: nothing stands under this aggregate",
        ),
        (
            {"iCode": ["x", "y", "I"], "Level": [1, 1, 2], "Parent": ["I", "I", ""], "Aggregation": ["", "", "sum"]},
            "meta, column Aggregation: 'sum' is not known",
        ),
    ],
)
def test_metadata_that_cannot_be_used_are_refused_with_their_place(meta, why):
    assert why in refusal(meta=meta)


@pytest.mark.parametrize(
    ("config", "why"),
    [
        ({"normalize": "rank"}, "config: normalize: it is not known; there are aggregate, denominate"),
        ({"treat": {"metod": "log"}}, "config: treat.metod: it is not known"),
        ({"treat": "trim"}, "config: treat.method: 'trim' is not known; there are none, winsorise, log"),
        ({"treat": {"method": "winsorise", "then": "cube"}}, "config: treat.then: 'cube' is not known"),
        ({"treat": {"most_points": -1}}, "config: treat.most_points: it is negative"),
        ({"treat": {"most_points": "all"}}, "config: treat.most_points: 'all' does not fit here"),
        ({"treat": {"indicators": {"z": "log"}}}, "config: treat.indicators.z: no indicator has this code"),
        ({"impute": "group-mean"}, "config: impute.group: which column of groups?"),
        (
            {"impute": {"method": "group-mean", "group": "side"}},
            "config: impute.group: no column of groups is called 'side'",
        ),
        ({"impute": {"method": "zero"}}, "config: impute.method: 'zero' is not known"),
        ({"normalise": {"scale": [100, 0]}}, "config: normalise.scale: 100 is not below 0"),
        ({"normalise": {"scale": [1]}}, "config: normalise.scale: a list of two numbers"),
        ({"normalise": {"scale": "wide"}}, "config: normalise.scale: a list is needed"),
        ({"normalise": {"sd": 0}}, "config: normalise.sd: 0 is not above zero"),
        ({"normalise": {"clip": 1}}, "config: normalise.clip: 1 does not fit here"),
        ({"normalise": "goalposts"}, "config, column x: a low and a higher goalpost are needed"),
        ({"normalise": "target"}, "config, column x: a target is needed"),
        ({"normalise": {"method": "target", "target": 1}}, "column x: the goal 1 is no better than the worst unit"),
        ({"normalise": "reference"}, "config: normalise.reference: which unit?"),
        ({"normalise": {"method": "ratio", "reference": "Z"}}, "config: normalise.reference: no unit has the code 'Z'"),
        ({"weigh": {"weights": {"z": 1}}}, "config: weigh.weights.z: nothing has this code"),
        ({"weigh": {"weights": {"x": -1}}}, "config: weigh.weights.x: -1 is no weight"),
        ({"weigh": "budget"}, "config: weigh.points: budget needs them"),
        (
            {"weigh": {"method": "budget", "points": {"a": {"x": -1}}}},
            "config: weigh.points.a: points are numbers of zero",
        ),
        (
            {"weigh": {"method": "budget", "points": {"a": {"x": 1}, "b": {}}}},
            "config: weigh.points.b: no points for x, y",
        ),
        ({"weigh": "ahp"}, "config: weigh.comparisons: ahp needs them"),
        (
            {"weigh": {"method": "ahp", "comparisons": {"Index": []}}},
            "config: weigh.comparisons.Index: 1 pairs of x, y are not",
        ),
        (
            {"weigh": {"method": "ahp", "comparisons": {"Index": [["x", "x", 2]]}}},
            "x with x is twice, or not under this",
        ),
        ({"weigh": {"method": "ahp", "comparisons": {"Index": [["x", "y"]]}}}, 'is not ["one", "other", times more]'),
        ({"aggregate": {"levels": {"9": "geometric"}}}, "config: aggregate.levels.9: there are 2"),
        ({"aggregate": {"nodes": {"x": "geometric"}}}, "config: aggregate.nodes.x: there are Index"),
        ({"aggregate": {"levels": {"2": "sum"}}}, "config: aggregate.levels.2: 'sum' is not known"),
        ({"aggregate": {"least_known": 0}}, "config: aggregate.least_known: above 0, at most 1"),
        ({"aggregate": "harmonic"}, "data, row 1, column x: a harmonic mean under Index cannot take 0"),
        (
            {"normalise": "z-score", "aggregate": "geometric"},
            "data, row 1, column x: a geometric mean under Index cannot take -1",
        ),
        (
            {"normalise": "z-score", "weigh": "benefit-of-the-doubt"},
            "data, row 1, column x: -1: the benefit of the doubt",
        ),
        ({"denominate": {"z": "People"}}, "config: denominate.z: no indicator has this code"),
        ({"denominate": {"x": {"by": "People", "per": 0}}}, "config: denominate.x: name the denominator"),
        ({"denominate": 3}, "config: denominate: names with values are needed, not int"),
        ({"treat": {"indicators": {"x": "log"}}}, None),
    ],
)
def test_choices_that_cannot_be_used_are_refused_with_their_path(config, why):
    if why is None:
        assert composite(data=UNITS, meta=PARTS, config=config).stages.treated[0].is_logged
    else:
        assert why in refusal(config=config)


def test_a_logarithm_of_nothing_is_refused_with_unit_and_column():
    assert refusal(data={"x": [1, -2, 3]}, config={"treat": "log"}) == (
        "data, row 2, column x: -2 has no logarithm; treat it otherwise"
    )


def test_a_ratio_needs_values_above_zero_and_a_reference_that_was_measured():
    ratio = {"normalise": {"method": "ratio", "reference": "A"}}

    assert "data, row 2, column x: 0 has no ratio" in refusal(data={"x": [1, 0, 3]}, config=ratio)
    assert "data, row 1, column x: the unit of reference was not measured" in refusal(
        data={"x": [None, 1, 3]}, config=ratio
    )


def test_a_denominator_of_zero_is_refused_with_its_unit():
    meta = {
        "iCode": ["x", "y", "People"],
        "Type": ["Indicator", "Indicator", "Denominator"],
        "Denominator": ["People", "", ""],
    }

    assert "data, row 2, column People: x cannot be divided by 0" in refusal(data={"People": [1, 0, 2]}, meta=meta)
    found = composite(
        data=UNITS | {"People": [2, 4, 3]}, meta=meta, config={"denominate": {"x": {"by": "People", "per": 100}}}
    )
    assert found.stages.denominated[:, 0].tolist() == [50, 50, 100]
    left = composite(data=UNITS | {"People": [2, 4, 3]}, meta=meta, config={"denominate": False})
    assert left.stages.denominated[:, 0].tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("doubts", "why"),
    [
        ({"draws": 0}, "config: uncertainty: draws at least 1"),
        ({"draws": 10**9}, "at most 100,000"),
        ({"seed": -1}, "a seed of zero or more"),
        ({"level": 1.0}, "level between 0 and 1"),
        ({"weights_spread": 1.5}, "weights_spread from 0 to below 1"),
        ({"weights_levels": "all"}, "config: uncertainty.weights_levels: a list is needed"),
        ({"alternatives": {"normalise": "rank"}}, "config: uncertainty: a list is needed"),
        ({"alternatives": {"normalise": ["rang"]}}, r"config: uncertainty.alternatives.normalise\[0\].method: 'rang'"),
        ({"alternatives": {"colour": ["red"]}}, "config: uncertainty.alternatives.colour: it is not known"),
        ({"weights_levels": [7]}, r"config: uncertainty.weights_levels: there are \[1, 2\]"),
        ({"drawn": 10}, "config: uncertainty.drawn: it is not known; there are draws"),
    ],
)
def test_doubts_that_cannot_be_drawn_are_refused(doubts, why):
    with pytest.raises(IndexRefused, match=why):
        uncertainty(data=UNITS, meta=PARTS, config={"uncertainty": doubts})


@pytest.mark.parametrize("given", [{"base": 3}, {"base": "many"}, {"rows": 100}, 7])
def test_a_base_of_the_sensitivity_that_cannot_be_is_refused(given):
    with pytest.raises(IndexRefused, match="config: sensitivity"):
        sensitivity(data=UNITS, meta=PARTS, config={"sensitivity": given})


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (lambda: normalise(values=[1.0, 2.0], method="sort"), "'sort' is not known"),
        (lambda: aggregate(values=[[1.0]], method="sum"), "'sum' is not known"),
        (lambda: aggregate(values=[[1.0, 2.0]], weights=[0, 0]), "add up to zero"),
        (
            lambda: aggregate(values=[[1.0, -2.0]], method="geometric"),
            "column 2: a geometric mean under score cannot take -2",
        ),
        (lambda: weigh(codes=["a"], method="meta"), "'meta' is not known"),
        (lambda: weigh(codes=["a"], method="budget"), "weigh.points: this method needs them"),
        (
            lambda: analytic_hierarchy(matrix=np.array([[1.0, 2.0], [2.0, 1.0]])),
            "1 with 2 is not one over the other way",
        ),
        (lambda: analytic_hierarchy(matrix=np.ones((1, 2))), "each with each"),
        (lambda: analytic_hierarchy(matrix=np.zeros((2, 2))), "above zero"),
        (lambda: benefit_of_the_doubt(values=np.array([[1.0, -1.0]])), "row 1, column 2: -1"),
        (lambda: benefit_of_the_doubt(values=np.array([[1.0, 0.0]])), "column 2: every unit has 0"),
        (lambda: benefit_of_the_doubt(values=np.ones((2, 2)), least_share=0.7), "cannot add up to one"),
        (lambda: component_weights(values=np.array([[1.0, 2.0], [2.0, np.nan]])), "1 complete units"),
        (
            lambda: component_weights(values=np.array([[1.0, 2.0], [2.0, 2.0], [3.0, 2.0]])),
            "column 2: weigh: it does not vary",
        ),
        (lambda: dropped(composite(data=UNITS, meta=PARTS)), "nothing that has sisters is of level 2"),
        (lambda: reweigh(composite(data=UNITS, meta=PARTS), weights={"z": 1}), "weigh.weights.z: no such code"),
        (lambda: composite(data={}, meta=PARTS), "data: there are no rows"),
        (lambda: composite(data={"unit_name": ["A"]}, meta=PARTS), "data: there is no column uCode"),
        (lambda: composite(data=UNITS, meta={"name": ["x"]}), "meta: there is no column iCode"),
        (lambda: composite(data=["A"], meta=PARTS), "data: neither columns by name nor a list of rows"),
    ],
)
def test_single_steps_refuse_what_they_cannot_do(call, why):
    with pytest.raises(IndexRefused, match=why):
        call()


def test_nothing_given_is_changed():
    data, meta = invented(gaps=0.1)
    before = {name: list(column) for name, column in data.items()}

    composite(data=data, meta=meta, config={"impute": "mean", "treat": "winsorise"})

    assert {name: list(map(str, column)) for name, column in data.items()} == {
        name: list(map(str, column)) for name, column in before.items()
    }


def test_components_of_what_does_not_vary_are_refused_by_name():
    goalposts = {"normalise": {"method": "goalposts", "goalposts": [0, 10]}, "weigh": "pca"}

    assert "data, column y: weigh: it does not vary" in refusal(data={"y": [4, 4, 4]}, config=goalposts)
    assert "data, column Index: weigh: 2 complete units" in refusal(data={"y": [4, 5, None]}, config=goalposts)


def test_best_weights_name_the_unit_where_others_have_no_score():
    data = {"x": [None, 2, 3], "y": [None, 1, -2]}
    config = {"normalise": {"method": "goalposts", "goalposts": [0, 10]}, "weigh": "benefit-of-the-doubt"}

    assert "data, row 3, column y: -20: the benefit of the doubt" in refusal(data=data, config=config)
