"""A workbook with a sheet of units and one of indicators, read as columns by name."""

from __future__ import annotations

from typing import Any

from mueang.lib.workbook import Cell, Sheet, WorkbookError, open_workbook

DATA, META = {"data", "idata"}, {"meta", "imeta", "metadata"}
Columns = dict[str, list[Any]]


def read_index_tables(data: bytes, *, name: str) -> tuple[Columns, Columns]:
    """(data, meta) from the sheets called so, or else the first two; raises WorkbookError for any other file."""
    sheets = list(open_workbook(data, name=name).visible_sheets)
    by_name = {sheet.name.strip().lower(): sheet for sheet in sheets}
    found = [next((by_name[word] for word in words if word in by_name), None) for words in (DATA, META)]
    if None in found:
        found = [*sheets[:2]]
    if len(found) < 2 or None in found:
        raise WorkbookError("header_not_found", rows=0)
    units, indicators = (_columns(sheet) for sheet in found if sheet is not None)
    if not units or not indicators:
        raise WorkbookError("header_not_found", rows=0)
    return units, indicators


def _columns(sheet: Sheet) -> Columns:
    """Every column with a heading; lines below it that say nothing are left out."""
    rows = [row for row in sheet.rows if any(not cell.is_blank for cell in row)]
    if len(rows) < 2:
        return {}
    headings = [cell.text.strip() for cell in rows[0]]
    return {
        heading: [_value(row[place]) if place < len(row) else None for row in rows[1:]]
        for place, heading in enumerate(headings)
        if heading
    }


def _value(cell: Cell) -> Any:
    if cell.is_blank:
        return None
    return cell.value if isinstance(cell.value, int | float) and not isinstance(cell.value, bool) else cell.text
