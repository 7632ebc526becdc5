"""Workbooks of figures: out to be filled in, back through a preview."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.indicators.actions import confirm_sheet, discard_sheet, stage_sheet
from mueang.apps.indicators.errors import IndicatorRefused
from mueang.apps.indicators.forms import FigureFileForm
from mueang.apps.indicators.queries import lines_of, observation_table, read_figures
from mueang.apps.indicators.rules import may_measure, visible_sheets
from mueang.apps.indicators.views.doors import city_to_measure, find_city, tabs_of
from mueang.apps.people.errors import FileRefused
from mueang.lib.downloads import EXCEL
from mueang.lib.workbook import WorkbookError, write_workbook


@login_required
@require_http_methods(["GET", "POST"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Take the workbook, send it back filled in; what was sent before."""
    found = find_city(request, city) if request.method == "GET" else city_to_measure(request, city)
    form = FigureFileForm(request.POST, request.FILES) if request.method == "POST" else FigureFileForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["workbook"]
        try:
            lines = read_figures(file.read(), name=file.name, city=found)
        except WorkbookError as error:
            form.add_error("workbook", _said(error))
        else:
            sheet = stage_sheet(city=found, file_name=file.name, lines=lines, actor=request.user)
            return redirect("indicators:sheet", city, sheet.uuid)
    context = {
        "city": found,
        "tabs": tabs_of(found, "files"),
        "form": form,
        "sheets": visible_sheets(request.user).filter(city=found).select_related("made_by").defer("lines")[:20],
        "may_measure": may_measure(request.user, found),
    }
    return render(request, "indicators/files.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET"])
def workbook(request: SignedInRequest, city: str) -> HttpResponse:
    """Every figure that stands, and an empty line for every indicator without one."""
    found = find_city(request, city)
    table = observation_table(viewer=request.user, city=found)
    book = write_workbook([table], language=get_language() or "th")
    name = f"figures-{found.slug}-{timezone.localdate():%Y%m%d}.xlsx"
    return HttpResponse(book, content_type=EXCEL, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@login_required
@require_http_methods(["GET"])
def sheet(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """What would be written, and which cells were not understood."""
    found, row = _sheet(request, city, uuid)
    lines = lines_of(row)
    context = {
        "city": found,
        "sheet": row,
        "lines": lines,
        "n_right": sum(line.is_right for line in lines),
        "n_wrong": sum(not line.is_right for line in lines),
        "may_measure": may_measure(request.user, found),
    }
    return render(request, "indicators/sheet.html", context)


@login_required
@require_POST
def settle(request: SignedInRequest, city: str, uuid: UUID, step: str) -> HttpResponse:
    """Write what was checked, or throw it away."""
    city_to_measure(request, city)
    _found, row = _sheet(request, city, uuid)
    steps: dict[str, Any] = {"confirm": confirm_sheet, "discard": discard_sheet}
    if step not in steps:
        raise Http404
    try:
        done = steps[step](sheet=row, actor=request.user)
    except IndicatorRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("indicators:sheet", city, uuid)
    messages.success(request, _("%(n)s figures were written.") % {"n": done.n_written})
    return redirect("indicators:files", city)


def _sheet(request: SignedInRequest, city: str, uuid: UUID) -> tuple[Any, Any]:
    found = find_city(request, city)
    return found, get_object_or_404(visible_sheets(request.user).filter(city=found).select_related("city"), uuid=uuid)


def _said(error: WorkbookError) -> str:
    if error.code == "header_not_found":
        return _("No row of headings with an indicator code, level, period, value, method and source was found.")
    return FileRefused(error.code, error.params).sentence
