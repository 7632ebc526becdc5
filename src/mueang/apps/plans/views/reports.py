"""Reports of a plan: the list, one begun, written on, drawn anew, signed, corrected."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.plans import actions
from mueang.apps.plans.errors import ChangedMeanwhile, EvidenceMoved, PlanRefused
from mueang.apps.plans.forms import BeginReportForm, ReportWordsForm
from mueang.apps.plans.queries import sources_of
from mueang.apps.plans.queries.plan_reports import (
    WHOLE,
    PlanReportPage,
    plan_report_of,
    plan_report_page,
    reports_of_plan,
    shown_report,
)
from mueang.apps.plans.rules import may_write, visible_activities
from mueang.apps.plans.views.doors import find_city, find_plan, keep_typed, tabs_of
from mueang.lib.downloads import excel_response
from mueang.ui.templatetags.ui import name
from mueang.ui.words import moment, period


@login_required
@require_safe
def home(request: SignedInRequest, city: str, year: int) -> HttpResponse:
    """Every report of the plan that its reader may see."""
    plan = find_plan(request, city, year)
    rows = reports_of_plan(viewer=request.user, plan=plan)
    asked = request.GET.get("source", "")[:40]
    rows = [row for row in rows if not asked or (row.source is not None and str(row.source.uuid) == asked)]
    if request.GET.get("format") == "xlsx":
        return _excel(rows, year=year)
    context = {"city": plan.city, "plan": plan, "tabs": tabs_of(plan, "reports"), "rows": rows}
    writes = may_write(request.user, plan.city) and plan.state != "draft"
    return render(request, "plans/reports.html", context | {"may_write": writes, "asked": asked})


def _excel(rows: list[Any], *, year: int) -> HttpResponse:
    told = [
        [
            row.title,
            period(row.period),
            name(row.source) if row.source else "",
            row.get_state_display(),
            str(row.signed.signed_by) if hasattr(row, "signed") else "",
            moment(row.signed.signed_at) if hasattr(row, "signed") else "",
            row.signed.digest if hasattr(row, "signed") else "",
        ]
        for row in rows
    ]
    headings = [_("Title"), _("Period reported on"), _("Source of money"), _("State"), _("Signed by"), _("Signed at")]
    return excel_response(
        file_name=f"plan-reports-{year}", title=_("Reports"), headings=[*headings, "SHA-256"], rows=told
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: SignedInRequest, city: str, year: int) -> HttpResponse:
    """Choose the part of the year and whose money; the report is drawn at once."""
    plan = find_plan(request, city, year, writing=True)
    sources = sources_of(viewer=request.user, city=plan.city)
    first = {"part": "year", "source": request.GET.get("source", "")[:40]}
    form = BeginReportForm(request.POST or None, plan=plan, sources=sources, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin_report(plan=plan, actor=request.user, now=timezone.now(), **form.said())
        except PlanRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("plans:report", city, made.uuid)
    words = {"title": _("Draw a report"), "submit": _("Draw the report")}
    context = {"city": plan.city, "plan": plan, "form": form} | words
    return render(request, "plans/form.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def report(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """The report as it was drawn, what has moved since, and what may be done; or as it was signed."""
    return _page(request, find_report(request, city, uuid))


def _page(request: SignedInRequest, row: Any, *, typed: dict[str, ReportWordsForm] | None = None) -> HttpResponse:
    page = plan_report_page(row, viewer=request.user, now=timezone.now())
    shown, place = shown_report(page.content), row.plan.city
    writes = may_write(request.user, place)
    forms = _forms(page, shown, typed or {}) if writes and page.signed is None else {}
    for activity in shown["activities"]:
        activity["form"] = forms.get(activity["uuid"])
    context = {
        "city": place,
        "plan": row.plan,
        "report": row,
        "page": page,
        "shown": shown,
        "writes": writes,
        "is_draft": page.signed is None,
        "whole_form": forms.get(WHOLE),
    }
    return render(request, "plans/report.html", context, status=422 if typed else 200)


def _forms(page: PlanReportPage, shown: dict[str, Any], typed: dict[str, ReportWordsForm]) -> dict[str, Any]:
    """One form for the whole and one an activity, each with marks of its own in the page."""
    keys = [WHOLE, *(row["uuid"] for row in shown["activities"])]
    made: dict[str, Any] = {}
    for key in keys:
        row = page.words.get(key)
        initial = {"text": row.text, "version": row.version} if row else None
        made[key] = typed.get(key) or ReportWordsForm(initial=initial, auto_id=f"id_{key[:8]}_%s")
    return made


@login_required
@require_POST
def words(request: SignedInRequest, city: str, uuid: UUID, activity: UUID | None = None) -> HttpResponse:
    """What a person adds; who was slower is told who was quicker, and keeps what they typed."""
    row = find_report(request, city, uuid, writing=True)
    about = None
    if activity is not None:
        about = visible_activities(request.user).filter(plan=row.plan, uuid=activity).first()
        if about is None:
            raise Http404
    key = str(activity) if activity else WHOLE
    form = ReportWordsForm(request.POST, auto_id=f"id_{key[:8]}_%s")
    if not form.is_valid():
        return _page(request, row, typed={key: form})
    try:
        actions.write_report(report=row, activity=about, actor=request.user, **form.cleaned_data)
    except ChangedMeanwhile as refusal:
        now = plan_report_page(row, viewer=request.user, now=timezone.now()).words[key]
        keep_typed(request, form, version=now.version, sentence=refusal.sentence)
        return _page(request, row, typed={key: form})
    except PlanRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Saved."))
    return redirect("plans:report", city, uuid)


@login_required
@require_POST
def settle(request: SignedInRequest, city: str, uuid: UUID, step: str) -> HttpResponse:
    """Drawn anew, signed, thrown away, or corrected."""
    row, now = find_report(request, city, uuid, writing=True), timezone.now()
    steps = {"draw": _draw, "sign": _sign, "discard": _discard, "correct": _correct}
    if step not in steps:
        raise Http404
    try:
        answer = steps[step](request, row, now)
    except PlanRefused as refusal:
        if isinstance(refusal, EvidenceMoved):
            # What was counted while signing went with the refusal: count once more, so that the page shows it.
            actions.recount_plan(plan=row.plan, now=now)
        messages.error(request, refusal.sentence)
        return redirect("plans:report", city, uuid)
    return answer


def _draw(request: SignedInRequest, row: Any, now: Any) -> HttpResponse:
    actions.draw_report(report=row, actor=request.user, now=now)
    messages.success(request, _("The figures are those of now. What you wrote stands."))
    return redirect("plans:report", row.plan.city.slug, row.uuid)


def _sign(request: SignedInRequest, row: Any, now: Any) -> HttpResponse:
    actions.sign_report(report=row, seen=request.POST.get("seen", "")[:64], actor=request.user, now=now)
    messages.success(request, _("Signed. The report is kept as it is."))
    return redirect("plans:report", row.plan.city.slug, row.uuid)


def _discard(request: SignedInRequest, row: Any, _now: Any) -> HttpResponse:
    actions.discard_report(report=row, actor=request.user)
    messages.success(request, _("The draft is thrown away."))
    return redirect("plans:reports", row.plan.city.slug, row.plan.year)


def _correct(request: SignedInRequest, row: Any, now: Any) -> HttpResponse:
    made = actions.correct_report(report=row, actor=request.user, now=now)
    messages.success(request, _("A correction is begun, with the figures of now. The signed report stays as it is."))
    return redirect("plans:report", row.plan.city.slug, made.uuid)


def find_report(request: SignedInRequest, slug: str, uuid: UUID, *, writing: bool = False) -> Any:
    city = find_city(request, slug)
    row = plan_report_of(viewer=request.user, city=city, uuid=uuid)
    if row is None:
        raise Http404
    if writing and not may_write(request.user, city):
        raise PermissionDenied
    return row
