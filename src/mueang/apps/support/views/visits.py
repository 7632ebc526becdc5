"""Visits: who goes where today, what was found, on a page, on paper and (see `field`) without a network."""

from __future__ import annotations

from datetime import datetime, time
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.support.actions.visits import (
    Report,
    call_off_visit,
    hand_on_visit,
    note_visits_taken,
    plan_visit,
    read_visit,
    sync_visits,
)
from mueang.apps.support.enums.cases import Part
from mueang.apps.support.errors.visits import VisitRefused
from mueang.apps.support.forms.visits import HandOnForm, PlanForm, ReportForm
from mueang.apps.support.queries.visits import photo_of, visit_line, visits_after, visits_done, visits_until
from mueang.apps.support.rules.cases import may_supervise, workers_of
from mueang.apps.support.rules.concerns import may_work_here
from mueang.apps.support.rules.visits import team_of, visible_visits
from mueang.apps.support.views.concerns import REFUSED, entered, find
from mueang.apps.support.views.doors import door, find_case, form_page, writable
from mueang.lib.downloads import excel_response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def visits(request: SignedInRequest, city: str) -> HttpResponse:
    """Today's visits and those overdue; what comes; what was found."""
    found, today = entered(request, city, may=may_work_here), timezone.localdate()
    show = request.GET.get("show", "")
    if show == "done":
        lines = visits_done(viewer=request.user, city=found, today=today)
    elif show == "later":
        lines = visits_after(viewer=request.user, city=found, day=today)
    else:
        lines = visits_until(viewer=request.user, city=found, day=today)
    as_file = request.GET.get("format") == "xlsx"
    note_visits_taken(city=found, actor=request.user, n_visits=len(lines), way="file" if as_file else "page")
    if as_file:
        return _excel(lines, request=request)
    here = reverse("support:visits", args=[city])
    tabs = [
        (_("Today and overdue"), here, show not in {"done", "later"}),
        (_("Later"), f"{here}?show=later", show == "later"),
        (_("Done"), f"{here}?show=done", show == "done"),
    ]
    context = {"city": found, "lines": lines, "tabs": tabs, "is_today": show not in {"done", "later"}}
    return render(request, "support/visits.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def printed(request: SignedInRequest, city: str) -> HttpResponse:
    """One form a visit, to be filled in by hand and entered afterwards."""
    found, today = entered(request, city, may=may_work_here), timezone.localdate()
    lines = visits_until(viewer=request.user, city=found, day=today)
    note_visits_taken(city=found, actor=request.user, n_visits=len(lines), way="paper")
    context = {"city": found, "lines": lines, "today": today, "form": ReportForm()}
    return render(request, "support/visits_print.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: SignedInRequest, city: str, concern: UUID) -> HttpResponse:
    """Plan a visit to look into a concern."""
    row = find(request, city, concern)
    workers = workers_of(row.city)
    if not may_supervise(request.user, row.city):
        workers = workers.filter(pk=request.user.pk)
    form = PlanForm(request.POST or None, workers=workers, initial={"to": request.user.uuid})
    if request.method == "POST" and form.is_valid():
        try:
            plan_visit(about=row, actor=request.user, **form.cleaned_data)
        except PermissionDenied:
            raise Http404 from None
        messages.success(request, _("Planned."))
        return redirect("support:concern", city, concern)
    context = {"city": row.city, "concern": row, "form": form}
    return render(request, "support/visit_plan.html", context, status=REFUSED if form.errors else 200)


@door("GET", "HEAD", "POST")
def plan_for_case(request: SignedInRequest, city: str, case: UUID) -> HttpResponse:
    """Who of the team goes to see the child of a case, and when."""
    page = writable(find_case(request, city, case, page="visit"))
    if not page.sight.shows(Part.NAME):
        raise Http404
    workers = team_of(page.case) if page.may_decide else workers_of(page.case.city).filter(pk=request.user.pk)
    form = PlanForm(request.POST or None, workers=workers, initial={"to": request.user.uuid})
    words = {
        "title": _("Plan a visit"),
        "lead": _("It stands in the list of visits of whoever goes, and can be taken along on a phone."),
        "press": _("Plan it"),
        "done": _("Planned."),
    }
    deed = partial(_plan, page.case, form, actor=request.user)
    return form_page(request, page, form, deed, words=words, part="visits")


def _plan(about: Any, form: PlanForm, *, actor: Any) -> None:
    plan_visit(about=about, actor=actor, **form.cleaned_data)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: SignedInRequest, city: str, visit: UUID) -> HttpResponse:
    """One visit, its reports, and the form to enter one."""
    row = _find(request, city, visit)
    form = ReportForm(request.POST or None, request.FILES or None, initial={"number": uuid4()})
    if request.method == "POST" and form.is_valid():
        return _keep(request, row, form)
    read_visit(visit=row, actor=request.user)
    context = {
        "city": row.city,
        "line": visit_line(row, today=timezone.localdate()),
        "form": form,
        "hand_on_form": HandOnForm(workers=workers_of(row.city)) if may_supervise(request.user, row.city) else None,
    }
    return render(request, "support/visit.html", context, status=REFUSED if form.errors else 200)


@never_cache
@login_required
@require_POST
def hand_on(request: SignedInRequest, city: str, visit: UUID) -> HttpResponse:
    row = _find(request, city, visit)
    form = HandOnForm(request.POST, workers=workers_of(row.city))
    if not form.is_valid():
        messages.error(request, _("Please choose who goes."))
        return redirect("support:visit", city, visit)
    return _done(request, row, lambda: hand_on_visit(visit=row, to=form.cleaned_data["to"], actor=request.user))


@never_cache
@login_required
@require_POST
def call_off(request: SignedInRequest, city: str, visit: UUID) -> HttpResponse:
    row = _find(request, city, visit)
    return _done(request, row, lambda: call_off_visit(visit=row, actor=request.user))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def photo(request: SignedInRequest, city: str, visit: UUID, report: UUID) -> HttpResponse:
    """The picture of a report; every look at it is written down."""
    row = _find(request, city, visit)
    data = photo_of(row, report=report)
    if data is None:
        raise Http404
    read_visit(visit=row, actor=request.user, is_photo=True)
    return HttpResponse(data, content_type="image/webp")


def _find(request: SignedInRequest, city: str, visit: UUID) -> Any:
    rows = visible_visits(request.user).select_related("city", "concern", "case", "assigned_to")
    return get_object_or_404(rows, city__slug=city, uuid=visit)


def _keep(request: SignedInRequest, row: Any, form: ReportForm) -> HttpResponse:
    typed, now = form.cleaned_data, timezone.now()
    today = timezone.localdate(now)
    made_at = (
        now if typed["visited_on"] >= today else timezone.make_aware(datetime.combine(typed["visited_on"], time(12)))
    )
    report = Report(
        uuid=typed["number"],
        visit=row.uuid,
        found=typed["found"],
        made_at=made_at,
        said=typed["said"],
        is_in_danger=typed["is_in_danger"],
        next_on=typed["next_on"],
        photo=typed["photo"].read() if typed["photo"] else b"",
        is_from_paper=typed["is_from_paper"],
    )
    [kept] = sync_visits(reports=[report], device=None, sent_at=now, actor=request.user)
    if kept.refusal:
        messages.error(request, kept.refusal.sentence)
    else:
        messages.success(request, _("Written down."))
    if kept.is_photo_lost:
        messages.warning(request, _("The photo could not be read and was left out."))
    return redirect("support:visit", row.city.slug, row.uuid)


def _done(request: SignedInRequest, row: Any, act: Any) -> HttpResponse:
    try:
        act()
    except VisitRefused as refusal:
        messages.error(request, refusal.sentence)
    except PermissionDenied:
        raise Http404 from None
    else:
        messages.success(request, _("Written down."))
    return redirect("support:visits", row.city.slug)


def _excel(lines: list[Any], *, request: SignedInRequest) -> HttpResponse:
    taken = f"{request.user} {timezone.localtime():%Y-%m-%d %H:%M}"
    headings = [
        _("Day of the visit"),
        _("About whom"),
        _("Age"),
        _("Area"),
        _("Who goes?"),
        _("What was found"),
        _("Taken away by"),
    ]
    rows = [
        [
            line.visit.planned_on,
            line.name,
            line.age,
            line.area,
            str(line.visit.assigned_to),
            line.reports[0].get_found_display() if line.reports else "",
            taken,
        ]
        for line in lines
    ]
    return excel_response(file_name="list", title=_("Visits"), headings=headings, rows=rows)
