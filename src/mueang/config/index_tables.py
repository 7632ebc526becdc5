"""The tables and choices of an index as files; what is wrong is told with file, line and column."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mueang.lib.typed_table import TypedTable, read_table


class BadIndex(Exception):
    """A file an index cannot be made from; the sentence says where."""


@dataclass(frozen=True, slots=True)
class Files:
    """The three files as read, and where they came from."""

    data: TypedTable
    meta: TypedTable
    config: dict[str, Any]
    paths: dict[str, Path]

    def tables(self) -> dict[str, Any]:
        """What `composite` and `uncertainty` take."""
        return {"data": self.data.words, "meta": self.meta.words, "config": self.config}

    @contextmanager
    def telling_where(self) -> Iterator[None]:
        """Turns IndexRefused inside into BadIndex, with the file and its line in place of table and row."""
        from mueang.methods.indicators import IndexRefused  # NumPy: only these commands need it

        try:
            yield
        except IndexRefused as refused:
            place = str(self.paths.get(refused.table, refused.table))
            table = {"data": self.data, "meta": self.meta}.get(refused.table)
            if table is not None and refused.row is not None:
                place += f":{table.lines[refused.row - 1]}"
            column = f"column {refused.column}: " if refused.column else ""
            raise BadIndex(f"{place}: {column}{refused.why}") from refused


def read_files(*, data: Path, meta: Path, config: Path | None) -> Files:
    """Both tables (CSV, UTF-8) and the choices (JSON or TOML); raises BadIndex, BadTable or OSError with the place."""
    paths = {"data": data, "meta": meta} | ({"config": config} if config else {})
    return Files(read_table(data), read_table(meta), _read_config(config) if config else {}, paths)


def _read_config(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        found = tomllib.loads(text) if path.suffix.lower() == ".toml" else json.loads(text)
    except (UnicodeDecodeError, json.JSONDecodeError, tomllib.TOMLDecodeError, RecursionError) as wrong:
        kind = "TOML" if path.suffix.lower() == ".toml" else "JSON (or, named .toml, TOML)"
        raise BadIndex(f"{path}: not {kind}: {wrong}") from wrong
    if not isinstance(found, dict):
        raise BadIndex(f"{path}: choices are names with values")
    return found
