"""The report of a forum: a page, a workbook, a PDF with pictures; drawn from the rows as they are now."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.forums.queries import forum_report
from mueang.apps.forums.queries.drawn import figures_of, report_pdf, tables_of
from mueang.apps.forums.views.desk import find_forum
from mueang.lib.downloads import EXCEL
from mueang.lib.workbook import Column, Table, write_workbook


@login_required
@require_safe
def report(request: SignedInRequest, city: str, forum: UUID) -> HttpResponse:
    row = find_forum(request, city, forum)
    found = forum_report(row)
    context = {
        "city": row.offering.city,
        "forum": row,
        "report": found,
        "figures": figures_of(found),
        "tables": [
            (title, headings, [list(zip(headings, row, strict=True)) for row in rows])
            for title, headings, rows in tables_of(found)
        ],
    }
    return render(request, "forums/report.html", context)


@login_required
@require_safe
def report_file(request: SignedInRequest, city: str, forum: UUID) -> HttpResponse:
    row = find_forum(request, city, forum)
    data = report_pdf(forum_report(row), city=row.offering.city, made_at=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="{row.offering.slug}-report.pdf"'}
    return HttpResponse(data, content_type="application/pdf", headers=headers)


@login_required
@require_safe
def report_workbook(request: SignedInRequest, city: str, forum: UUID) -> HttpResponse:
    row = find_forum(request, city, forum)
    tables = [
        Table(title, [Column(heading) for heading in headings], rows)
        for title, headings, rows in tables_of(forum_report(row))
    ]
    data = write_workbook(tables, language=get_language() or "th")
    headers = {"Content-Disposition": f'attachment; filename="{row.offering.slug}-report.xlsx"'}
    return HttpResponse(data, content_type=EXCEL, headers=headers)
