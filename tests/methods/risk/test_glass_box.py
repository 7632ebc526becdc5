"""The glass box: what is learned, what it says, and what it refuses."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mueang.methods.risk import (
    ForbiddenPredictor,
    GlassBox,
    RiskRefused,
    Term,
    TooLittleHistory,
    fit,
    glass_box_from,
    is_forbidden,
    score,
)
from mueang.methods.risk.binning import Bins

ABSENT = Term("days_absent", Bins(edges=(5.0, 20.0)), (-8, 3, 21, 4), "absent")
HOME = Term("home", Bins(words=("alone", "parents")), (12, -2, 6), "home")
BOX = GlassBox((ABSENT, HOME), intercept=-2.0)


def past(n: int = 4_000, *, seed: int = 3) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """An invented past whose law is known: risk rises with absence, falls with grades, and home matters."""
    rng = np.random.default_rng(seed)
    columns = {
        "absent": rng.gamma(1.2, 0.06, n).astype(np.float32),
        "grade": rng.normal(2.5, 0.8, n),
        "home": rng.choice(np.array(["parents", "grandparents", "alone"]), n, p=[0.6, 0.3, 0.1]),
        "noise": rng.normal(size=n),
        "same": np.ones(n),
    }
    columns["grade"][rng.random(n) < 0.1] = np.nan
    odds = -2 + 8 * columns["absent"] - np.nan_to_num(columns["grade"] - 2.5) + 1.5 * (columns["home"] == "alone")
    return columns, rng.random(n) < 1 / (1 + np.exp(-odds))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.one_of(st.just(float("nan")), st.floats(-5, 40, width=32)),
            st.sampled_from(["", "alone", "parents", "?"]),
        ),
        max_size=6,
    )
)
def test_scoring_is_looking_up_a_table_by_hand(rows) -> None:
    columns = {
        "days_absent": np.array([days for days, _home in rows], np.float32),
        "home": np.array([home for _days, home in rows], "U8"),
    }

    found = score(BOX, columns)

    for child, (days, home) in enumerate(rows):
        by_days = 4 if np.isnan(days) else -8 if days < 5 else 3 if days < 20 else 21
        by_home = {"alone": 12, "parents": -2}.get(home, 6)
        assert found.contributions[:, child].tolist() == [by_days, by_home]
        assert found.points[child] == by_days + by_home
        assert found.missing[child] == (np.isnan(days) or home == "")
        chance = 1 / (1 + np.exp(2.0 - (by_days + by_home) * np.log(2) / 10))
        assert found.probability is not None
        assert found.probability[child] == pytest.approx(chance, rel=1e-5)


@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.int64, np.float32, np.float64])
def test_whole_numbers_score_alike_in_every_type(kind) -> None:
    days = np.array([0, 4, 5, 19, 20, 200])

    found = score(GlassBox((ABSENT,), 0.0), {"days_absent": days.astype(kind)})

    assert found.points.tolist() == [-8, -8, 3, 3, 21, 21]


def test_large_whole_numbers_are_looked_up_by_their_bin() -> None:
    assert score(GlassBox((ABSENT,), 0.0), {"days_absent": np.array([3, 60_000], np.uint16)}).points.tolist() == [
        -8,
        21,
    ]


def test_a_column_left_out_is_unknown_of_everybody() -> None:
    found = score(BOX, {"days_absent": np.array([1.0])})

    assert (found.points.tolist(), found.missing.tolist(), found.unasked(0)) == ([-2], [True], ["home"])
    assert score(GlassBox((ABSENT,), 0.0), {"home": np.array(["x"])}).points.tolist() == [4]


def test_reasons_are_the_terms_that_speak_for_a_child() -> None:
    found = score(BOX, {"days_absent": np.array([30.0]), "home": np.array(["parents"])})

    assert [(r.term, r.sentence, r.points, r.value) for r in found.reasons(0)] == [("days_absent", "absent", 21, 30.0)]


def test_a_box_is_read_back_from_its_words() -> None:
    again = glass_box_from(json.loads(json.dumps(BOX.as_words())))

    assert again == BOX
    assert ABSENT.rows() == [("below 5", -8), ("5 to below 20", 3), ("20 or more", 21), ("not known", 4)]
    assert HOME.rows() == [("alone", 12), ("parents", -2), ("not known", 6)]


@pytest.mark.parametrize("words", [{}, {"terms": [{}], "intercept": 0}, {"terms": 3, "intercept": 0}])
def test_what_is_no_box_is_refused(words) -> None:
    with pytest.raises(RiskRefused, match="not a glass box"):
        glass_box_from(words)


def test_a_box_has_at_most_twelve_terms_and_points_for_each_bin() -> None:
    with pytest.raises(RiskRefused, match="13 terms"):
        GlassBox((ABSENT,) * 13, 0.0)
    with pytest.raises(RiskRefused, match="3 bins, but points for 2"):
        Term("home", Bins(words=("alone", "parents")), (1, 2))


def test_words_where_numbers_were_learned_are_refused() -> None:
    with pytest.raises(RiskRefused, match="days_absent: the model knows numbers"):
        score(BOX, {"days_absent": np.array(["many"])})
    with pytest.raises(RiskRefused, match="words were expected"):
        HOME.bins.codes(np.array([1.0]))


def test_the_law_of_an_invented_past_is_found_and_noise_is_left_out() -> None:
    columns, label = past()

    box = fit(columns, label=label)

    assert {term.variable for term in box.terms} == {"absent", "grade", "home"}
    assert all(len(term.points) <= 11 for term in box.terms)
    by_name = {term.variable: term for term in box.terms}
    assert by_name["absent"].points[0] < by_name["absent"].points[-2]
    assert by_name["grade"].points[0] > by_name["grade"].points[-2]
    home = dict(by_name["home"].rows())
    assert home["alone"] > home["parents"]
    found = score(box, columns)
    assert found.probability is not None
    assert found.probability.mean() == pytest.approx(label.mean(), abs=1e-4)
    assert np.isnan(columns["grade"]).tolist() == found.missing.tolist()


def test_the_same_past_gives_the_same_box_in_any_order_of_rows() -> None:
    columns, label = past(1_000)
    turned = np.random.default_rng(1).permutation(len(label))

    box = fit(columns, label=label)
    again = fit({name: values[turned] for name, values in columns.items()}, label=label[turned])

    assert fit(columns, label=label) == box
    assert [(t.variable, t.bins) for t in again.terms] == [(t.variable, t.bins) for t in box.terms]


@pytest.mark.parametrize(("rising", "falling"), [(["absent"], ["grade"]), ([], ["absent"])])
def test_points_go_only_the_way_that_was_asked(rising, falling) -> None:
    columns, label = past(1_500, seed=11)

    box = fit(columns, label=label, rising=rising, falling=falling, for_later=False)

    for term in box.terms:
        steps = np.diff(term.points[:-1])
        assert term.variable not in rising or (steps >= 0).all()
        assert term.variable not in falling or (steps <= 0).all()


def test_few_outcomes_afford_few_terms() -> None:
    columns, label = past(4_000)
    rare = label & (np.cumsum(label) <= 12)

    assert len(fit(columns, label=rare, least_outcomes=10, for_later=False).terms) <= 2


@pytest.mark.parametrize(
    ("n_with", "what"), [(0, "0 children have"), (49, "49 children have"), (371, "29 children do not have")]
)
def test_too_little_history_is_refused_with_how_much_it_takes(n_with, what) -> None:
    label = np.arange(400) < n_with

    with pytest.raises(TooLittleHistory, match=f"{what} the outcome, at least 50 are needed"):
        fit({"a": np.arange(400.0)}, label=label)


def test_nothing_that_varies_teaches_nothing() -> None:
    with pytest.raises(RiskRefused, match="no column varies"):
        fit({"same": np.ones(400)}, label=np.arange(400) < 200)


def test_a_label_that_does_not_fit_is_refused() -> None:
    for label in (np.zeros(3, bool), np.zeros(400)):
        with pytest.raises(RiskRefused, match="the label is"):
            fit({"a": np.arange(400.0)}, label=label)


@pytest.mark.parametrize(
    ("name", "values", "forbidden"),
    [
        ("religion", [1.0], True),
        ("Father_Religion", [1.0], True),
        ("childEthnicity", [1.0], True),
        ("Eth", [1.0], True),
        ("ศาสนา", [1.0], True),
        ("เชื้อชาติของบิดา", [1.0], True),
        ("v3", ["Buddhist ", "x"], True),
        ("v3", ["อิสลาม"], True),
        ("method", [1.0], False),
        ("embrace", [1.0], False),
        ("language", ["malay"], False),
    ],
)
def test_religion_and_ethnicity_never_predict_whatever_they_are_called(name, values, forbidden) -> None:
    column = np.array(values)

    assert is_forbidden(name, column) is forbidden
    if forbidden:
        with pytest.raises(ForbiddenPredictor, match="never predict"):
            fit({"a": np.arange(400.0), name: np.resize(column, 400)}, label=np.arange(400) < 200)
