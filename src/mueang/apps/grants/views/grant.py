"""One grant: money, budget, milestones, expenses, reports; its trail, and what its outcomes cost."""

from __future__ import annotations

import uuid as uuids
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.grants.actions import enter_expense, sign_report
from mueang.apps.grants.forms import DayForm, ExpenseForm, PaperForm, ReportForm, SampleForm, WordsForm
from mueang.apps.grants.queries import (
    activities_of,
    budget_of,
    cost_of_outcome,
    expenses_of,
    not_reached,
    portfolio,
    purse_of,
    report_content,
    shown,
    trail_of,
)
from mueang.apps.grants.queries.drawn import words_of_plan_report
from mueang.apps.grants.rules import visible_grants, visible_reports
from mueang.apps.grants.views.doors import do, find_expense, find_grant, framed
from mueang.apps.grants.views.files import budget_excel, trail_excel
from mueang.apps.plans.queries.plan_reports import plans_paid_by, signed_reports_of


@login_required
@never_cache
@require_safe
def page(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """How the grant stands, and what may be done."""
    today = timezone.localdate()
    line = next(iter(portfolio(visible_grants(request.user).filter(uuid=uuid), today=today)), None)
    if line is None:
        raise Http404
    grant = line.grant
    budget = budget_of(grant)
    if request.GET.get("format") == "xlsx":
        return budget_excel(budget, grant=grant)
    context = framed(
        request,
        grant,
        grant=grant,
        line=line,
        budget=budget,
        instalments=grant.instalments.all(),
        expenses=expenses_of(grant),
        reports=grant.reports.select_related("signed_by", "decided_by").defer("content"),
        samples=grant.samples.select_related("drawn_by"),
        is_running=grant.state == "running",
        day_form=DayForm(initial={"on": today}),
        sample_form=SampleForm(),
    )
    return render(request, "grants/grant.html", context)


@login_required
@require_safe
def trail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Every baht from instalment to receipt."""
    grant = find_grant(request, uuid)
    lines = trail_of(grant)
    if request.GET.get("format") == "xlsx":
        return trail_excel(lines, grant=grant)
    return render(request, "grants/trail.html", framed(request, grant, grant=grant, lines=lines, purse=purse_of(grant)))


@login_required
@require_safe
def outcomes(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What a lasting outcome cost, with its doubt, and whom the grant does not reach."""
    grant = find_grant(request, uuid)
    areas = not_reached(grant)
    figure = next((line.figure for line in areas if line.figure), None)
    context = {"cost": cost_of_outcome(grant, today=timezone.localdate()), "areas": areas, "figure": figure}
    return render(request, "grants/outcomes.html", framed(request, grant, grant=grant, **context))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def expense_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Enter an expense, for somebody else to approve."""
    grant = find_grant(request, uuid)
    context = framed(request, grant, grant=grant)
    if not context["may_enter"]:
        raise PermissionDenied
    first = {"key": uuids.uuid4(), "paid_on": timezone.localdate(), "payee_kind": "juristic", "service": "goods"}
    files = request.FILES if request.method == "POST" else None
    form = ExpenseForm(request.POST or None, files, activities=activities_of(grant), initial=first)
    if request.method == "POST" and form.is_valid():
        name, data = form.cleaned_data["paper"] or ("", b"")
        typed = form.cleaned_data
        made = do(
            request,
            enter_expense,
            _("The expense is entered. Somebody else approves it."),
            grant=grant,
            activity=form.known[typed["activity"]],
            receipt=form.receipt(),
            paper=data,
            paper_name=name,
            key=typed["key"],
        )
        if made:
            return redirect("grants:expense", made.uuid)
    return render(request, "grants/expense_add.html", {**context, "form": form}, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def expense(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One expense with its receipt, who entered and who decided."""
    row = find_expense(request, uuid)
    context = framed(request, row.grant, grant=row.grant, row=row, words_form=WordsForm(), paper_form=PaperForm())
    context["is_own"] = row.entered_by_id == request.user.pk
    context["day_form"] = DayForm(initial={"on": timezone.localdate()})
    return render(request, "grants/expense.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What a report would say now, and the signature under it."""
    grant, today = find_grant(request, uuid), timezone.localdate()
    context = framed(request, grant, grant=grant)
    if not context["may_approve"]:
        raise PermissionDenied
    signed = signed_reports_of(viewer=request.user, source=grant.source)
    asked = request.POST.get("plan_report") or request.GET.get("plan_report", "")
    chosen = next((row for row in signed if str(row.uuid) == asked), None)
    first = {"period_from": grant.starts_on, "period_to": today}
    if chosen is not None:
        words = words_of_plan_report(chosen)
        first = {"period_from": chosen.period_from, "period_to": chosen.period_to, "words": words}
    form = ReportForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        period = (typed["period_from"], typed["period_to"])
        said = _("The report is signed and with the fund.")
        told = {"period": period, "words": typed["words"], "plan_report": chosen}
        made = do(request, sign_report, said, grant=grant, today=today, **told)
        if made:
            return redirect("grants:report", made.uuid)
    content = report_content(grant, period=(grant.starts_on, today), today=today)
    context |= {"form": form, "content": shown(content), "activities": activities_of(grant)}
    context |= {"signed": signed, "chosen": chosen, "plans": plans_paid_by(grant.source, viewer=request.user)}
    return render(request, "grants/report_add.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def report(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A report as it was signed."""
    rows = visible_reports(request.user).select_related(
        "grant__city", "grant__fund__organization", "signed_by", "decided_by"
    )
    row = get_object_or_404(rows, uuid=uuid)
    context = framed(request, row.grant, grant=row.grant, row=row, content=shown(row.content), words_form=WordsForm())
    return render(request, "grants/report.html", context)
