"""What cannot be measured is refused, and the sentence says where."""

from __future__ import annotations

import numpy as np
import pytest

from mueang.methods.inequality import (
    InequalityRefused,
    concentration_index,
    fgt,
    gaps,
    gini,
    palma,
    parity,
    shapley,
    shapley_by_source,
    theil,
    weighted_quantile,
    with_interval,
)

NAN = float("nan")


@pytest.mark.parametrize(
    ("measure", "given", "why"),
    [
        (gini, {"values": [1.0, NAN]}, "values: row 2 is not a number; leave out who was not measured"),
        (gini, {"values": [3.0, 1.0, -2.0]}, "values: row 3 is -2, and must not be below 0"),
        (gini, {"values": []}, "values: one row of numbers is needed"),
        (gini, {"values": ["many"]}, "values: could not convert"),
        (gini, {"values": [1.0, 2.0], "weights": [1]}, "lengths differ: values 2, weights 1"),
        (gini, {"values": [1.0, 2.0], "weights": [1, -1]}, "weights: row 2 is -1"),
        (gini, {"values": [1.0, 2.0], "weights": [0, 0]}, "weights: they add up to zero"),
        (gini, {"values": [0.0, 0.0]}, "their mean is 0; the Gini index needs something to share out"),
        (theil, {"values": [1.0, 0.0], "kind": "L"}, "values: row 2 is 0, and must be above 0"),
        (theil, {"values": [1.0], "kind": "G"}, "kind: 'G' is not known"),
        (theil, {"values": [1.0, 1.0], "groups": ["a", None]}, "groups: row 2 belongs to no group"),
        (theil, {"values": [1.0, 1.0], "groups": [1.0, NAN]}, "groups: row 2 belongs to no group"),
        (theil, {"values": [1.0, 1.0], "groups": ["a"]}, "lengths differ: values 2, groups 1"),
        (palma, {"values": [1.0], "limits": (1, 2)}, "limits: they are of `by`"),
        (palma, {"values": [1.0, 2.0], "by": [1.0, NAN]}, "by: row 2 is not a number"),
        (weighted_quantile, {"values": [1.0], "share": 1.2}, "share: 1.2 is not between 0 and 1"),
        (weighted_quantile, {"values": [1.0], "weights": [0], "share": 0.5}, "they add up to zero"),
        (concentration_index, {"values": [1.0], "by": [1.0], "correction": "new"}, "correction: 'new' is not known"),
        (
            concentration_index,
            {"values": [1.0, 1.0], "by": [1.0, 2.0], "correction": "erreygers"},
            "bounds: 1 to 1 leaves no room",
        ),
        (
            concentration_index,
            {"values": [1.0, 3.0], "by": [1.0, 2.0], "correction": "wagstaff", "bounds": (0, 2)},
            "values: 1 to 3 lie outside the bounds 0 to 2",
        ),
        (fgt, {"values": [1.0], "line": 0}, "line: 0 is not above zero"),
        (fgt, {"values": [1.0], "line": 1, "alpha": -1}, "alpha: -1 is negative"),
        (parity, {"group": 1, "reference": 0}, "reference: its rate is zero"),
        (parity, {"group": -1, "reference": 1}, "row 1 is -1"),
        (gaps, {"values": [1.0], "groups": ["a"], "reference": "b"}, "reference: nobody is in 'b'; there are a"),
        (
            gaps,
            {"values": [1.0, 2.0], "weights": [1, 0], "groups": "ab", "reference": "a"},
            "weights: group 'b' weighs nothing",
        ),
        (gaps, {"values": [1.0], "groups": "a", "reference": "a", "level": 1.0}, "0 < level < 1"),
        (with_interval, {"measure": gini, "values": [1.0], "n_draws": 0}, "n_draws at least 1"),
        (with_interval, {"measure": gini, "values": [1.0, 2.0], "weights": [1]}, "lengths differ"),
        (shapley, {"factors": [], "worth": len}, "factors: 0 given"),
        (shapley, {"factors": ["a", "a"], "worth": len}, "of different names"),
        (shapley_by_source, {"sources": {}}, "lengths differ|none is given"),
        (shapley_by_source, {"sources": {"a": [1.0, NAN]}}, "sources: a: row 2 is not a number"),
    ],
)
def test_what_cannot_be_measured_is_refused(measure, given, why):
    with pytest.raises(InequalityRefused, match=why):
        measure(**given)


def test_wagstaff_of_values_all_at_a_bound_has_no_slope():
    assert concentration_index(values=[1.0, 1.0], by=[1.0, 2.0], correction="wagstaff", bounds=(0, 1)) == 0


def test_nothing_given_is_changed():
    values, weights = np.array([3.0, 1.0, 2.0]), np.array([1.0, 0.0, 2.0])

    gini(values=values, weights=weights)
    gaps(values=values, weights=weights, groups="aba".replace("b", "a"), reference="a")

    assert (values.tolist(), weights.tolist()) == ([3.0, 1.0, 2.0], [1.0, 0.0, 2.0])
