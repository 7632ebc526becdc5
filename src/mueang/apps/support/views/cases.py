"""A worker's list, a case, and what is written about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.support.actions.cases import add_note, break_glass, open_case, set_review
from mueang.apps.support.actions.reading import read_caseload
from mueang.apps.support.errors.cases import CaseRefused
from mueang.apps.support.forms.cases import GlassForm, NoteForm, OpenForm, ReviewForm
from mueang.apps.support.rules.cases import may_supervise, may_work, visible_notes, workers_of
from mueang.apps.support.views.doors import attempt, door, find_case, find_city, shown_alone


@door("GET", "HEAD")
def caseload(request: SignedInRequest, city: str) -> HttpResponse:
    """What is overdue, due today and later, and the cases one answers for."""
    found = find_city(request, city)
    show = shown_alone(request, "overdue", "today", "later")
    load = read_caseload(viewer=request.user, city=found, show=show, page=request.GET.get("page"))
    context = {
        "city": found,
        "show": show,
        "load": load,
        "may_work": may_work(request.user, found),
        "may_supervise": may_supervise(request.user, found),
    }
    return render(request, "support/caseload.html", context)


@door("GET", "HEAD", "POST")
def open_new(request: SignedInRequest, city: str) -> HttpResponse:
    """Open a case without a concern before it."""
    found = find_city(request, city, working=True)
    form = OpenForm(request.POST or None, workers=workers_of(found))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            case = open_case(
                city=found,
                child=form.child(),
                actor=request.user,
                main_worker=typed["main_worker"],
                severity=typed["severity"],
                words=typed["words"],
            )
        except CaseRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The case is open."))
            is_theirs = case.main_worker == request.user or may_supervise(request.user, found)
            return redirect("support:case", city, case.uuid) if is_theirs else redirect("support:caseload", city)
    status = 422 if form.is_bound else 200
    return render(request, "support/open.html", {"city": found, "form": form}, status=status)


@door("GET", "HEAD")
def case(request: SignedInRequest, city: str, case: UUID) -> HttpResponse:
    """Everything one may see of a case; that it was looked at is written down."""
    page = find_case(request, city, case, page="case")
    corrects = next((note for note in page.notes if str(note.uuid) == request.GET.get("corrects")), None)
    return render(request, "support/case.html", case_context(page, corrects=corrects))


def case_context(page: Any, *, corrects: Any = None) -> dict[str, Any]:
    row = page.case
    start = {"review_on": row.review_on, "severity": row.severity, "version": row.version}
    return {
        "city": row.city,
        "page": page,
        "case": row,
        "today": timezone.localdate(),
        "corrects": corrects,
        "note_form": NoteForm(initial={"corrects": corrects.uuid if corrects else None}),
        "review_form": ReviewForm(initial=start),
    }


@door("POST")
def note(request: SignedInRequest, city: str, case: UUID) -> HttpResponse:
    """Write a note, or correct one by another."""
    page = find_case(request, city, case, page="note")
    form = NoteForm(request.POST)
    if not form.is_valid():
        return render(request, "support/case.html", case_context(page) | {"note_form": form}, status=422)
    typed = form.cleaned_data
    corrected = None
    if typed["corrects"]:
        corrected = get_object_or_404(visible_notes(request.user), uuid=typed["corrects"], case=page.case)
    written = {name: typed[name] for name in ("words", "kind", "request_key")} | {"corrects": corrected}
    return attempt(
        request,
        page,
        lambda: add_note(case=page.case, actor=request.user, **written),
        done=_("Written down."),
        part="timeline",
    )


@door("POST")
def review(request: SignedInRequest, city: str, case: UUID) -> HttpResponse:
    """By when to look again, and how urgent it is."""
    page = find_case(request, city, case, page="review")
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return render(request, "support/case.html", case_context(page) | {"review_form": form}, status=422)
    typed = form.cleaned_data
    return attempt(request, page, lambda: set_review(case=page.case, actor=request.user, **typed), done=_("Saved."))


@door("GET", "HEAD", "POST")
def glass(request: SignedInRequest, city: str) -> HttpResponse:
    """Open somebody else's case in an emergency: with a reason, for a day, and everybody concerned is told."""
    found = find_city(request, city, working=True)
    form = GlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = break_glass(city=found, actor=request.user, **form.cleaned_data)
        except (CaseRefused, PermissionDenied) as refusal:
            raise Http404 from refusal
        if row is not None:
            messages.warning(request, _("The case is open to you for 24 hours. Everybody concerned was told."))
            return redirect("support:case", city, row.uuid)
        form.add_error("number", _("There is no case of this number."))
    status = 422 if form.is_bound else 200
    return render(request, "support/glass.html", {"city": found, "form": form}, status=status)
