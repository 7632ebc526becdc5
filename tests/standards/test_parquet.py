"""Parquet files: what another library reads is what was written."""

from __future__ import annotations

import io
import math
from datetime import date
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.standards.parquet import ParquetColumn, write_parquet

COLUMNS = [
    ParquetColumn("คำ", "text"),
    ParquetColumn("number", "number"),
    ParquetColumn("whole", "whole"),
    ParquetColumn("day", "day"),
    ParquetColumn("flag", "flag"),
]
ROWS = st.lists(
    st.tuples(
        st.none() | st.text(st.characters(blacklist_categories=["Cs"])),
        st.none() | st.floats(allow_nan=False),
        st.none() | st.integers(-(2**63), 2**63 - 1),
        st.none() | st.dates(),
        st.none() | st.booleans(),
    ),
    max_size=70,
)


@given(ROWS)
def test_another_library_reads_what_was_written(rows: list[tuple[Any, ...]]) -> None:
    table = pq.read_table(io.BytesIO(write_parquet(COLUMNS, rows)))
    assert table.column_names == [column.name for column in COLUMNS]
    assert [tuple(row.values()) for row in table.to_pylist()] == rows


def test_columns_are_of_the_kind_they_say() -> None:
    schema = pq.read_schema(io.BytesIO(write_parquet(COLUMNS, [["ก", 1.5, 2, date(2023, 11, 4), True]])))
    assert [str(field.type) for field in schema] == ["string", "double", "int64", "date32[day]", "bool"]


def test_a_table_of_many_columns_and_none_has_a_longer_list() -> None:
    columns = [ParquetColumn(f"c{n}", "number") for n in range(40)]
    table = pq.read_table(io.BytesIO(write_parquet(columns, [[math.pi] * 40] * 3)))
    assert (table.num_columns, table.num_rows) == (40, 3)


def test_a_row_without_its_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="one cell a column"):
        write_parquet(COLUMNS, [["ก"]])
