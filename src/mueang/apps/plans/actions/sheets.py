"""A workbook of a plan: kept while it is checked, taken over as its reader saw it, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.plans.actions.activities import add_activity, change_activity, set_milestone
from mueang.apps.plans.actions.money import set_budget
from mueang.apps.plans.actions.plans import CameFrom, ensure_may_write, lock_plan
from mueang.apps.plans.enums import Origin, SheetState
from mueang.apps.plans.errors import NothingToWrite, SheetDecided, SheetMoved
from mueang.apps.plans.models import FundingSource, PlanSheet, WorkPlan
from mueang.apps.plans.queries.sheet_changes import Change, changes_of, seen_of


@transaction.atomic
def stage_sheet(
    *, plan: WorkPlan, file_name: str, lines: Sequence[Mapping[str, Any]], actor: User, now: datetime
) -> PlanSheet:
    """Keep what was read of a workbook; the plan does not change yet. Raises PermissionDenied, PlanIsClosed."""
    plan = lock_plan(plan)
    ensure_may_write(plan, actor)
    sheet = PlanSheet.objects.create(
        plan=plan, file_name=file_name[:200], lines=list(lines), made_by=actor, made_at=now
    )
    record(actor=actor, verb="plan.sheet_staged", target=sheet, book=plan.city.slug, facts={"n_lines": len(lines)})
    return sheet


@transaction.atomic
def confirm_sheet(*, sheet: PlanSheet, seen: str, actor: User, now: datetime) -> PlanSheet:
    """Write every change that its reader saw, or none; `seen` is their fingerprint.

    Raises PermissionDenied, PlanIsClosed, SheetDecided, SheetMoved where the plan has changed since, NothingToWrite.
    """
    sheet = _lock(sheet, actor)
    changes = changes_of(sheet.lines, plan=sheet.plan, today=timezone.localdate(now))
    if seen_of(changes) != seen:
        raise SheetMoved
    written = [change for change in changes if change.is_written]
    if not written:
        raise NothingToWrite
    sources = {row.pk: row for row in sheet.plan.city.funding_sources.all()}
    for change in written:
        _write(change, sheet.plan, sources, actor=actor)
    sheet.n_written = len(written)
    _close(sheet, SheetState.CONFIRMED, now)
    facts = {"n": len(written)}
    record(actor=actor, verb="plan.sheet_confirmed", target=sheet, book=sheet.plan.city.slug, facts=facts)
    return sheet


@transaction.atomic
def discard_sheet(*, sheet: PlanSheet, actor: User, now: datetime) -> None:
    """Throw a file away with all that was read of it. Raises PermissionDenied, PlanIsClosed, SheetDecided."""
    sheet = _lock(sheet, actor)
    _close(sheet, SheetState.DISCARDED, now)
    record(actor=actor, verb="plan.sheet_discarded", target=sheet, book=sheet.plan.city.slug)


def _write(change: Change, plan: WorkPlan, sources: Mapping[int, FundingSource], *, actor: User) -> None:
    row = change.activity
    if row is None:
        origin = CameFrom(Origin.WORKBOOK)
        told = {"neighbourhoods": change.places or (), "came_from": origin, **change.said}
        row = add_activity(plan=plan, actor=actor, **told)
    elif change.said or change.places is not None:
        told = {**change.said} if change.places is None else {**change.said, "neighbourhoods": change.places}
        row = change_activity(activity=row, version=row.version, actor=actor, **told)
    for milestone, title, day in change.milestones:
        english = milestone.title_en if milestone else ""
        said: dict[str, Any] = {"title_th": title, "title_en": english, "due_on": day}
        set_milestone(activity=row, milestone=milestone, actor=actor, **said)
    for source, category, satang in change.money:
        set_budget(activity=row, source=sources[source], category=category, amount_satang=satang, actor=actor)


def _lock(sheet: PlanSheet, actor: User) -> PlanSheet:
    plan = lock_plan(sheet.plan)
    ensure_may_write(plan, actor)
    row = PlanSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    row.plan = plan
    if row.state != SheetState.PREVIEW:
        raise SheetDecided
    return row


def _close(sheet: PlanSheet, state: SheetState, now: datetime) -> None:
    """The lines are not kept longer than they are needed: they stand in the plan, or nobody wanted them."""
    sheet.state, sheet.ended_at, sheet.lines = state, now, []
    sheet.save(update_fields=["state", "ended_at", "lines", "n_written"])
