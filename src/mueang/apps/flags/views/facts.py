"""What is known of pupils beside attendance: one fact at a time, or a workbook that is checked first."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.flags.actions import add_fact, confirm_facts, discard_facts, note_sheet_read, stage_facts
from mueang.apps.flags.errors import FlagRefused
from mueang.apps.flags.forms import FactFileForm, FactForm
from mueang.apps.flags.queries import blank_facts, lines_of_sheet, read_facts, school_year_of, visible_sheets
from mueang.apps.flags.rules import visible_flags
from mueang.apps.flags.views.doors import city_of_answers, tabs_of
from mueang.apps.people.errors import FileRefused
from mueang.lib.downloads import EXCEL
from mueang.lib.workbook import WorkbookError, write_workbook


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Send a workbook in; what was sent before."""
    found = city_of_answers(request, city)
    form = FactFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        file, year = typed["workbook"], school_year_of(typed["as_of"])
        try:
            lines = read_facts(file.read(), name=file.name, city=found, school_year=year)
            sheet = stage_facts(
                city=found, lines=lines, source=typed["source"], as_of=typed["as_of"], actor=request.user
            )
        except WorkbookError as error:
            form.add_error("workbook", _said(error))
        else:
            return redirect("flags:fact_sheet", city, sheet.uuid)
    context = {
        "city": found,
        "tabs": tabs_of(found, "facts", viewer=request.user),
        "form": form,
        "sheets": visible_sheets(viewer=request.user, city=found)[:20],
    }
    return render(request, "flags/facts.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET"])
def blank(request: SignedInRequest, city: str) -> HttpResponse:
    """The workbook to fill in."""
    city_of_answers(request, city)
    book = write_workbook([blank_facts()], language=get_language() or "th")
    headers = {"Content-Disposition": 'attachment; filename="facts-blank.xlsx"'}
    return HttpResponse(book, content_type=EXCEL, headers=headers)


@login_required
@never_cache
@require_http_methods(["GET"])
def sheet(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Every line with its pupil, what would be written, and what was not understood."""
    found, row = _sheet(request, city, uuid)
    lines = lines_of_sheet(row)
    if lines:
        note_sheet_read(sheet=row, actor=request.user)
    context = {
        "city": found,
        "sheet": row,
        "lines": lines,
        "n_unknown": sum(line.pupil is None for line in lines),
        "n_wrong": sum(len(line.wrong) for line in lines),
        "n_facts": sum(len(line.values) for line in lines if line.pupil is not None),
    }
    return render(request, "flags/fact_sheet.html", context)


@login_required
@require_POST
def settle(request: SignedInRequest, city: str, uuid: UUID, step: str) -> HttpResponse:
    """Write what was checked, or throw it away."""
    _found, row = _sheet(request, city, uuid)
    steps: dict[str, Any] = {"confirm": confirm_facts, "discard": discard_facts}
    if step not in steps:
        raise Http404
    try:
        done = steps[step](sheet=row, actor=request.user)
    except FlagRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("flags:fact_sheet", city, uuid)
    messages.success(request, _("%(n)s facts were written.") % {"n": done.n_facts})
    return redirect("flags:facts", city)


@login_required
@require_POST
def add(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """One fact about the child of a flag."""
    found = city_of_answers(request, city)
    flag = get_object_or_404(visible_flags(request.user).filter(city=found).select_related("pupil__city"), uuid=uuid)
    form = FactForm(request.POST)
    if form.is_valid():
        try:
            add_fact(pupil=flag.pupil, actor=request.user, **form.cleaned_data)
        except FlagRefused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("Written down. It counts from the next look on."))
    else:
        for sentences in form.errors.values():
            messages.error(request, str(sentences[0]))
    return redirect("flags:flag", city, uuid)


def _sheet(request: SignedInRequest, city: str, uuid: UUID) -> tuple[Any, Any]:
    found = city_of_answers(request, city)
    return found, get_object_or_404(visible_sheets(viewer=request.user, city=found), uuid=uuid)


def _said(error: WorkbookError) -> str:
    if error.code == "header_not_found":
        return _("No row of headings was found with a school, a pupil number and something that is known.")
    return FileRefused(error.code, error.params).sentence
