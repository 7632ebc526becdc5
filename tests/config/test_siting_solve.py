"""`mueang siting solve`: anyone's network or table answered, with clear words where it cannot be."""

from __future__ import annotations

import gzip
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from tests.shared_data import shared_data

PAIRS = (
    "point,site,minutes,people\nNorth,Library,5,10\nNorth,Temple,20,10\n"
    "South,Library,25,4\nSouth,Temple,2,4\nHill,Temple,9,1\n"
)


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("siting_solve", *arguments, stdout=out)
    return out.getvalue()


def table(folder: Path, text: str, name: str = "t.csv") -> str:
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return str(path)


def test_a_network_is_solved_as_published() -> None:
    path = str(shared_data("orlib-pmed") / "pmed1.txt")

    found = json.loads(said("--graph", path, "--json"))
    center = json.loads(said("--graph", path, "--model", "p-center", "--open", "5", "--json"))

    assert (found["total"], found["statement"], found["n_open"]) == (5819.0, "proved optimal", 5)
    assert (center["total"], center["proved_optimal"], center["gap"]) == (127.0, True, 0.0)
    assert set(found["assigned"]) == set(found["open_sites"]) <= {str(number) for number in range(1, 101)}


@pytest.mark.parametrize("name", ["t.csv", "t.csv.gz"])
def test_pairs_are_read_with_their_names_and_weights(tmp_path: Path, name: str) -> None:
    path = table(tmp_path, PAIRS, name)

    one = json.loads(said("--cost", path, "--open", "1", "--unserved", "60", "--json"))
    reach = json.loads(said("--cost", path, "--model", "max-coverage", "--open", "1", "--within", "9", "--json"))

    assert (one["open_sites"], one["total"], one["assigned"]) == (["Library"], 210.0, [None, "Library", "Library"])
    assert (reach["open_sites"], reach["total"]) == (["Library"], 10.0)
    assert (one["n_points"], one["n_sites"]) == (3, 2)


def test_a_wide_table_has_a_column_a_site(tmp_path: Path) -> None:
    path = table(tmp_path, "point,weight,Library,Temple\nNorth,10,5,20\nSouth,4,25,2\n")

    text = said("--cost", path, "--open", "1")

    assert "2 points, 2 sites, 1 to open" in text
    assert "open   Library" in text
    assert "total  150" in text
    assert "proved optimal" in text


def test_parquet_is_read_where_pyarrow_is_installed(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="reading .parquet takes pyarrow, which is not part of the base install")
    import pyarrow as pa
    from pyarrow import parquet

    columns = {"point": ["a", "a", "b", "b"], "site": [1, 2, 1, 2], "cost": [1.0, 5.0, 4.0, 2.0]}
    parquet.write_table(pa.table(columns), tmp_path / "t.parquet")
    (tmp_path / "no.parquet").write_bytes(b"not a table")

    found = json.loads(said("--cost", str(tmp_path / "t.parquet"), "--open", "2", "--json"))

    assert (found["total"], found["open_sites"]) == (3.0, ["1", "2"])
    with pytest.raises(CommandError, match=r"no\.parquet"):
        said("--cost", str(tmp_path / "no.parquet"), "--open", "2")


def test_points_that_go_nowhere_are_counted(tmp_path: Path) -> None:
    text = said("--cost", table(tmp_path, PAIRS), "--model", "max-coverage", "--open", "1", "--within", "9")

    assert "2 points go nowhere" in text


@pytest.mark.parametrize(
    ("text", "arguments", "words"),
    [
        (PAIRS, [], "say with --open"),
        (PAIRS + "Quay,Library,3,2\n", ["--open", "1"], "have no way to any site"),
        (PAIRS, ["--open", "3"], "only 2 may"),
        (PAIRS, ["--open", "1", "--model", "max-coverage"], "say with --within"),
        (PAIRS.replace("5,10", "-5,10"), ["--open", "1"], "is negative"),
        (PAIRS.replace("5,10", ",10"), ["--open", "1"], "is not a number"),
        (PAIRS.replace("20,10", "20,11"), ["--open", "1"], "North has two different weights"),
        ("point,site\na,b\n", ["--open", "1"], "point, site and cost"),
        ("point,weight\na,3\n", ["--open", "1"], "no column of costs"),
        ("point,Library\na,near\nb,far\n", ["--open", "1"], "Library does not hold numbers"),
    ],
)
def test_what_cannot_be_answered_is_said(tmp_path: Path, text: str, arguments: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        said("--cost", table(tmp_path, text), *arguments)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"none\.txt"):
        said("--graph", str(tmp_path / "none.txt"))
