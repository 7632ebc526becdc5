"""Files for the register: sent, looked through, told apart, confirmed, reported."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.audit.actions import record, record_read
from mueang.apps.registers.actions import answer_question, confirm_run, discard_run, set_signs, stage_run
from mueang.apps.registers.enums import DayMark
from mueang.apps.registers.errors import RegisterRefused
from mueang.apps.registers.forms import SignsForm, UploadForm
from mueang.apps.registers.queries import questions_of, run_page, runs_table, signs_of
from mueang.apps.registers.rules import may_keep_city_registers, schools_where, visible_runs
from mueang.apps.registers.views.doors import city_in, page_of, run_in, year_in
from mueang.lib.downloads import excel_response
from mueang.methods.thai import to_buddhist_era

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mueang.apps.registers.models import School


@login_required
@never_cache
@require_safe
def runs(request: SignedInRequest, city: str) -> HttpResponse:
    """Files sent so far, newest first."""
    found = city_in(request, city)
    _keeps_something(request, city)
    rows = visible_runs(request.user).filter(city=found).select_related("school", "uploaded_by")
    if request.GET.get("format") == "xlsx":
        headings, lines = runs_table(rows)
        return excel_response(file_name=f"imports-{found.slug}", title=_("Files"), headings=headings, rows=lines)
    context = {
        "city": found,
        "page_obj": page_of(request, rows),
        "may_set_signs": may_keep_city_registers(request.user, found),
    }
    return render(request, "registers/runs.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def upload(request: SignedInRequest, city: str) -> HttpResponse:
    """Take a file and lead to its preview. Nothing of it is in the register yet."""
    found = city_in(request, city)
    schools = _keeps_something(request, city)
    year = date(year_in(request), 5, 1)
    shown = to_buddhist_era(year) if (get_language() or "th").startswith("th") else year.year
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        schools=schools,
        may_keep_city=may_keep_city_registers(request.user, found),
        initial={
            "kind": "class_sheet",
            "school": request.GET.get("school"),
            "school_year": shown,
        },
    )
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        file = typed.pop("file")
        try:
            run = stage_run(city=found, file_name=file.name, data=file.read(), actor=request.user, **typed)
        except RegisterRefused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            return redirect("registers:run", city, run.uuid)
    context = {"city": found, "form": form}
    return render(request, "registers/upload.html", context, status=400 if form.errors else 200)


@login_required
@never_cache
@require_safe
@transaction.atomic
def run(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """What was read, what was left out and why; and the report as a file."""
    row = run_in(request, city, uuid)
    if request.GET.get("format") == "xlsx":
        record(actor=request.user, verb="register.exported", target=row, book=row.city.slug)
        lines = [[line.where, line.what] for line in run_page(row, shown=None).notes]
        headings = [_("Place in the file"), _("What")]
        return excel_response(file_name=f"report-{row.uuid}", title=_("Report"), headings=headings, rows=lines)
    return render(request, "registers/run.html", {"city": row.city, "run": row, "page": run_page(row)})


@login_required
@never_cache
@require_safe
@transaction.atomic
def questions(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Pupils of the file beside those known who could be meant."""
    row = run_in(request, city, uuid)
    record_read(actor=request.user, target=row, book=row.city.slug, facts={"page": "questions"})
    context = {"city": row.city, "run": row, "rows": questions_of(row, viewer=request.user)}
    return render(request, "registers/questions.html", context)


@login_required
@require_POST
def answer(request: SignedInRequest, city: str, uuid: UUID, question: UUID) -> HttpResponse:
    row = run_in(request, city, uuid)
    asked = get_object_or_404(row.questions.all(), uuid=question)
    said = request.POST.get("who", "")
    shown = {
        str(one.uuid): one
        for view in questions_of(row, viewer=request.user)
        if view.question.pk == asked.pk
        for one in view.candidates
    }
    try:
        answer_question(question=asked, pupil=shown.get(said), is_new=said == "new", actor=request.user)
    except RegisterRefused as refusal:
        messages.info(request, refusal.sentence)
    return redirect("registers:questions", city, uuid)


@login_required
@require_POST
def confirm(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Write it, all of it or nothing."""
    row = run_in(request, city, uuid)
    try:
        done = confirm_run(run=row, actor=request.user)
    except RegisterRefused as refusal:
        messages.info(request, refusal.sentence or _("This could not be written; nothing was changed."))
    else:
        if done.finished_at:
            messages.success(request, _("The file is in the register."))
        else:
            messages.success(request, _("The file is long: it is being written. You may leave this page."))
    return redirect("registers:run", city, uuid)


@login_required
@require_POST
def discard(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    row = run_in(request, city, uuid)
    try:
        discard_run(run=row, actor=request.user)
        messages.success(request, _("The file was thrown away. Nothing of it is in the register."))
    except RegisterRefused as refusal:
        messages.info(request, refusal.sentence)
    return redirect("registers:runs", city)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def signs(request: SignedInRequest, city: str) -> HttpResponse:
    """What the signs on this city's class sheets mean."""
    found = city_in(request, city)
    if not may_keep_city_registers(request.user, found):
        raise Http404
    known = signs_of(found)
    initial = {mark: "  ".join(sign for sign, means in known.items() if means == mark) for mark in DayMark.values}
    form = SignsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        set_signs(city=found, signs=form.signs(), actor=request.user)
        messages.success(request, _("The signs are saved. Files that were confirmed stay as they are."))
        return redirect("registers:runs", city)
    return render(request, "registers/signs.html", {"city": found, "form": form}, status=400 if form.errors else 200)


def _keeps_something(request: SignedInRequest, city: str) -> QuerySet[School]:
    """Schools of the city whose register the viewer writes."""
    schools = schools_where(request.user, Permission.REGISTERS_WRITE).filter(city__slug=city).order_by("name_th")
    if not schools.exists() and not may_keep_city_registers(request.user, city_in(request, city)):
        raise Http404
    return schools
