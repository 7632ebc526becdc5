"""The class sheet: a month that a teacher fills in within three minutes."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.audit.actions import record, record_read
from mueang.apps.registers.actions import save_class_month
from mueang.apps.registers.errors import PageStale
from mueang.apps.registers.forms import read_sheet
from mueang.apps.registers.queries import ClassMonth, class_month, months_of
from mueang.apps.registers.rules import may_keep_register
from mueang.apps.registers.views.doors import section_in
from mueang.lib.downloads import excel_response
from mueang.methods.thai import format_date


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def month(request: SignedInRequest, city: str, uuid: UUID, month: int) -> HttpResponse:
    """Show the grid; save it; show again what a colleague changed meanwhile or what no sign means."""
    section, today = section_in(request, city, uuid), timezone.localdate()
    if month not in range(1, 13):
        raise Http404
    may_keep = may_keep_register(request.user, section.school)
    with transaction.atomic():
        page = class_month(section, month=month, today=today)
        if request.GET.get("format") == "xlsx":
            record(actor=request.user, verb="register.exported", target=section, book=section.school.city.slug)
            return _as_excel(page)
        if request.method == "GET":
            record_read(actor=request.user, target=section, book=section.school.city.slug, facts={"month": month})
    status = 200
    if request.method == "POST":
        if not may_keep:
            raise Http404
        sheet = read_sheet(request.POST, page=page)
        if sheet.wrong:
            wrong = frozenset(sheet.wrong)
            messages.error(request, _("Some cells hold a sign that nobody knows; nothing was saved. They are in red."))
            page, status = class_month(section, month=month, today=today, typed=sheet.typed, wrong=wrong), 400
        else:
            saved = save_class_month(section=section, month=month, said=sheet.said, seen=sheet.seen, actor=request.user)
            if not saved.conflicts:
                messages.success(request, _("The sheet is saved."))
                return redirect("registers:month", city, uuid, month)
            messages.warning(request, PageStale().sentence)
            typed = {key: sheet.typed[key] for key in saved.conflicts}
            page = class_month(section, month=month, today=today, typed=typed, conflicts=saved.conflicts)
            status = 409
    months = [date(year, number, 1) for year, number in months_of(section.school_year)]
    context = {
        "city": section.school.city,
        "section": section,
        "page": page,
        "months": months,
        "may_keep": may_keep,
        "today": today,
    }
    return render(request, "registers/month.html", context, status=status)


def _as_excel(page: ClassMonth) -> HttpResponse:
    """The sheet as schools write it; the import reads it back."""
    title = f"{page.section} {format_date(page.first_on, language='th', style='long')}".replace("/", "-")
    headings = ["ที่", "เลขประจำตัว", "ชื่อ-สกุล", *(str(head.day) for head in page.days), "มา", "สาย", "ลา", "ขาด"]
    lines = [
        [
            row.schooling.seat,
            row.schooling.number,
            row.schooling.pupil.full_name,
            *("" if cell.sign == "?" else cell.sign for cell in row.cells),
            *row.counts,
        ]
        for row in page.rows
    ]
    name = f"class-{page.section.uuid}-{page.first_on:%Y-%m}"
    return excel_response(file_name=name, title=title, headings=headings, rows=lines)
