"""A learner's hand-ins: the task and its rubric, the draft with files and rows, the verdict, the appeal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.assessments import actions
from mueang.apps.assessments.enums import AssignmentKind
from mueang.apps.assessments.errors import AssessmentRefused
from mueang.apps.assessments.forms import AppealForm, FileForm, WorkForm
from mueang.apps.assessments.queries.learner import (
    hand_ins_of,
    kinds_to_point_at,
    may_write,
    plans_to_hand_in,
    rows_to_point_at,
    rubric_of,
    work_page,
)
from mueang.apps.assessments.queries.task_text import task_html
from mueang.apps.assessments.rules import offered_assignments, visible_files
from mueang.apps.assessments.views.doors import do, find_seat, find_work, learner_of, tickets_of

ENDINGS = {"application/pdf": "pdf", "image/webp": "webp"}
WHOLE_CITY = "all"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def assignment(request: HttpRequest, assignment: UUID, enrollment: UUID) -> HttpResponse:
    """The task, by what it is judged, and what was handed in so far; a press begins a draft."""
    seat = find_seat(request, enrollment)
    offered = offered_assignments(request.user, tickets_of(request)).filter(offering=seat.offering)
    row = get_object_or_404(offered, uuid=assignment)
    if request.method == "POST":
        try:
            begun = actions.begin_hand_in(
                assignment=row, enrollment=seat, actor=learner_of(request), now=timezone.now()
            )
        except AssessmentRefused as refusal:
            messages.error(request, refusal.sentence)
        else:
            return redirect("my_assessments:work", begun.uuid)
    hand_ins = hand_ins_of(assignment=row, enrollment=seat)
    context = {
        "assignment": row,
        "enrollment": seat,
        "city": seat.offering.city,
        "rubric": rubric_of(row),
        "task": task_html(_in_language(row)),
        "hand_ins": hand_ins,
        "may_write": may_write(row, hand_ins, now=timezone.now()),
        "takes": row.takes(timezone.now()),
    }
    return render(request, "assessments/assignment.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def work(request: HttpRequest, hand_in: UUID) -> HttpResponse:
    """A draft to write in; later what was handed in and how it was judged."""
    row = find_work(request, hand_in)
    page = work_page(row, now=timezone.now())
    form = _work_form(request, row) if page.is_draft else None
    if request.method == "POST" and form is not None and form.is_valid():
        if _written(request, row, form):
            return redirect("my_assessments:work", row.uuid)
        page = work_page(row, now=timezone.now())
    context = {
        "page": page,
        "hand_in": row,
        "assignment": row.assignment,
        "city": row.assignment.offering.city,
        "form": form,
        "file_form": FileForm(),
        "appeal_form": AppealForm(),
        "kinds": kinds_to_point_at(row, viewer=request.user) if page.is_draft else (),
    }
    return render(request, "assessments/work.html", context, status=422 if form is not None and form.errors else 200)


def _in_language(row: Any) -> str:
    is_english = (get_language() or "th").startswith("en")
    return (row.task_en if is_english else "") or row.task_th


def _work_form(request: HttpRequest, row: Any) -> WorkForm:
    is_plan = row.assignment.kind == AssignmentKind.PLAN
    plans = plans_to_hand_in(row, viewer=request.user) if is_plan else None
    initial = {"text": row.text, "plan": str(row.plan.uuid) if row.plan_id else ""}
    return WorkForm(request.POST or None, plans=plans, initial=initial)


def _written(request: HttpRequest, row: Any, form: WorkForm) -> bool:
    actor, said = learner_of(request), form.cleaned_data
    try:
        actions.write_hand_in(hand_in=row, text=said["text"], plan=said.get("plan"), actor=actor)
        if request.POST.get("press") == "hand-in":
            actions.hand_in_work(hand_in=row, actor=actor, now=timezone.now())
            messages.success(request, _("Handed in. You will be told when it is judged."))
        else:
            messages.success(request, _("Saved. You can go on later, also on another device."))
    except AssessmentRefused as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True


@require_POST
def step(request: HttpRequest, hand_in: UUID, step: str) -> HttpResponse:
    """A file added, a part taken off, an appeal."""
    row = find_work(request, hand_in)
    steps = {"file": _file, "off": _off, "appeal": _appeal}
    if step not in steps:
        raise Http404
    steps[step](request, row)
    return redirect("my_assessments:work", row.uuid)


def _file(request: HttpRequest, row: Any) -> None:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return
    file = form.cleaned_data["file"]
    do(request, actions.add_file, _("The file is added."), hand_in=row, data=file.read(), name=file.name or "")


def _off(request: HttpRequest, row: Any) -> None:
    try:
        part = UUID(request.POST.get("part", ""))
    except ValueError:
        raise Http404 from None
    do(request, actions.take_off, _("Taken off."), hand_in=row, part=part)


def _appeal(request: HttpRequest, row: Any) -> None:
    form = AppealForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    done = _("The appeal is lodged. Somebody who did not judge your work decides.")
    do(
        request,
        actions.lodge_appeal,
        done,
        hand_in=row,
        reason=reason,
        actor=learner_of(request),
        now=timezone.now(),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rows(request: HttpRequest, hand_in: UUID, kind: str) -> HttpResponse:
    """Choose rows of one kind in the learner's own city."""
    row = find_work(request, hand_in)
    known = next((one for one in kinds_to_point_at(row, viewer=request.user) if one.code == kind), None)
    if known is None:
        raise Http404
    choices, period = rows_to_point_at(row, kind=known, now=timezone.now())
    told = [(str(one.rows_of or WHOLE_CITY), one) for one in choices]
    if request.method == "POST":
        chosen = next((one for key, one in told if key == request.POST.get("rows")), None)
        if chosen is None:
            raise Http404
        arguments = {"hand_in": row, "kind": kind, "rows_of": chosen.rows_of, "period": period}
        do(request, actions.point_at_rows, _("The rows are added."), actor=learner_of(request), **arguments)
        return redirect("my_assessments:work", row.uuid)
    context = {"hand_in": row, "kind": known, "choices": told, "city": row.assignment.offering.city}
    return render(request, "assessments/rows.html", context)


@never_cache
@require_safe
def file(request: HttpRequest, file: UUID) -> HttpResponse:
    """A file to keep, never shown within our own pages."""
    row = get_object_or_404(visible_files(request.user, tickets_of(request)), uuid=file)
    headers = {
        "Content-Disposition": f'attachment; filename="{row.uuid}.{ENDINGS[row.media_type]}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox",
    }
    return HttpResponse(bytes(row.content), content_type=row.media_type, headers=headers)
