"""Answers that are files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language

from mueang.lib.workbook import Column, Table, write_workbook

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def excel_response(
    *, file_name: str, title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """One sheet as an .xlsx to keep; `file_name` is plain ASCII, without its ending."""
    table = Table(title, [Column(str(heading)) for heading in headings], list(rows))
    content = write_workbook([table], language=get_language() or "th")
    disposition = f'attachment; filename="{file_name}.xlsx"'
    return HttpResponse(content, content_type=EXCEL, headers={"Content-Disposition": disposition})
