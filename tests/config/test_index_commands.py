"""`mueang index compute` and `mueang index uncertainty`: what they say, and where a file cannot be used."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from tests.shared_data import shared_data

from mueang.config.cli import resolve

DATA = "uCode,uName,Places,Hours,People,Side\nA,Ban Na,4,10,2,n\n\nB,Khao,,30,1,n\nC,Thung,6,20,1,s\nD,Pa,1,5,1,s\n"
META = (
    "iCode,Type,Level,Parent,Direction,Weight,Denominator\n"
    "Places,Indicator,1,Reach,1,1,People\nHours,Indicator,1,Use,1,1,\n"
    "Reach,Aggregate,2,Index,1,1,\nUse,Aggregate,2,Index,1,1,\nIndex,Aggregate,3,,,,\n"
    "People,Denominator,,,,,\nSide,Group,,,,,\n"
)


def written(
    folder: Path, *, data: str = DATA, meta: str = META, config: str | None = None, suffix: str = "json"
) -> list[str]:
    (folder / "d.csv").write_text(data, encoding="utf-8")
    (folder / "m.csv").write_text(meta, encoding="utf-8")
    arguments = ["--data", str(folder / "d.csv"), "--meta", str(folder / "m.csv")]
    if config is not None:
        (folder / f"c.{suffix}").write_text(config, encoding="utf-8")
        arguments += ["--config", str(folder / f"c.{suffix}")]
    return arguments


def said(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def computed(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said("index_compute", *arguments, "--json"))
    return found


def test_an_operator_types_the_words() -> None:
    assert resolve(["index", "compute", "--json"]) == ["index_compute", "--json"]
    assert resolve(["index", "uncertainty"]) == ["index_uncertainty"]


def test_every_stage_is_told_and_what_was_not_measured_is_null(tmp_path: Path) -> None:
    found = computed(*written(tmp_path))

    assert {unit["code"]: unit["rank"] for unit in found["units"]} == {"A": 2, "B": None, "C": 1, "D": 3}
    assert found["units"][1]["name"] == "Khao"
    assert found["units"][1]["score"] is None
    assert found["units"][1]["known_share"] == 0.5
    assert found["stages"]["denominated"]["A"] == {"Places": 2, "Hours": 10}
    assert found["stages"]["denominated"]["B"]["Places"] is None
    assert found["stages"]["normalised"]["C"] == {"Places": 100, "Hours": 60}
    assert found["stages"]["aggregated"]["C"] == {"Reach": 100, "Use": 60, "Index": 80}
    assert found["weights"]["Reach"] == {"weight": 1, "effective": 0.5}
    assert set(found["mean_rank_shift_when_dropped"]) == {"Reach", "Use"}


@pytest.mark.parametrize(
    ("config", "suffix"),
    [
        ('{"impute": {"method": "group-mean", "group": "Side"}, "weigh": {"weights": {"Use": 3}}}', "json"),
        ('[impute]\nmethod = "group-mean"\ngroup = "Side"\n[weigh.weights]\nUse = 3\n', "toml"),
    ],
)
def test_choices_are_json_or_toml(tmp_path: Path, config: str, suffix: str) -> None:
    found = computed(*written(tmp_path, config=config, suffix=suffix))

    assert found["stages"]["imputed"]["B"]["Places"] == 2
    assert found["weights"]["Use"]["effective"] == 0.75
    assert found["units"][1]["rank"] == 1


def test_asem_is_the_published_index_from_its_own_files(tmp_path: Path) -> None:
    folder = shared_data("asem-composite")
    choices = tmp_path / "c.toml"
    choices.write_text(
        '[impute]\nmethod = "group-mean"\ngroup = "EurAsia_group"\n[treat]\nmethod = "winsorise"\nmost_points = 6\n',
        encoding="utf-8",
    )
    files = ["--data", str(folder / "iData.csv"), "--meta", str(folder / "iMeta.csv"), "--config", str(choices)]

    found = computed(*files)

    best = min(found["units"], key=lambda unit: unit["rank"])
    assert (best["code"], round(best["score"], 2)) == ("CHE", 68.38)
    assert found["mean_rank_shift_when_dropped"]["Social"] == pytest.approx(3.960784, abs=1e-6)
    assert sum(len(one["low"]) + len(one["high"]) for one in found["treated"].values()) == 35


def test_the_table_puts_the_best_first_and_says_what_is_not_measured(tmp_path: Path) -> None:
    lines = said("index_compute", *written(tmp_path)).splitlines()

    assert [line.split()[:2] for line in lines[1:5]] == [["1", "C"], ["2", "A"], ["3", "D"], ["-", "B"]]
    assert "not measured" in lines[4]


def test_rank_intervals_and_what_moves_ranks_are_told(tmp_path: Path) -> None:
    arguments = [*written(tmp_path, config='{"impute": "mean"}'), "--draws", "60", "--seed", "4", "--sensitivity"]

    found = json.loads(said("index_uncertainty", *arguments, "--json"))

    assert (found["draws"], found["seed"], found["level"]) == (60, 4, 0.9)
    assert {unit["code"] for unit in found["units"]} == set("ABCD")
    for unit in found["units"]:
        assert 1 <= unit["low"] <= unit["median"] <= unit["high"] <= 4
    assert {effect["factor"] for effect in found["sensitivity"]["effects"]} == {
        *("impute", "normalise", "aggregate", "weights"),
    }
    assert [one["method"] for one in found["alternatives"]["normalise"]] == ["min-max", "z-score", "rank"]
    assert json.loads(said("index_uncertainty", *arguments, "--json")) == found
    text = said("index_uncertainty", *arguments)
    assert "60 draws; low to high holds 90% of them" in text
    assert "weights" in text.partition("share of its variance")[2]
    assert "sensitivity" not in json.loads(said("index_uncertainty", *arguments[:-1], "--json"))


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"data": DATA.replace("D,Pa,1", "D,Pa,one")}, r"d\.csv:6: column Places: 'one' is not a number"),
        ({"data": DATA.replace("D,Pa", "A,Pa")}, r"d\.csv:6: column uCode: A stands in row 1 already"),
        ({"data": DATA.replace("10,2", "10,0")}, r"d\.csv:2: column People: Places cannot be divided by 0"),
        ({"data": DATA.replace("Hours", "Hour")}, r"d\.csv: there is no column for Hours"),
        ({"data": "uCode\n"}, r"d\.csv:1: a table has a first line"),
        (
            {"meta": META.replace("Hours,Indicator,1,Use,1", "Hours,Indicator,1,Use,2")},
            r"m\.csv:3: column Direction: 2 is",
        ),
        (
            {"meta": META.replace("Reach,Aggregate,2,Index", "Reach,Aggregate,2,Top")},
            r"m\.csv:4: column Parent: no aggregate",
        ),
        ({"config": '{"treat": {"metod": 1}}'}, r"c\.json: treat\.metod: it is not known"),
        ({"config": '{"treat": "log"'}, r"c\.json: not JSON \(or, named \.toml, TOML\): "),
        ({"config": "[1]"}, r"c\.json: choices are names with values"),
        ({"config": "impute =", "suffix": "toml"}, r"c\.toml: not TOML: "),
        (
            {"config": '{"aggregate": "harmonic"}'},
            r"d\.csv:6: column Places: a harmonic mean under Reach cannot take 0",
        ),
    ],
)
@pytest.mark.parametrize("command", ["index_compute", "index_uncertainty"])
def test_what_is_wrong_is_told_with_file_line_and_column(
    tmp_path: Path, command: str, files: dict[str, str], why: str
) -> None:
    with pytest.raises(CommandError, match=why):
        said(command, *written(tmp_path, **files))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"gone\.csv"):
        said("index_compute", "--data", str(tmp_path / "gone.csv"), "--meta", str(tmp_path / "gone.csv"))


@pytest.mark.parametrize(("option", "value"), [("--draws", "0"), ("--seed", "-3")])
def test_draws_and_seed_that_cannot_be_are_refused(tmp_path: Path, option: str, value: str) -> None:
    with pytest.raises(CommandError, match="config: uncertainty: draws at least 1"):
        said("index_uncertainty", *written(tmp_path), option, value)


def test_a_section_of_doubts_that_is_no_section_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"c\.json: uncertainty: names with values are needed"):
        said("index_uncertainty", *written(tmp_path, config='{"uncertainty": 5}'), "--draws", "5")
