"""One activity: looked at, added, changed, reported on, with its milestones and money."""

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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.plans import actions
from mueang.apps.plans.errors import ChangedMeanwhile, PlanRefused
from mueang.apps.plans.forms import ActivityForm, BudgetForm, DropForm, MilestoneForm, ProgressForm
from mueang.apps.plans.queries import evidence_of, partners_of, places_of, sources_of
from mueang.apps.plans.queries.scenarios import scenario_of
from mueang.apps.plans.rules import may_work, may_write
from mueang.apps.plans.views.doors import do, find_activity, find_plan, keep_typed


@login_required
@require_safe
def activity(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Everything about one activity, and what its reader may do."""
    return _page(request, city, uuid)


def _page(request: SignedInRequest, city: str, uuid: UUID, **forms: Any) -> HttpResponse:
    line = find_activity(request, city, uuid)
    row, place = line.activity, line.activity.plan.city
    works, writes = may_work(request.user, row, city=place), may_write(request.user, place)
    context = {
        "city": place,
        "plan": row.plan,
        "line": line,
        "activity": row,
        "evidence": evidence_of(row, viewer=request.user),
        "scenario": scenario_of(row, viewer=request.user, city=place),
        "works": works and row.plan.state != "closed",
        "writes": writes and row.plan.state != "closed",
        "is_draft": row.plan.state == "draft",
        "progress_form": ProgressForm(
            initial={"version": row.version, "percent": row.progress_percent, "note": row.progress_note}
        ),
        "milestone_form": MilestoneForm(),
        "drop_form": DropForm(),
        "budget_form": BudgetForm(sources=sources_of(viewer=request.user, city=place)) if writes else None,
        **forms,
    }
    return render(request, "plans/activity.html", context, status=422 if forms else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, city: str, year: int) -> HttpResponse:
    """A new activity of the plan."""
    plan = find_plan(request, city, year, writing=True)
    form = _form(request, plan)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.add_activity(plan=plan, actor=request.user, **form.said())
        except PlanRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("plans:activity", city, row.uuid)
    context = {
        "city": plan.city,
        "plan": plan,
        "form": form,
        "title": _("Add an activity"),
        "submit": _("Add the activity"),
    }
    return render(request, "plans/form.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """What it says of itself; who was slower is told who was quicker, and keeps what they typed."""
    row = find_activity(request, city, uuid, working=True).activity
    form = _form(request, row.plan, row)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.change_activity(activity=row, version=version, actor=request.user, **form.said())
        except ChangedMeanwhile as refusal:
            keep_typed(request, form, version=row.version, sentence=refusal.sentence)
        except PlanRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect("plans:activity", city, uuid)
    words = {"title": _("Change the activity"), "submit": _("Save")}
    context = {
        "city": row.plan.city,
        "plan": row.plan,
        "activity": row,
        "form": form,
        "stands": row if form.errors else None,
    }
    return render(request, "plans/form.html", context | words, status=422 if form.errors else 200)


def _form(request: SignedInRequest, plan: Any, row: Any = None) -> ActivityForm:
    return ActivityForm(
        request.POST or None,
        plan=plan,
        activity=row,
        partners=partners_of(viewer=request.user, city=plan.city),
        places=places_of(plan.city),
    )


@login_required
@require_POST
def progress(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    row = find_activity(request, city, uuid, working=True).activity
    form = ProgressForm(request.POST)
    if not form.is_valid():
        return _page(request, city, uuid, progress_form=form)
    try:
        actions.report_progress(activity=row, actor=request.user, **form.cleaned_data)
    except ChangedMeanwhile as refusal:
        keep_typed(request, form, version=row.version, sentence=refusal.sentence)
        return _page(request, city, uuid, progress_form=form)
    except PlanRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Saved."))
    return redirect("plans:activity", city, uuid)


@login_required
@require_POST
def settle(request: SignedInRequest, city: str, uuid: UUID, step: str) -> HttpResponse:
    """Dropped with a reason, taken up again, or struck from a draft."""
    row = find_activity(request, city, uuid, working=True).activity
    if not may_write(request.user, row.plan.city):
        raise PermissionDenied
    if step == "drop":
        do(request, actions.drop_activity, _("The activity is dropped."), activity=row, why=request.POST.get("why", ""))
    elif step == "take-up":
        do(request, actions.take_up_activity, _("The activity is taken up again."), activity=row)
    elif step == "delete":
        if do(request, actions.delete_activity, _("The activity is struck."), activity=row):
            return redirect("plans:plan", city, row.plan.year)
    else:
        raise Http404
    return redirect("plans:activity", city, uuid)


@login_required
@require_POST
def budget(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    row = find_activity(request, city, uuid, working=True).activity
    if not may_write(request.user, row.plan.city):
        raise PermissionDenied
    form = BudgetForm(request.POST, sources=sources_of(viewer=request.user, city=row.plan.city))
    if not form.is_valid():
        return _page(request, city, uuid, budget_form=form)
    do(request, actions.set_budget, _("Saved."), activity=row, **form.said())
    return redirect("plans:activity", city, uuid)


@login_required
@require_POST
def milestone_add(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    row = find_activity(request, city, uuid, working=True).activity
    form = MilestoneForm(request.POST)
    if not form.is_valid():
        return _page(request, city, uuid, milestone_form=form)
    do(request, actions.set_milestone, _("Saved."), activity=row, **form.cleaned_data)
    return redirect("plans:activity", city, uuid)


@login_required
@require_POST
def milestone(request: SignedInRequest, city: str, uuid: UUID, milestone: UUID, step: str) -> HttpResponse:
    """Reached, not reached after all, or struck."""
    line = find_activity(request, city, uuid, working=True)
    row = next((one for one in line.milestones if one.uuid == milestone), None)
    if row is None:
        raise Http404
    row.activity = line.activity
    if step == "reach":
        do(request, actions.reach_milestone, _("Reached."), milestone=row, on=timezone.localdate())
    elif step == "reopen":
        do(request, actions.reopen_milestone, _("Taken back."), milestone=row)
    elif step == "delete":
        do(request, actions.delete_milestone, _("The milestone is struck."), milestone=row)
    else:
        raise Http404
    return redirect("plans:activity", city, uuid)
