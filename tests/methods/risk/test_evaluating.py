"""The judgement: never on rows that were learned from, always beside what is simpler."""

from __future__ import annotations

import csv
import gzip

import numpy as np
import pytest

from mueang.methods.risk import ForbiddenPredictor, RiskRefused, TooLittleHistory, evaluate
from mueang.methods.risk.evaluating import Folds
from shared_data import shared_data

from .test_glass_box import past

ONCE = Folds(n=5, repeats=1, seed=0)
"""Each row judged once: what the tests ask does not hang on the second turn."""


def test_noise_is_judged_as_noise() -> None:
    """Twelve columns of nothing fit the past they were learned from, and foretell nothing."""
    rng = np.random.default_rng(2)
    columns = {f"noise_{number}": rng.normal(size=1_200) for number in range(12)}
    label = rng.random(1_200) < 0.3

    for is_later in (None, np.arange(1_200) >= 700):
        found = evaluate(columns, label=label, is_later=is_later, folds=ONCE)
        assert abs(found.judged["glass box"].auc - 0.5) < 0.06
        assert found.judged["base rate"].auc == 0.5


def test_the_later_rows_teach_nothing() -> None:
    """Their labels turned round change the judgement, not the box."""
    columns, label = past(2_000)
    is_later = np.arange(2_000) >= 1_000
    turned = label ^ is_later

    true, false = (evaluate(columns, label=one, is_later=is_later) for one in (label, turned))

    assert true.box == false.box
    assert true.judged["glass box"].auc == pytest.approx(1 - false.judged["glass box"].auc)
    assert (true.n_learned, true.n_judged, true.split) == (1_000, 1_000, "out of time")


def test_the_law_of_an_invented_past_is_found_again_later() -> None:
    columns, label = past(6_000)

    found = evaluate(columns, label=label, is_later=np.arange(6_000) >= 3_000, groups={"home": columns["home"]})

    ours, rule = found.judged["glass box"], found.judged["best single rule"]
    assert ours.auc > rule.auc > found.judged["base rate"].auc == 0.5
    assert ours.calibration_error < 0.03
    assert ours.brier < rule.brier < found.judged["base rate"].brier
    assert {one.value for one in found.groups} == {"alone", "grandparents", "parents"}
    assert "No column names a school or an area" in " ".join(found.warnings)


def test_where_the_school_says_it_all_the_judgement_says_so() -> None:
    rng = np.random.default_rng(4)
    school = rng.integers(0, 12, 4_000)
    label = rng.random(4_000) < school / 15
    columns = {"absent": rng.random(4_000), "grade": rng.random(4_000) + label * 0.05}

    found = evaluate(columns, label=label, is_later=np.arange(4_000) >= 2_000, places=school)

    assert found.judged["school or area only"].precision[10] > found.judged["glass box"].precision[10]
    assert any("help places before single children" in said for said in found.warnings)


def test_what_is_known_only_afterwards_is_suspected() -> None:
    columns, label = past(1_000)

    found = evaluate(columns | {"certificate_withheld": label * 1.0}, label=label)

    assert any("known only afterwards? Look at certificate_withheld" in said for said in found.warnings)
    assert any("parted by lot" in said for said in found.warnings)
    assert found.rule == "certificate_withheld >= 1"


def test_the_same_seed_gives_the_same_folds() -> None:
    columns, label = past(600)
    few = Folds(n=3, repeats=1, seed=8)

    assert evaluate(columns, label=label, folds=few) == evaluate(columns, label=label, folds=few)


@pytest.mark.parametrize(
    ("n_past", "n_later", "why"),
    [
        (30, 30, "to learn from: 30 children have the outcome, at least 50"),
        (80, 10, "to judge by: 10 children have the outcome, at least 20"),
        (80, 190, "to judge by: 10 children do not have the outcome, at least 20"),
    ],
)
def test_too_little_history_is_refused_and_says_what_it_takes(n_past, n_later, why) -> None:
    is_later = np.arange(400) >= 200
    label = (np.arange(400) < n_past) | (is_later & (np.arange(400) < 200 + n_later))

    with pytest.raises(TooLittleHistory, match=why):
        evaluate({"a": np.arange(400.0)}, label=label, is_later=is_later)


def test_what_cannot_be_judged_is_refused() -> None:
    label = np.arange(400) < 200

    with pytest.raises(ForbiddenPredictor):
        evaluate({"religion": np.arange(400.0)}, label=label)
    with pytest.raises(RiskRefused, match="the label is"):
        evaluate({"a": np.arange(400.0)}, label=label[:10])
    with pytest.raises(RiskRefused, match="is_later is"):
        evaluate({"a": np.arange(400.0)}, label=label, is_later=label[:10])


def test_two_portuguese_schools_before_any_grade_is_known() -> None:
    """Cortez and Silva (2008): without period grades little can be foretold; with them nearly everything."""
    path = shared_data("uci-student-performance") / "student-por.csv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    words = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    numbers = {name: values.astype(float) for name, values in words.items() if values[0].lstrip("-").isdigit()}
    label = numbers["G3"] < 10
    columns = {name: numbers.get(name, values) for name, values in words.items() if name != "G3"}

    without = {n: v for n, v in columns.items() if n not in {"G1", "G2"}}

    found, blind = (evaluate(some, label=label, places=words["school"], folds=ONCE) for some in (columns, without))

    assert found.judged["glass box"].auc > 0.94
    assert 0.75 < blind.judged["glass box"].auc < 0.90
    assert blind.judged["glass box"].auc > blind.judged["school or area only"].auc


def test_the_open_university_a_year_later_from_what_stands_on_the_form() -> None:
    """OULAD with an honest clock: learned on 2013, judged on 2014, by what is known before the first day."""
    path = shared_data("oulad") / "student.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    taken = ["code_module", "gender", "region", "highest_education", "imd_band", "age_band", "disability"]
    columns: dict[str, np.ndarray] = {name: np.array([row[name] for row in rows]) for name in taken}
    columns |= {
        name: np.array([float(row[name]) for row in rows]) for name in ("num_of_prev_attempts", "studied_credits")
    }
    label = np.array([row["final_result"] in {"Withdrawn", "Fail"} for row in rows])
    is_later = np.array([row["code_presentation"] >= "2014" for row in rows])

    found = evaluate(
        columns, label=label, is_later=is_later, groups={"gender": columns["gender"]}, places=columns["region"]
    )

    assert 0.63 < found.judged["glass box"].auc < 0.70
    assert found.judged["glass box"].calibration_error < 0.05  # more left in 2014 than the year before
    assert {one.value for one in found.groups} == {"F", "M"}
