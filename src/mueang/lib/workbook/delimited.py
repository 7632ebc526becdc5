"""Comma-separated text, in whatever encoding and with whatever separator the office's Excel wrote it."""

import csv
import io
from collections import Counter

from mueang.lib.workbook.errors import WorkbookError
from mueang.lib.workbook.limits import Limits

_SEPARATORS = ",;\t|"
_SAMPLE_LINES = 20
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_delimited(data: bytes, limits: Limits) -> list[list[str]]:
    """The rows, all equally long; raises WorkbookError for text it cannot read or too much of it."""
    text = _decode(data)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)):
            rows.append(row)
            if len(rows) > limits.rows:
                raise WorkbookError("too_many_rows", limit=limits.rows)
            if len(row) > limits.columns:
                raise WorkbookError("too_many_columns", limit=limits.columns)
    except csv.Error:
        raise WorkbookError("damaged") from None
    return _squared(rows, limits)


def _squared(rows: list[list[str]], limits: Limits) -> list[list[str]]:
    width = max((len(row) for row in rows), default=0)
    if width * len(rows) > limits.cells:
        raise WorkbookError("too_many_cells", limit=limits.cells)
    return [row + [""] * (width - len(row)) for row in rows]


def _decode(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if b"\0" in data:
        raise WorkbookError("not_a_workbook", kind="binary")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decoded(data, "cp874")
    # Windows-874 gives every byte some letter; only mostly Thai ones say that it was the right guess.
    foreign = [character for character in text if ord(character) > 0x7F]
    if sum("ก" <= character <= "๛" for character in foreign) < 0.9 * len(foreign):
        raise WorkbookError("unknown_encoding")
    return text


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise WorkbookError("unknown_encoding") from None


def _separator(text: str) -> str:
    """The separator that cuts the first lines into the same number of parts most often, more parts winning."""
    lines = [line for line in text[:100_000].splitlines()[:_SAMPLE_LINES] if line.strip()]

    def agreement(separator: str) -> tuple[int, int]:
        parts, times = Counter(line.count(separator) for line in lines).most_common(1)[0] if lines else (0, 0)
        return (times if parts else 0, parts)

    return max(_SEPARATORS, key=agreement)
