"""Read the packaged tables, row by row, so that none stays in memory longer than its reader wants."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from importlib.resources import files


def read_table(name: str) -> Iterator[dict[str, str]]:
    """The rows of one packaged CSV (or CSV.gz) file.

    Yields
    ------
    dict : one a row, column name to text; every cell is text, empty where there is nothing.

    Raises
    ------
    FileNotFoundError
        If no such table is packaged.
    """
    packed = (files("mueang.facts") / "data" / name).read_bytes()
    text = gzip.decompress(packed) if name.endswith(".gz") else packed
    yield from csv.DictReader(io.StringIO(text.decode(), newline=""))
