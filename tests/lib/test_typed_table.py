"""Anybody's CSV: read where it can be, refused with its line where it cannot."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mueang.lib.typed_table import BadTable, number_of, read_table


def table(folder: Path, text: str | bytes, *, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_numbers_words_and_gaps_are_told_apart(tmp_path, delimiter) -> None:
    lines = ["\ufeffdays,home,since,age", "3,alone,2023-05-01,๑๒", "NA,,2023-05-03,", '4.5,"a,b",,13', ""]

    found = read_table(table(tmp_path, "\n".join(lines).replace(",", delimiter).replace(f"a{delimiter}b", "a,b")))

    assert np.array_equal(found.columns["days"], [3, np.nan, 4.5], equal_nan=True)
    assert found.columns["home"].tolist() == ["alone", "", "a,b"]
    assert found.columns["since"][1] - found.columns["since"][0] == 2
    assert np.array_equal(found.columns["age"], [12, np.nan, 13], equal_nan=True)
    assert (found.lines, found.remarks) == ([2, 3, 4], [])


def test_a_few_words_among_numbers_are_not_known_and_the_first_is_told(tmp_path) -> None:
    lines = ["n,m", *[f"{number},1" for number in range(30)], "about nine,1", "inf,2"]

    found = read_table(table(tmp_path, "\n".join(lines)))

    assert np.isnan(found.columns["n"]).sum() == 2
    assert found.remarks == [
        "n: 2 values are no numbers and are taken as not known, the first in line 32: 'about nine'"
    ]


def test_a_packed_file_is_read(tmp_path) -> None:
    assert read_table(table(tmp_path, gzip.compress(b"a,b\n1,2\n"), name="t.csv.gz")).columns["b"].tolist() == [2]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", r"t\.csv:1: a table has a first line"),
        ("a\n1\n", r"t\.csv:1: a table has a first line"),
        ("a,b\n", r"t\.csv: no rows"),
        ("a,b,a\n1,2,3\n", r"t\.csv:1: two columns are called a"),
        ("a,b\n1,2\n1,2,3\n", r"t\.csv:3: 3 fields where the first line names 2"),
        ('a,b\n1,"2\n', r"t\.csv:\d+: .*"),
        (b"a,b\n1,2\n1,\xff\n", r"t\.csv:3: not UTF-8"),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(tmp_path, text, why) -> None:
    with pytest.raises(BadTable, match=why):
        read_table(table(tmp_path, text))


def test_a_torn_packed_file_is_refused(tmp_path) -> None:
    for data in (gzip.compress(b"a,b\n1,2\n" * 99)[:-9], b"no gzip"):
        with pytest.raises(BadTable, match="not a whole gzip file"):
            read_table(table(tmp_path, data, name="t.csv.gz"))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_a_table_or_refused(tmp_path_factory, data) -> None:
    path = table(tmp_path_factory.mktemp("any"), data)

    try:
        found = read_table(path)
    except BadTable:
        return
    assert len({len(values) for values in found.columns.values()}) == 1


def test_days_that_are_none_are_no_numbers() -> None:
    assert [number_of(word) for word in ("2023-02-30", "1e400", "x")] == [None, None, None]
