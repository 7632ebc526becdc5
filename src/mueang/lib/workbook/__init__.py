"""Spreadsheets from strangers read safely, their headers found, and tables written as Excel."""

from mueang.lib.workbook.errors import WorkbookError
from mueang.lib.workbook.headers import Header, find_header
from mueang.lib.workbook.limits import Limits
from mueang.lib.workbook.reading import open_workbook
from mueang.lib.workbook.sheets import Cell, Sheet, Value, Workbook
from mueang.lib.workbook.writing import Column, Table, write_workbook

__all__ = [
    "Cell",
    "Column",
    "Header",
    "Limits",
    "Sheet",
    "Table",
    "Value",
    "Workbook",
    "WorkbookError",
    "find_header",
    "open_workbook",
    "write_workbook",
]
