"""What an index refuses, and where it stands in the tables."""

from __future__ import annotations


class IndexRefused(ValueError):
    """Data, metadata or a choice that cannot be used.

    `table` is "data", "meta" or "config"; `row` counts the table's rows from 1 (the line that names the columns is not
    one), `column` is its name; each None where it concerns the whole.
    """

    def __init__(self, why: str, *, table: str, row: int | None = None, column: str | None = None) -> None:
        place = [table, *([f"row {row}"] if row else []), *([f"column {column}"] if column else [])]
        super().__init__(f"{', '.join(place)}: {why}")
        self.why, self.table, self.row, self.column = why, table, row, column
