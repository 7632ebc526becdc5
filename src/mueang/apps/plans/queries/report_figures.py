"""What the rows say of a plan, or of what one source pays in it, over a period: plain JSON that names no learner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone

from mueang.apps.accounts.rules import Viewer
from mueang.apps.plans.enums import OVER, ActivityState, EvidenceKind
from mueang.apps.plans.models import BudgetLine, Evidence, Milestone, PlanReport
from mueang.apps.plans.queries.known_kinds import kinds
from mueang.apps.plans.queries.plans import ActivityLine, activity_lines
from mueang.apps.plans.queries.spending import spending_within
from mueang.apps.plans.rules import visible_activities
from mueang.methods.small_cells import LEAST_SHOWN

FORMAT = 1
# Kinds that count people, or what one person has one of: a few of them are not told outside the desk.
PEOPLE = (EvidenceKind.COMPLETIONS, EvidenceKind.CHILDREN)
OF_PEOPLE = (*PEOPLE, EvidenceKind.AWARDS)
# What changes from day to day without anything having moved.
MOMENTS = frozenset({"drawn_at", "counted_on"})


def figures_of(report: PlanReport, *, viewer: Viewer, now: datetime) -> dict[str, Any]:
    """Activities that run in the period or are late since before it, with money, milestones and evidence.

    Eight SQL statements. What `viewer` may not count is named and not told.
    """
    plan, period, today = report.plan, report.period, timezone.localdate(now)
    rows = visible_activities(viewer).filter(plan=plan, starts_on__lte=period.ends_on)
    rows = rows.filter(Q(ends_on__gte=period.starts_on) | ~Q(state__in=OVER)).select_related("owner", "partner")
    if report.source_id is not None:
        paid = BudgetLine.objects.filter(source=report.source_id).values("activity")
        rows = rows.filter(pk__in=paid)
    standing = Evidence.objects.standing().filter(period_from__lte=period.ends_on, period_to__gte=period.starts_on)
    rows = rows.prefetch_related(Prefetch("evidence", standing.order_by("pk"), to_attr="told"))
    lines = activity_lines(rows.order_by("number"), viewer=viewer, plan=plan, today=today)
    spent = spending_within(plan.city, [line.activity.uuid for line in lines], period)
    known = {code for code, kind in kinds().items() if kind.may_see(viewer, plan.city)}
    activities = [_activity(line, report, spent=spent, known=known) for line in lines]
    return {
        "format": FORMAT,
        "drawn_at": now.isoformat(timespec="seconds"),
        "activities": activities,
        "money": list(_money(lines, report, spent=spent)),
        "not_known": list(_not_known(activities, lines, report)),
    }


def without_moments(value: Any) -> Any:
    """The figures without the moments at which they were read: equal where nothing has moved."""
    if isinstance(value, Mapping):
        return {key: without_moments(part) for key, part in value.items() if key not in MOMENTS}
    return [without_moments(part) for part in value] if isinstance(value, list) else value


def _activity(line: ActivityLine, report: PlanReport, *, spent: Mapping[Any, Any], known: set[str]) -> dict[str, Any]:
    row = line.activity
    is_late = line.is_late
    return {
        "uuid": str(row.uuid),
        "number": row.number,
        "title_th": row.title_th,
        "title_en": row.title_en,
        "owner": str(row.owner),
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "places_th": [place.name_th for place in line.places],
        "places_en": [place.name_en or place.name_th for place in line.places],
        "for_whom": row.for_whom,
        "n_expected": row.n_people,
        "expected": row.expected,
        "state": row.state,
        "is_late": is_late,
        "percent": row.progress_percent,
        "note": row.progress_note,
        "dropped_why": row.dropped_why,
        "milestones": [_milestone(one, line) for one in line.milestones if _is_told(one, line, report)],
        "budget": [_budget(one) for one in _own(line.budget, report)],
        "spent": _spent(line, report, spent),
        "evidence": [_evidence(one, known) for one in row.told],  # type: ignore[attr-defined]  # prefetched above
    }


def _is_told(row: Milestone, line: ActivityLine, report: PlanReport) -> bool:
    """Due or reached in the period, or late since before it."""
    period = report.period
    days: Iterable[date | None] = (row.due_on, row.done_on)
    inside = any(day is not None and period.starts_on <= day <= period.ends_on for day in days)
    return inside or (row.due_on < period.starts_on and row in line.late_milestones)


def _milestone(row: Milestone, line: ActivityLine) -> dict[str, Any]:
    if row.done_on is not None:
        state = "reached" if row.done_on <= row.due_on else "reached_late"
    else:
        state = "late" if row in line.late_milestones else "open"
    return {
        "uuid": str(row.uuid),
        "title_th": row.title_th,
        "title_en": row.title_en,
        "due_on": row.due_on.isoformat(),
        "done_on": row.done_on.isoformat() if row.done_on else None,
        "state": state,
    }


def _own(budget: Iterable[BudgetLine], report: PlanReport) -> list[BudgetLine]:
    return [row for row in budget if report.source_id in {None, row.source_id}]


def _budget(row: BudgetLine) -> dict[str, Any]:
    return {
        "source_th": row.source.name_th,
        "source_en": row.source.name_en,
        "category": row.category,
        "satang": row.amount_satang,
    }


def _spent(line: ActivityLine, report: PlanReport, spent: Mapping[Any, Any]) -> dict[str, int] | None:
    """None where the books say nothing of the activity, which is not the same as nothing spent."""
    found = [
        both
        for (activity, source), both in spent.items()
        if activity == line.activity.uuid and (report.source is None or source == report.source.uuid)
    ]
    return {"within": sum(part for part, _n in found), "until": sum(n for _part, n in found)} if found else None


def _evidence(row: Evidence, known: set[str]) -> dict[str, Any]:
    n, value, state = row.n, row.value, "shown"
    if row.is_gone:
        state = "gone"
    elif row.kind not in known and row.kind != EvidenceKind.PICTURE:
        state = "others"
    elif (n is None and not value) or (row.kind in OF_PEOPLE and n is not None and 0 < n < LEAST_SHOWN):
        state = "few"
    return {
        "uuid": str(row.uuid),
        "kind": row.kind,
        "about_th": row.words_th or row.about_th,
        "about_en": row.words_en or row.about_en,
        "from_on": row.period_from.isoformat(),
        "to_on": row.period_to.isoformat(),
        "n": n if state == "shown" else None,
        "value": value if state == "shown" else "",
        "state": state,
        "counted_on": timezone.localdate(row.counted_at).isoformat(),
    }


def _money(lines: list[ActivityLine], report: PlanReport, *, spent: Mapping[Any, Any]) -> Iterator[dict[str, Any]]:
    """By source: what there is, what of it is set aside for these activities, and what the books say was spent."""
    sources = {row.source.uuid: row.source for line in lines for row in _own(line.budget, report)}
    for uuid, source in sorted(sources.items(), key=lambda one: (one[1].kind, one[1].name_th)):
        found = [both for (_activity, funding), both in spent.items() if funding == uuid]
        yield {
            "uuid": str(uuid),
            "name_th": source.name_th,
            "name_en": source.name_en,
            "kind": source.kind,
            "there_is": source.amount_satang,
            "set_aside": sum(row.amount_satang for line in lines for row in line.budget if row.source_id == source.pk),
            "within": sum(part for part, _n in found) if found else None,
            "until": sum(n for _part, n in found) if found else None,
        }


def _not_known(
    activities: list[dict[str, Any]], lines: list[ActivityLine], report: PlanReport
) -> Iterator[dict[str, Any]]:
    """What a reader must not take for nothing: each with the activities or sources it is about."""
    working = [row for row in activities if row["state"] != ActivityState.DROPPED]
    asked = {
        "no_evidence": [row for row in working if not row["evidence"] and row["state"] != ActivityState.PLANNED],
        "not_in_books": [row for row in activities if row["budget"] and row["spent"] is None],
        "no_number": [row for row in working if row["n_expected"] is None],
        "few": [row for row in activities if _has(row, "few")],
        "others": [row for row in activities if _has(row, "others")],
        "gone": [row for row in activities if _has(row, "gone")],
    }
    for code, rows in asked.items():
        if rows:
            yield {"code": code, "of": [{"title_th": row["title_th"], "title_en": row["title_en"]} for row in rows]}
    sources = {row.source.pk: row.source for line in lines for row in _own(line.budget, report)}.values()
    open_ends = [source for source in sources if source.amount_satang is None]
    if open_ends:
        yield {"code": "no_amount", "of": [{"title_th": row.name_th, "title_en": row.name_en} for row in open_ends]}
    reached = [one for row in activities for one in row["evidence"] if one["kind"] in PEOPLE]
    if len(reached) > 1:
        yield {"code": "maybe_twice", "of": []}


def _has(row: dict[str, Any], state: str) -> bool:
    return any(one["state"] == state for one in row["evidence"])
