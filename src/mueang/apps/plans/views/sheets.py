"""A plan from Excel: a workbook is taken in, what it would change is shown cell by cell, and confirmed whole."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.people.errors import FileRefused
from mueang.apps.plans import actions
from mueang.apps.plans.errors import PlanRefused
from mueang.apps.plans.forms import PlanSheetForm
from mueang.apps.plans.queries.sheet_changes import (
    CHANGED,
    NEW,
    REFUSED,
    SAME,
    changes_of,
    seen_of,
    sheet_of,
    sheets_of,
)
from mueang.apps.plans.queries.sheet_reading import read_plan_sheet
from mueang.apps.plans.views.doors import city_to_write, find_plan
from mueang.lib.workbook import WorkbookError


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, city: str, year: int) -> HttpResponse:
    """Send a workbook in; nothing is written yet."""
    plan = find_plan(request, city, year, writing=True)
    form = PlanSheetForm(request.POST, request.FILES) if request.method == "POST" else PlanSheetForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["workbook"]
        try:
            lines = read_plan_sheet(file.read(), name=file.name)
            made = actions.stage_sheet(
                plan=plan, file_name=file.name, lines=lines, actor=request.user, now=timezone.now()
            )
        except WorkbookError as error:
            form.add_error("workbook", _said(error))
        except PlanRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("plans:sheet", city, made.uuid)
    open_sheets = sheets_of(viewer=request.user, plan=plan).filter(state="preview")
    context = {"city": plan.city, "plan": plan, "form": form, "sheets": open_sheets}
    return render(request, "plans/sheet_add.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def sheet(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """What the workbook would change in the plan as it is now, and what is wrong in which cell."""
    row = _find(request, city, uuid)
    changes = changes_of(row.lines, plan=row.plan, today=timezone.localdate())
    counts = {state: sum(change.state == state for change in changes) for state in (NEW, CHANGED, SAME, REFUSED)}
    context = {"city": row.plan.city, "plan": row.plan, "sheet": row, "changes": changes, "seen": seen_of(changes)}
    return render(request, "plans/sheet.html", context | {"counts": counts, "n": counts[NEW] + counts[CHANGED]})


@login_required
@require_POST
def settle(request: SignedInRequest, city: str, uuid: UUID, step: str) -> HttpResponse:
    """Taken over whole, or thrown away."""
    row, now = _find(request, city, uuid), timezone.now()
    if step not in {"confirm", "discard"}:
        raise Http404
    try:
        if step == "confirm":
            seen = request.POST.get("seen", "")[:64]
            n = actions.confirm_sheet(sheet=row, seen=seen, actor=request.user, now=now).n_written
            said = ngettext("%(n)s activity taken over.", "%(n)s activities taken over.", n) % {"n": n}
        else:
            actions.discard_sheet(sheet=row, actor=request.user, now=now)
            said = _("The file is thrown away. The plan is as it was.")
    except PlanRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("plans:sheet", city, uuid)
    messages.success(request, said)
    return redirect("plans:plan", city, row.plan.year)


def _find(request: SignedInRequest, slug: str, uuid: UUID) -> Any:
    city = city_to_write(request, slug)
    row = sheet_of(viewer=request.user, city=city, uuid=uuid)
    if row is None or row.state != "preview":
        raise Http404
    return row


def _said(error: WorkbookError) -> str:
    if error.code == "header_not_found":
        return _("No row of headings was found that names an activity and something of it, such as its days.")
    return FileRefused(error.code, error.params).sentence
