"""A workbook of offerings: taken in, shown line by line with the cell of every fault, corrected, confirmed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.catalog.actions import confirm_sheet, correct_line, discard_sheet, skip_line, stage_sheet
from mueang.apps.catalog.errors import CatalogRefused
from mueang.apps.catalog.forms import Known, LineForm, SheetUploadForm
from mueang.apps.catalog.queries.sheets import (
    SheetLine,
    blank_sheet,
    lines_of,
    read_sheet,
    sheet_of,
    sheets_of,
)
from mueang.apps.catalog.rules import teaching_places
from mueang.apps.catalog.views.desk import act_and_return, allow, ask, city_or_404
from mueang.apps.people.errors import FileRefused
from mueang.lib.downloads import EXCEL
from mueang.lib.workbook import WorkbookError, write_workbook


@login_required
@require_http_methods(["GET", "POST"])
def sheet_add(request: SignedInRequest, city: str) -> HttpResponse:
    found = offering_city(request, city)
    form = SheetUploadForm(request.POST or None, request.FILES or None)

    def act() -> HttpResponse:
        file = form.cleaned_data["workbook"]
        try:
            lines = read_sheet(file.read(), name=file.name)
        except WorkbookError as error:
            form.add_error("workbook", _said(error))
            return render(request, "catalog/sheet_add.html", context | {"form": form})
        sheet = stage_sheet(city=found, name=file.name, lines=lines, actor=request.user)
        return redirect("catalog:sheet", found.slug, sheet.uuid)

    context = {"city": found, "sheets": sheets_of(viewer=request.user, city=found).filter(state="preview")}
    return ask(request, form, act, template="catalog/sheet_add.html", context=context)


@login_required
@require_safe
def sheet_blank(request: SignedInRequest, city: str) -> HttpResponse:
    """The workbook to fill in."""
    found = offering_city(request, city)
    places = list(teaching_places(request.user, found))
    book = write_workbook(blank_sheet(places=places, today=timezone.localdate()), language=get_language() or "th")
    headers = {"Content-Disposition": f'attachment; filename="{found.slug}-activities-blank.xlsx"'}
    return HttpResponse(book, content_type=EXCEL, headers=headers)


@login_required
@require_safe
def sheet(request: SignedInRequest, city: str, key: UUID) -> HttpResponse:
    """Every line as it would be made, and what is wrong in which cell."""
    row = _sheet(request, city, key)
    rows = _read(request, row)
    n_wrong = sum(not line.is_skipped and not form.is_valid() for line, form in rows)
    context = {
        "city": row.city,
        "sheet": row,
        "rows": [(line, form, _faults(line, form)) for line, form in rows],
        "n_wrong": n_wrong,
        "n_ready": sum(not line.is_skipped and form.is_valid() for line, form in rows),
    }
    return render(request, "catalog/sheet.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def sheet_line(request: SignedInRequest, city: str, key: UUID, number: int) -> HttpResponse:
    """Correct one line; it meets the same checks as the file."""
    row = _sheet(request, city, key)
    line = next((one for one in lines_of(row) if one.number == number), None)
    if line is None:
        raise Http404
    known = Known(viewer=request.user, city=row.city)
    typed = {name: request.POST.get(name, "") for name in LineForm.base_fields}
    form = LineForm(typed if request.method == "POST" else line.cells, known=known)

    def act() -> HttpResponse:
        correct_line(sheet=row, number=number, cells=typed, actor=request.user)
        messages.success(request, _("Row %(number)s is corrected.") % {"number": number})
        return redirect("catalog:sheet", city, key)

    title = _("Row %(number)s") % {"number": number}
    context = {"city": row.city, "sheet": row, "title": title, "submit": _("Save")}
    return ask(request, form, act, template="catalog/form.html", context=context)


@login_required
@require_POST
def sheet_skip(request: SignedInRequest, city: str, key: UUID, number: int) -> HttpResponse:
    row = _sheet(request, city, key)
    leaves_out = "skip" in request.POST
    return act_and_return(
        request,
        lambda: skip_line(sheet=row, number=number, is_skipped=leaves_out, actor=request.user),
        done=_("The row is left out.") if leaves_out else _("The row is taken in."),
        to=("catalog:sheet", city, str(key)),
    )


@login_required
@require_POST
def sheet_confirm(request: SignedInRequest, city: str, key: UUID) -> HttpResponse:
    """All of it, in one transaction, or nothing."""
    row = _sheet(request, city, key)
    forms = [form for line, form in _read(request, row) if not line.is_skipped]
    if not all(form.is_valid() for form in forms):
        messages.error(request, _("Some rows are not in order yet. Correct them or leave them out."))
        return redirect("catalog:sheet", city, key)
    publishes = "draft" not in request.POST
    try:
        made = confirm_sheet(
            sheet=row, offerings=[form.simple() for form in forms], publishes=publishes, actor=request.user
        )
    except CatalogRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("catalog:sheet_add", city)
    messages.success(request, ngettext("%(n)s activity made.", "%(n)s activities made.", len(made)) % {"n": len(made)})
    return redirect("catalog:offerings", city)


@login_required
@require_POST
def sheet_discard(request: SignedInRequest, city: str, key: UUID) -> HttpResponse:
    row = _sheet(request, city, key)
    return act_and_return(
        request,
        lambda: discard_sheet(sheet=row, actor=request.user),
        done=_("The file is thrown away. Nothing was made."),
        to=("catalog:sheet_add", city),
    )


def offering_city(request: SignedInRequest, slug: str) -> Any:
    """The city, for somebody who may offer something in it."""
    found = city_or_404(request, slug)
    allow(answer=teaching_places(request.user, found).exists())
    return found


def _sheet(request: SignedInRequest, city: str, key: UUID) -> Any:
    row = sheet_of(viewer=request.user, city=offering_city(request, city), key=key)
    if row is None or row.state != "preview":
        raise Http404
    return row


def _read(request: SignedInRequest, row: Any) -> list[tuple[SheetLine, LineForm]]:
    known = Known(viewer=request.user, city=row.city)
    return [(line, LineForm(line.cells, known=known)) for line in lines_of(row)]


def _faults(line: SheetLine, form: LineForm) -> list[tuple[str, str, str]]:
    """Cell, field and sentence of each fault; none for a line that is left out."""
    if line.is_skipped:
        return []
    return [
        (line.address(name), str(form.fields[name].label) if name in form.fields else "", str(sentence))
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]


def _said(error: WorkbookError) -> str:
    if error.code == "header_not_found":
        return _("No row of headings was found with an activity, a place, a first day and seats.")
    return FileRefused(error.code, error.params).sentence
