"""Anybody's CSV file as typed columns: numbers with gaps, or words; what was odd is told with its line."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NOT_KNOWN = {"", "na", "n/a", "nan", "null", "none", "?", "-", "–"}
MOSTLY = 0.9
MOST_BYTES = 1_000_000_000
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


class BadTable(Exception):
    """A file that cannot be read as a table: file, line and reason."""

    def __init__(self, path: Path, reason: str, *, line: int | None = None) -> None:
        super().__init__(f"{path}{f':{line}' if line else ''}: {reason}")


@dataclass(frozen=True, slots=True)
class TypedTable:
    """Columns by name, each shape (n,): float64 with nan, or words with "" where not known; and `words` as typed."""

    columns: dict[str, NDArray[Any]]
    words: dict[str, list[str]]
    lines: list[int]  # of the file, one a row
    remarks: list[str]


def read_table(path: Path) -> TypedTable:
    """The CSV file at `path` (UTF-8; comma, semicolon or tab; gzip by its name) as typed columns.

    Raises BadTable with the line where the file is no table, OSError where it cannot be opened.
    """
    text = _text_of(path)
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        head = _head(path, next(reader, []))
        rows, lines = _rows(path, reader, n_columns=len(head))
    except csv.Error as broken:
        raise BadTable(path, str(broken), line=reader.line_num) from broken
    words = {name: [row[place].strip() for row in rows] for place, name in enumerate(head)}
    remarks: list[str] = []
    columns = {name: _typed(name, values, lines=lines, remarks=remarks) for name, values in words.items()}
    return TypedTable(columns, words, lines, remarks)


def is_known(word: str) -> bool:
    return word.lower() not in NOT_KNOWN


def number_of(word: str) -> float | None:
    """The number a word says, Thai digits too; an ISO date as its day; None for anything else."""
    plain = word.translate(THAI_DIGITS)
    try:
        number = float(plain)
    except ValueError:
        if not ISO_DATE.fullmatch(plain):
            return None
        try:
            return float(date.fromisoformat(plain).toordinal())
        except ValueError:
            return None
    return number if abs(number) < float("inf") else None


def _text_of(path: Path) -> str:
    data = path.read_bytes()
    if path.suffix == ".gz":
        try:
            data = gzip.GzipFile(fileobj=io.BytesIO(data)).read(MOST_BYTES)
        except (OSError, EOFError, zlib.error) as broken:
            raise BadTable(path, f"not a whole gzip file ({broken})") from broken
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = data[: broken.start].count(b"\n") + 1
        raise BadTable(path, "not UTF-8; save the file as CSV UTF-8", line=line) from broken


def _head(path: Path, head: list[str]) -> list[str]:
    names = [name.strip() for name in head]
    if len(names) < 2:
        raise BadTable(path, "a table has a first line that names at least two columns", line=1)
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadTable(path, f"two columns are called {', '.join(twice) or 'nothing'}", line=1)
    return names


def _rows(path: Path, reader: Any, *, n_columns: int) -> tuple[list[list[str]], list[int]]:
    rows, lines = [], []
    for row in reader:
        if not row:
            continue
        if len(row) != n_columns:
            raise BadTable(path, f"{len(row)} fields where the first line names {n_columns}", line=reader.line_num)
        rows.append(row)
        lines.append(reader.line_num)
    if not rows:
        raise BadTable(path, "no rows under the first line")
    return rows, lines


def _typed(name: str, values: list[str], *, lines: list[int], remarks: list[str]) -> NDArray[np.generic]:
    import numpy as np  # heavy, and wanted here only

    known = [word if is_known(word) else "" for word in values]
    numbers = {word: number_of(word) for word in set(known) if word}
    odd = [place for place, word in enumerate(known) if word and numbers[word] is None]
    n_known = sum(bool(word) for word in known)
    if n_known and len(odd) > (1 - MOSTLY) * n_known:
        return np.array(known)
    if odd:
        first = odd[0]
        remarks.append(
            f"{name}: {len(odd)} values are no numbers and are taken as not known, "
            f"the first in line {lines[first]}: {values[first][:40]!r}"
        )
    return np.array([numbers[word] if word and numbers[word] is not None else np.nan for word in known], np.float64)
