"""One plan: its activities as a table, over the year, by the month, and by the money."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.plans.enums import MOVES, ActivityState, PlanState
from mueang.apps.plans.queries import ActivityLine, Asked, lines_of, source_sums
from mueang.apps.plans.rules import may_write
from mueang.apps.plans.views.doors import find_plan, tabs_of
from mueang.apps.plans.views.plan_files import money_excel, plan_excel

SATANG = 100
DAYS = 365
WIDE = 1000


@login_required
@require_safe
def plan(request: SignedInRequest, city: str, year: int) -> HttpResponse:
    """Activities, those that are asked for; as a page or as Excel."""
    found = find_plan(request, city, year)
    every = lines_of(viewer=request.user, plan=found, today=timezone.localdate())
    asked = Asked(
        owner=request.GET.get("owner", "")[:40],
        neighbourhood=request.GET.get("neighbourhood", "")[:12],
        source=request.GET.get("source", "")[:40],
        late=request.GET.get("late") == "1",
    )
    lines = [line for line in every if asked.keeps(line)]
    if request.GET.get("format") == "xlsx":
        return plan_excel(found, lines)
    state = PlanState(found.state)
    context = {
        "city": found.city,
        "plan": found,
        "tabs": tabs_of(found, "plan"),
        "lines": lines,
        "n_all": len(every),
        "asked": asked,
        "owners": list({line.activity.owner_id: line.activity.owner for line in every}.values()),
        "places": list({place.pk: place for line in every for place in line.places}.values()),
        "sources": list({source.pk: source for line in every for source in line.sources}.values()),
        "may_write": may_write(request.user, found.city),
        "moves": [(to.value, to.label, to in list(PlanState)[list(PlanState).index(state) :]) for to in MOVES[state]],
        **sums_of(every),
    }
    return render(request, "plans/plan.html", context)


def sums_of(lines: list[ActivityLine]) -> dict[str, Any]:
    """What the page says first; of dropped activities nothing is counted but what they cost."""
    standing = [line for line in lines if line.activity.state != ActivityState.DROPPED]
    spent = [line.spent_satang for line in lines if line.spent_satang is not None]
    return {
        "n_standing": len(standing),
        "n_done": sum(line.activity.state == ActivityState.DONE for line in standing),
        "n_late": sum(line.is_late for line in standing),
        "n_late_milestones": sum(len(line.late_milestones) for line in standing),
        "planned_satang": sum(line.planned_satang for line in standing),
        "spent_satang": sum(spent) if spent else None,
    }


@login_required
@require_safe
def timeline(request: SignedInRequest, city: str, year: int) -> HttpResponse:
    """Activities and milestones over the twelve months of the budget year, each bar with its days in words."""
    found = find_plan(request, city, year)
    today = timezone.localdate()
    lines = lines_of(viewer=request.user, plan=found, today=today)
    begins = found.period.starts_on
    bars = []
    for line in lines:
        left, right = _across(line.activity.starts_on, begins), _across(line.activity.ends_on, begins, whole=True)
        marks = [
            (_across(row.due_on, begins), row.done_on is not None, row in line.late_milestones)
            for row in line.milestones
        ]
        bars.append({"line": line, "left": left, "width": max(right - left, 8), "marks": marks})
    months = [_across(date(begins.year + (8 + n) // 12, (8 + n) % 12 + 1, 1), begins) for n in range(1, 13)]
    context = {"city": found.city, "plan": found, "tabs": tabs_of(found, "timeline"), "bars": bars, "months": months}
    is_now = found.period.starts_on <= today <= found.period.ends_on
    return render(
        request, "plans/timeline.html", context | {"now": _across(today, begins) if is_now else None, "today": today}
    )


def _across(day: date, begins: date, *, whole: bool = False) -> int:
    """Where a day stands on a line of `WIDE` that is the budget year; what lies outside stands at its end."""
    return min(WIDE, max(0, ((day - begins).days + whole) * WIDE // DAYS))


@login_required
@require_safe
def calendar(request: SignedInRequest, city: str, year: int) -> HttpResponse:
    """What begins, ends and is due, month by month."""
    found = find_plan(request, city, year)
    lines = lines_of(viewer=request.user, plan=found, today=timezone.localdate())
    days: list[dict[str, Any]] = []
    for line in lines:
        if line.activity.state == ActivityState.DROPPED:
            continue
        days += [
            {"on": line.activity.starts_on, "what": _("begins"), "line": line, "tone": "info"},
            {"on": line.activity.ends_on, "what": _("ends"), "line": line, "tone": "bad" if line.is_late else "muted"},
        ]
        days += [
            {
                "on": row.due_on,
                "what": row.title_th,
                "line": line,
                "tone": "good" if row.done_on else "bad" if row in line.late_milestones else "warn",
                "milestone": row,
            }
            for row in line.milestones
        ]
    days.sort(key=lambda one: (one["on"], one["line"].activity.number))
    months: dict[date, list[dict[str, Any]]] = {}
    for one in days:
        months.setdefault(one["on"].replace(day=1), []).append(one)
    context = {"city": found.city, "plan": found, "tabs": tabs_of(found, "calendar"), "months": list(months.items())}
    return render(request, "plans/calendar.html", context)


@login_required
@require_safe
def money(request: SignedInRequest, city: str, year: int) -> HttpResponse:
    """What each source gives, what of it is set aside, and what the books say was spent."""
    found = find_plan(request, city, year)
    lines = lines_of(viewer=request.user, plan=found, today=timezone.localdate())
    sums = source_sums(lines, viewer=request.user, plan=found)
    if request.GET.get("format") == "xlsx":
        return money_excel(found, lines)
    context = {
        "city": found.city,
        "plan": found,
        "tabs": tabs_of(found, "money"),
        "sums": sums,
        "lines": [line for line in lines if line.budget or line.spent],
        "may_write": may_write(request.user, found.city),
        **sums_of(lines),
    }
    return render(request, "plans/money.html", context)
