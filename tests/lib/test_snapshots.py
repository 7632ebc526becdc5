"""Snapshots: what is written comes back as it was, an engine that is missing says how to get it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from mueang.lib.snapshots import NoEngine, NoSnapshot, opened, write

pytest.importorskip("duckdb", reason="the extra `analysis` is not installed")
COLUMNS = {"city": "VARCHAR", "code": "VARCHAR", "n": "BIGINT", "day": "DATE"}


def test_rows_come_back_as_they_were_the_empty_word_and_the_quoted_one_too(tmp_path: Path) -> None:
    rows = [
        ["ยะลา", "", 1, "2026-01-31"],
        ['a,b\n"c"\'', "0095", -(2**62), "9999-12-31"],
        ["NULL", "=1+1", 0, "2025-10-01"],
    ]

    assert write(tmp_path / "told.parquet", rows, columns=COLUMNS) == 3

    with opened(tmp_path, engine="embedded", names=["told"]) as run:
        found = [tuple(row) for row in run("SELECT city, code, n, CAST(day AS VARCHAR) FROM told ORDER BY n DESC")]
        assert list(run("SELECT COUNT(*) FROM told WHERE day >= '2026-01-01'")) == [(2,)]
    assert found == [tuple(rows[0]), tuple(rows[2]), tuple(rows[1])]
    assert [file.name for file in tmp_path.iterdir()] == ["told.parquet"]


def test_no_row_is_a_file_with_its_columns(tmp_path: Path) -> None:
    assert write(tmp_path / "told.parquet", [], columns=COLUMNS) == 0

    with opened(tmp_path, engine="embedded", names=["told"]) as run:
        assert list(run("SELECT SUM(n), COUNT(*) FROM told")) == [(None, 0)]


def test_what_fails_half_way_leaves_what_was_there(tmp_path: Path) -> None:
    write(tmp_path / "told.parquet", [["a", "", 1, "2026-01-01"]], columns=COLUMNS)

    def broken() -> Any:
        yield ["b", "", 2, "2026-01-01"]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write(tmp_path / "told.parquet", broken(), columns=COLUMNS)
    with opened(tmp_path, engine="embedded", names=["told"]) as run:
        assert list(run("SELECT city FROM told")) == [("a",)]
    assert [file.name for file in tmp_path.iterdir()] == ["told.parquet"]


def test_a_missing_file_and_a_missing_engine_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoSnapshot, match=r"told\.parquet"), opened(tmp_path, engine="embedded", names=["told"]):
        pass
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(NoEngine, match=r"mueang\[spark\]"), opened(tmp_path, engine="spark", names=[]):
        pass
    with pytest.raises(NoEngine, match=r"mueang\[analysis\]"):
        write(tmp_path / "told.parquet", [], columns=COLUMNS)
