"""Opening a workbook somebody sent: looked through first, refused quickly, then read."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from mueang.lib.workbook import apart, compound, ooxml, opendocument
from mueang.lib.workbook.archive import Archive
from mueang.lib.workbook.biff import survey_xls
from mueang.lib.workbook.delimited import read_delimited
from mueang.lib.workbook.errors import WorkbookError
from mueang.lib.workbook.limits import Limits
from mueang.lib.workbook.sheets import Cell, Sheet, Value, Workbook
from mueang.lib.workbook.survey import Merge, Place, Survey, check_total

Rows = Sequence[Sequence[Value]]

_SECONDS = 30
_TEXT_NAMES = frozenset({".csv", ".tsv", ".txt"})
_KINDS = (
    (b"%PDF", "pdf"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
)


def open_workbook(data: bytes, *, name: str, limits: Limits | None = None) -> Workbook:
    """The sheets of an .xlsx, .xlsm, .xls, .ods or .csv file; its own bytes say which, not its name.

    A merged cell's value is repeated in all the cells it covers, formula errors are kept as `Cell.error`, whole
    numbers are int, macros are never looked at. Raises WorkbookError for anything else, before unpacking more
    than the limits allow.
    """
    limits = limits or Limits()
    if len(data) > limits.bytes:
        raise WorkbookError("too_large", megabytes=-(-len(data) // 1_000_000), limit=limits.bytes // 1_000_000)
    if not data.strip():
        raise WorkbookError("empty")
    workbook = _opened(data, name=name, limits=limits)
    if all(cell.is_blank for sheet in workbook.sheets for row in sheet.rows for cell in row):
        raise WorkbookError("empty")
    return workbook


def _opened(data: bytes, *, name: str, limits: Limits) -> Workbook:
    if data.startswith(b"PK"):
        return _read(data, _survey_zip(data, limits))
    if data.startswith(compound.MAGIC):
        surveys = survey_xls(data, limits)
        check_total(surveys, limits)
        return _read(data, surveys)
    if PurePath(name).suffix.lower() in _TEXT_NAMES:
        return Workbook([Sheet("", _cells(read_delimited(data, limits), sheet=""))])
    raise _not_a_workbook(data)


def _survey_zip(data: bytes, limits: Limits) -> list[Survey]:
    archive = Archive(data, limits)
    if "xl/workbook.bin" in archive:
        raise WorkbookError("binary_workbook")
    survey: Callable[[Archive, Limits], list[Survey]]
    if ooxml.WORKBOOK in archive:
        survey = ooxml.survey_xlsx
    elif opendocument.CONTENT in archive:
        survey = opendocument.survey_ods
    else:
        raise WorkbookError("not_a_workbook", kind="document" if "word/document.xml" in archive else "archive")
    surveys = survey(archive, limits)
    check_total(surveys, limits)
    return surveys


def _not_a_workbook(data: bytes) -> WorkbookError:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    # Many offices' systems export a web page and call it .xls.
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head")):
        return WorkbookError("web_page")
    kind = next((kind for magic, kind in _KINDS if data.startswith(magic)), "unknown")
    return WorkbookError("not_a_workbook", kind=kind)


def _read(data: bytes, surveys: list[Survey]) -> Workbook:
    sheets = _read_apart(data)
    if len(sheets) != len(surveys):
        raise WorkbookError("damaged")
    visible = sum(sheet is not None and sheet["is_visible"] for sheet in sheets)
    return Workbook(
        [
            Sheet(sheet["name"], _filled(sheet, survey, is_alone=visible <= 1), sheet["is_visible"])
            for sheet, survey in zip(sheets, surveys, strict=True)
            if sheet is not None
        ]
    )


def _read_apart(data: bytes) -> list[dict[str, Any] | None]:
    """What `apart` reads in its own process; its end, however violent, is only a damaged workbook to us."""
    command = [sys.executable, "-I", apart.__file__]
    try:
        finished = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603 (our own file, no shell)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise WorkbookError("damaged") from None
    sheets: list[dict[str, Any] | None] = json.loads(finished.stdout, object_hook=apart.untagged)
    return sheets


def _filled(sheet: dict[str, Any], survey: Survey, *, is_alone: bool) -> list[list[Cell]]:
    rows = _cells(sheet["rows"], sheet="" if is_alone else sheet["name"], errors=survey.errors)
    merges = [((top, left), (bottom, right)) for (top, left), (bottom, right) in sheet["merges"]]
    _spread(rows, [*merges, *survey.merges], most=survey.limits.cells)
    return rows


def _cells(rows: Rows, *, sheet: str, errors: Mapping[Place, str] = MappingProxyType({})) -> list[list[Cell]]:
    return [
        [_cell(value, (row, column), sheet=sheet, errors=errors) for column, value in enumerate(values)]
        for row, values in enumerate(rows)
    ]


def _cell(value: Value, place: Place, *, sheet: str, errors: Mapping[Place, str]) -> Cell:
    error = errors.get(place, "")
    return Cell(None if error else _value(value), *place, sheet, error)


def _value(value: Value) -> Value:
    if isinstance(value, str):
        # No text is said to hold a NUL, and PostgreSQL keeps none.
        said = value.replace("\0", "")
        return said if said.strip() else None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _spread(rows: list[list[Cell]], merges: list[Merge], *, most: int) -> None:
    """Repeat each merged value over the cells it covers; merges may overlap in a hostile file, so they are counted."""
    height, width = len(rows), len(rows[0]) if rows else 0
    for (top, left), (last_row, last_column) in merges:
        bottom, right = min(last_row, height - 1), min(last_column, width - 1)
        most -= max(0, bottom - top + 1) * max(0, right - left + 1)
        if most < 0:
            raise WorkbookError("damaged")
        for row, column in product(range(top, bottom + 1), range(left, right + 1)):
            if (row, column) != (top, left):
                first = rows[top][left]
                rows[row][column] = Cell(first.value, row, column, first.sheet, first.error, is_spread=True)
