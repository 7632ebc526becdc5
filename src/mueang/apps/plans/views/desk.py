"""The plans of a city: the list, one begun, changed, moved on, shared."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.plans.actions import begin_filled_plan, change_plan, move_plan, share_plan
from mueang.apps.plans.enums import PlanState
from mueang.apps.plans.errors import ChangedMeanwhile, PlanRefused
from mueang.apps.plans.forms import BeginForm, PlanForm
from mueang.apps.plans.queries import budget_year_of, plans_of
from mueang.apps.plans.queries.templates import TEMPLATES
from mueang.apps.plans.rules import may_write
from mueang.apps.plans.views.doors import city_to_write, do, find_city, find_plan, keep_typed


@login_required
@require_safe
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Every plan of the city, this year's first."""
    found = find_city(request, city)
    today = timezone.localdate()
    cards = plans_of(viewer=request.user, city=found, today=today)
    context = {"city": found, "cards": cards, "may_write": may_write(request.user, found)}
    return render(request, "plans/home.html", context | {"this_year": budget_year_of(today)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: SignedInRequest, city: str) -> HttpResponse:
    """Choose the year, and what to begin from."""
    found = city_to_write(request, city)
    earlier = [card.plan for card in plans_of(viewer=request.user, city=found, today=timezone.localdate())]
    this_year = budget_year_of(timezone.localdate())
    free = next(year for year in range(this_year, this_year + 99) if year not in {row.year for row in earlier})
    form = BeginForm(request.POST or None, earlier=earlier, initial={"year": free + 543})
    if request.method == "POST" and form.is_valid():
        start, year = form.cleaned_data["start"], form.cleaned_data["year"]
        try:
            begin_filled_plan(
                city=found,
                year=year,
                earlier=form.earlier.get(start),
                template=TEMPLATES.get(start),
                actor=request.user,
            )
        except PlanRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("plans:plan", city, year)
    context = {"city": found, "form": form, "title": _("Begin a work plan"), "submit": _("Begin a work plan")}
    return render(request, "plans/form.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, city: str, year: int) -> HttpResponse:
    """What the plan says of itself."""
    plan = find_plan(request, city, year, writing=True)
    form = PlanForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            change_plan(plan=plan, actor=request.user, **form.said())
        except ChangedMeanwhile as refusal:
            now = find_plan(request, city, year)
            keep_typed(request, form, version=now.version, sentence=refusal.sentence)
        except PlanRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("plans:plan", city, year)
    context = {"city": plan.city, "plan": plan, "form": form, "title": _("Change the work plan"), "submit": _("Save")}
    return render(request, "plans/form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def move(request: SignedInRequest, city: str, year: int, to: str) -> HttpResponse:
    """Agree, begin, close, or one step back."""
    plan = find_plan(request, city, year, writing=True)
    if to not in PlanState.values:
        raise Http404
    do(request, move_plan, _("Saved."), plan=plan, to=to)
    return redirect("plans:plan", city, year)


@login_required
@require_POST
def share(request: SignedInRequest, city: str, year: int) -> HttpResponse:
    """Share the plan, or end that."""
    plan = find_plan(request, city, year, writing=True)
    is_shared = request.POST.get("shared") == "yes"
    words = _("The plan is shared.") if is_shared else _("The plan is shared no longer.")
    do(request, share_plan, words, plan=plan, is_shared=is_shared)
    return redirect("plans:plan", city, year)
