"""Answers that are files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language

from mueang.lib.workbook import Column, Table, write_workbook

_STARTS_A_FORMULA = frozenset("=+-@\t\r")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def excel_response(
    *, file_name: str, title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """One sheet as an .xlsx to keep; `file_name` is plain ASCII, without its ending."""
    table = Table(title, [Column(str(heading)) for heading in headings], list(rows))
    content = write_workbook([table], language=get_language() or "th")
    disposition = f'attachment; filename="{file_name}.xlsx"'
    return HttpResponse(content, content_type=EXCEL, headers={"Content-Disposition": disposition})


def csv_response(*, file_name: str, title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:  # noqa: ARG001  called as excel_response is
    """The same as comma-separated text that Excel opens in Thai (a byte order mark); dates as 2023-11-04.

    A text that a spreadsheet would run as a formula is written with an apostrophe before it.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_harmless(str(heading)) for heading in headings])
    writer.writerows([_harmless(value) for value in row] for row in rows)
    disposition = f'attachment; filename="{file_name}.csv"'
    headers = {"Content-Disposition": disposition}
    return HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value[:1] in _STARTS_A_FORMULA else value
