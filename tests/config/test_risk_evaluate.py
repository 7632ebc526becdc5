"""`mueang risk evaluate`: anyone's table, judged, with clear words where it cannot be."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError


def past(path: Path, *, n: int = 900, also: dict[str, list[str]] | None = None) -> Path:
    """An invented table: absence and home matter, left is the outcome, three years."""
    rng = np.random.default_rng(9)
    absent = rng.gamma(1.5, 6, n)
    home = rng.choice(["parents", "alone", ""], n, p=[0.7, 0.2, 0.1])
    left = rng.random(n) < 1 / (1 + np.exp(2 - absent / 8 - (home == "alone")))
    columns = {
        "child_id": [f"c{number}" for number in range(n)],
        "year": [str(2564 + number % 3) for number in range(n)],
        "days_absent": [f"{days:.1f}" for days in absent],
        "home": home.tolist(),
        "sex": rng.choice(["f", "m"], n).tolist(),
        "school": [f"s{number}" for number in rng.integers(0, 9, n)],
        "same": ["1"] * n,
        "status": ["left" if one else "stayed" for one in left],
        **(also or {}),
    }
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
    return path


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("risk_evaluate", *arguments, stdout=out)
    return out.getvalue()


LABEL = ("--label", "status", "--positive", "left")


def test_a_table_with_time_is_judged_on_its_last_year(tmp_path: Path) -> None:
    path = past(tmp_path / "t.csv")

    found = json.loads(
        said(str(path), *LABEL, "--time", "year", "--cut", "2566", "--group", "sex", "home", "--drop", "same", "--json")
    )

    assert (found["split"], found["n_learned"], found["n_judged"]) == ("out of time", 600, 300)
    assert found["auc"] > found["best_single_rule"]["auc"] > 0.5
    assert found["school_or_area_only"]["column"] == "school"
    assert {"average_precision", "brier", "calibration_error", "precision_at_5", "recall_at_20"} <= found.keys()
    assert {(one["group"], one["value"]) for one in found["groups"]} == {
        *(("sex", "f"), ("sex", "m")),
        *(("home", "alone"), ("home", "parents"), ("home", "not known")),
    }
    assert found["n_terms"] == len(found["glass_box"]["terms"]) <= 12
    assert found["left_out"] == {
        "same": "asked to drop",
        "status": "the label",
        "year": "the time",
        "child_id": "nearly every row has another word",
    }


def test_without_time_it_is_cross_validated_and_says_what_that_is_worth(tmp_path: Path) -> None:
    text = said(str(past(tmp_path / "t.csv")), *LABEL, "--group", "sex", "--drop", "year", "school")

    assert "5 folds, 2 times" in text
    assert "expect less of another year" in text
    assert "sex = f:" in text
    assert "school or area only" in text  # dropped from predicting, still compared
    assert "left out: same (always the same)" in text


def test_religion_is_compared_and_never_predicts(tmp_path: Path) -> None:
    words = ["Muslim", "Buddhist", "Hindu"] * 300
    path = past(tmp_path / "t.csv", also={"belief": words})

    with pytest.raises(CommandError, match="religion and ethnicity never predict: belief"):
        said(str(path), *LABEL)
    found = json.loads(said(str(path), *LABEL, "--group", "belief", "--json"))

    assert "belief" not in {term["variable"] for term in found["glass_box"]["terms"]}
    assert found["left_out"]["belief"] == "religion or ethnicity: compared, never a predictor"
    assert {one["value"] for one in found["groups"]} == {"Muslim", "Buddhist", "Hindu"}


def test_rows_without_label_or_time_are_left_out_and_counted(tmp_path: Path) -> None:
    path = past(tmp_path / "t.csv")
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].rsplit(",", 1)[0] + ","
    lines[2] = lines[2].replace(",2565,", ",,")
    path.write_text("\n".join(lines), encoding="utf-8")

    found = json.loads(said(str(path), *LABEL, "--time", "year", "--cut", "2566", "--json"))

    assert found["n_learned"] + found["n_judged"] == 898
    assert found["remarks"] == ["2 rows without a label or a time are left out"]


def test_several_values_and_numbers_written_otherwise_are_the_outcome(tmp_path: Path) -> None:
    path = past(tmp_path / "t.csv", also={"code": ["1.0", "2", "3"] * 300})

    found = json.loads(said(str(path), "--label", "code", "--positive", "1", "--positive", "2", "--json"))

    assert found["base_rate"] == pytest.approx(2 / 3, abs=1e-4)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--label", "state", "--positive", "left"), "no column state; there are child_id"),
        (("--label", "status", "--positive", "gone"), "no row has 'gone'; there are left, stayed"),
        ((*LABEL, "--group", "tribe"), "no column tribe"),
        ((*LABEL, "--group", "status"), "is the label and cannot be a group"),
        ((*LABEL, "--time", "year"), "--time and --cut go together"),
        ((*LABEL, "--time", "year", "--cut", "2570"), "no row from '2570'"),
        ((*LABEL, "--time", "year", "--cut", "2500"), "no row before '2500'"),
        ((*LABEL, "--drop", "days_absent", "home", "sex", "school", "year"), "no column is left"),
    ],
)
def test_what_was_asked_wrongly_is_said(tmp_path: Path, arguments, why) -> None:
    with pytest.raises(CommandError, match=why):
        said(str(past(tmp_path / "t.csv")), *arguments)


def test_too_little_history_and_a_broken_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="too little history"):
        said(str(past(tmp_path / "t.csv", n=60)), *LABEL)
    with pytest.raises(CommandError, match=r"none\.csv"):
        said(str(tmp_path / "none.csv"), *LABEL)
    (tmp_path / "b.csv").write_text("a,status\n1\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"b\.csv:2: 1 fields"):
        said(str(tmp_path / "b.csv"), *LABEL)
