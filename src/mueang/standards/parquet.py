"""Tables as Apache Parquet files: one group of rows, plain and uncompressed, for tables of thousands of rows."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

Kind = Literal["text", "number", "whole", "day", "flag"]
Cell = str | float | int | date | bool | None

_MAGIC = b"PAR1"
_EPOCH = date(1970, 1, 1).toordinal()
# Physical type, converted type and the field of the logical type, by the numbers of the format.
_TYPES: dict[Kind, tuple[int, int | None, int | None]] = {
    "flag": (0, None, None),
    "whole": (2, None, None),
    "day": (1, 6, 6),
    "number": (5, None, None),
    "text": (6, 0, 1),
}
_OPTIONAL, _PLAIN, _RLE = 1, 0, 3
_I32, _I64, _BINARY, _LIST, _STRUCT = 5, 6, 8, 9, 12


@dataclass(frozen=True, slots=True)
class ParquetColumn:
    name: str
    kind: Kind


def write_parquet(columns: Sequence[ParquetColumn], rows: Sequence[Sequence[Cell]]) -> bytes:
    """The table as a Parquet file; None is null.

    Parameters
    ----------
    columns : names and kinds: text, number (a double), whole (64 bits), day, flag
    rows : shape (n_rows, n_columns)

    Returns
    -------
    bytes, the same for the same table.

    Raises
    ------
    ValueError
        If a row has not one cell a column.

    Source
    ------
    Apache Parquet format 2.10, `parquet.thrift` and `Encodings.md` (PLAIN; levels in the RLE hybrid); Thrift compact
    protocol.

    Examples
    --------
    >>> made = write_parquet([ParquetColumn("city", "text")], [["Yala"], [None]])
    >>> made[:4], made[-4:], b"Yala" in made
    (b'PAR1', b'PAR1', True)
    """
    if any(len(row) != len(columns) for row in rows):
        raise ValueError("a row has one cell a column")
    file, chunks = bytearray(_MAGIC), []
    for place, column in enumerate(columns):
        page = _page([row[place] for row in rows], column.kind)
        chunks.append(_chunk(column, n_rows=len(rows), at=len(file), n_bytes=len(page)))
        file += page
    n_bytes = len(file) - len(_MAGIC)
    group = _struct([(1, _LIST, _list(_STRUCT, chunks)), (2, _I64, _zigzag(n_bytes)), (3, _I64, _zigzag(len(rows)))])
    root = _struct([(4, _BINARY, _text("table")), (5, _I32, _zigzag(len(columns)))])
    footer = _struct(
        [
            (1, _I32, _zigzag(2)),
            (2, _LIST, _list(_STRUCT, [root, *map(_element, columns)])),
            (3, _I64, _zigzag(len(rows))),
            (4, _LIST, _list(_STRUCT, [group])),
            (6, _BINARY, _text("Mueang")),
        ]
    )
    return bytes(file) + footer + struct.pack("<I", len(footer)) + _MAGIC


def _page(cells: Sequence[Cell], kind: Kind) -> bytes:
    """A data page with its header: which cells there are, and then those."""
    runs = b"".join(
        _varint(len(list(run)) << 1) + bytes([there]) for there, run in groupby(c is not None for c in cells)
    )
    data = struct.pack("<I", len(runs)) + runs + _plain([cell for cell in cells if cell is not None], kind)
    inner = _struct([(1, _I32, _zigzag(len(cells))), (2, _I32, _zigzag(_PLAIN)), (3, _I32, _zigzag(_RLE)),
                     (4, _I32, _zigzag(_RLE))])  # fmt: skip
    size = _zigzag(len(data))
    return _struct([(1, _I32, _zigzag(0)), (2, _I32, size), (3, _I32, size), (5, _STRUCT, inner)]) + data


def _plain(cells: list[Cell], kind: Kind) -> bytes:
    if kind == "text":
        return b"".join(struct.pack("<I", len(word)) + word for word in (str(cell).encode() for cell in cells))
    if kind == "number":
        return b"".join(struct.pack("<d", cell) for cell in cells)
    if kind == "whole":
        return b"".join(struct.pack("<q", cell) for cell in cells)
    if kind == "day":
        return b"".join(struct.pack("<i", cell.toordinal() - _EPOCH) for cell in cells if isinstance(cell, date))
    packed = bytearray((len(cells) + 7) // 8)
    for place, cell in enumerate(cells):
        packed[place // 8] |= bool(cell) << place % 8
    return bytes(packed)


def _chunk(column: ParquetColumn, *, n_rows: int, at: int, n_bytes: int) -> bytes:
    size = _zigzag(n_bytes)
    told = _struct(
        [
            (1, _I32, _zigzag(_TYPES[column.kind][0])),
            (2, _LIST, _list(_I32, [_zigzag(_PLAIN), _zigzag(_RLE)])),
            (3, _LIST, _list(_BINARY, [_text(column.name)])),
            (4, _I32, _zigzag(0)),
            (5, _I64, _zigzag(n_rows)),
            (6, _I64, size),
            (7, _I64, size),
            (9, _I64, _zigzag(at)),
        ]
    )
    return _struct([(2, _I64, _zigzag(at)), (3, _STRUCT, told)])


def _element(column: ParquetColumn) -> bytes:
    physical, converted, logical = _TYPES[column.kind]
    fields = [(1, _I32, _zigzag(physical)), (3, _I32, _zigzag(_OPTIONAL)), (4, _BINARY, _text(column.name))]
    if converted is not None and logical is not None:
        fields += [(6, _I32, _zigzag(converted)), (10, _STRUCT, _struct([(logical, _STRUCT, _struct([]))]))]
    return _struct(fields)


def _struct(fields: Iterable[tuple[int, int, bytes]]) -> bytes:
    """Fields by ascending number, each a step of at most 15 from the one before, and the stop."""
    told, last = bytearray(), 0
    for number, kind, value in fields:
        told += bytes([(number - last) << 4 | kind]) + value
        last = number
    return bytes(told) + b"\0"


def _list(kind: int, items: Sequence[bytes]) -> bytes:
    short = 15
    head = bytes([len(items) << 4 | kind]) if len(items) < short else bytes([0xF0 | kind]) + _varint(len(items))
    return head + b"".join(items)


def _text(words: str) -> bytes:
    return _varint(len(words.encode())) + words.encode()


def _zigzag(number: int) -> bytes:
    return _varint(number << 1)


def _varint(number: int) -> bytes:
    told = bytearray()
    while number > 0x7F:
        told.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(told) + bytes([number])
