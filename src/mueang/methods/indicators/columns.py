"""A table as anybody holds it (columns by name, or a list of rows) read cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from mueang.methods.indicators.errors import IndexRefused

Matrix = NDArray[np.float64]
NOT_MEASURED = {"", "na", "n/a", "nan", "null", "none", "-", "–", "..", "..."}


class ByName(Protocol):
    """Columns by name: a dict of lists, or a data frame."""

    def keys(self) -> Iterable[str]: ...

    def __getitem__(self, name: str, /) -> Any: ...


Table = ByName | Sequence[Mapping[str, Any]]


class Columns:
    """The columns of one table, found by any of their usual names, whatever the case."""

    def __init__(self, given: Table, *, table: str) -> None:
        self.table = table
        self.cells = _cells(given, table=table)
        self._words: dict[str, list[str]] = {}
        self._by_plain = {_plain(name): name for name in self.cells}
        lengths = {len(column) for column in self.cells.values()}
        if not self.cells or lengths == {0}:
            raise IndexRefused("there are no rows", table=table)
        if len(lengths) > 1:
            raise IndexRefused("columns have different lengths", table=table)
        self.n_rows = lengths.pop()

    def name_of(self, *names: str) -> str | None:
        """The column called by any of these names, or None."""
        return next((self._by_plain[_plain(name)] for name in names if _plain(name) in self._by_plain), None)

    def words(self, *names: str) -> list[str]:
        """The column as words, "" where nothing stands; all "" where there is no such column."""
        name = self.name_of(*names)
        if name is None:
            return [""] * self.n_rows
        if name not in self._words:
            self._words[name] = [word_of(cell) for cell in self.cells[name]]
        return self._words[name]

    def number(self, row: int, *names: str) -> float | None:
        """The number in one cell, None where nothing stands; raises IndexRefused for anything else."""
        name = self.name_of(*names)
        return None if name is None else number_in(self.cells[name][row], table=self.table, row=row + 1, column=name)

    def numbers(self, name: str) -> Matrix:
        """A column as numbers, shape (n_rows,); nan where not measured. Raises IndexRefused with the row."""
        column = np.asarray(self.cells[name])
        if column.dtype.kind in "fiu" and not np.isinf(column).any():
            return column.astype(np.float64)
        found = [
            number_in(cell, table=self.table, row=row, column=name) for row, cell in enumerate(self.cells[name], 1)
        ]
        return np.array([np.nan if number is None else number for number in found])


def word_of(cell: Any) -> str:
    if cell is None or (isinstance(cell, float) and np.isnan(cell)):
        return ""
    word = str(cell).strip()
    return "" if word.lower() in NOT_MEASURED else word


def number_in(cell: Any, *, table: str, row: int | None, column: str) -> float | None:
    """The finite number in a cell, None where nothing was measured; raises IndexRefused for anything else."""
    word = word_of(cell)
    if not word:
        return None
    try:
        number = float(word)
    except ValueError:
        number = np.inf
    if not np.isfinite(number):
        raise IndexRefused(f"{word[:40]!r} is not a number", table=table, row=row, column=column)
    return number


def _column(given: Any) -> Any:
    return given if isinstance(given, np.ndarray) else list(given)


def _cells(given: Table, *, table: str) -> dict[str, Any]:
    if not isinstance(given, Sequence):
        return {str(name): _column(given[name]) for name in given.keys()}  # noqa: SIM118 (a data frame too)
    rows = list(given)
    if not all(isinstance(row, Mapping) for row in rows):
        raise IndexRefused("neither columns by name nor a list of rows", table=table)
    names = list(dict.fromkeys(str(name) for row in rows for name in row))
    return {name: [row.get(name) for row in rows] for name in names}


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", str(name)).lower()
