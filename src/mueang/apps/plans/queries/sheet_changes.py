"""What a workbook would change in a plan, told before anything is written; what it does not say stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City
from mueang.apps.plans.enums import ActivityState, Category
from mueang.apps.plans.models import Activity, BudgetLine, Milestone, PlanSheet, WorkPlan
from mueang.apps.plans.queries.sheet_drafts import Draft, Fault, Known, activity_of_draft, drafts_of
from mueang.apps.plans.rules import visible_sheets
from mueang.apps.reports.queries import digest_of
from mueang.ui.templatetags.ui import name
from mueang.ui.words import baht, number, thai_date

NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that would change, in words."""

    what: str
    before: str
    after: str


@dataclass(slots=True)
class Change:
    """What one activity of the workbook would do to the plan."""

    draft: Draft
    activity: Activity | None
    said: dict[str, Any] = field(default_factory=dict)
    places: list[Any] | None = None
    milestones: list[tuple[Milestone | None, str, date]] = field(default_factory=list)
    money: list[tuple[int, str, int]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def state(self) -> str:
        if any(one.refuses for one in self.faults):
            return REFUSED
        if self.activity is None:
            return NEW
        return CHANGED if self.steps else SAME

    @property
    def is_written(self) -> bool:
        return self.state in {NEW, CHANGED}

    def as_json(self) -> list[Any]:
        """What its reader saw of it."""
        version = self.activity.version if self.activity else 0
        return [self.state, self.draft.title, version, [[one.what, one.before, one.after] for one in self.steps]]


def changes_of(lines: Iterable[Mapping[str, Any]], *, plan: WorkPlan, today: date) -> list[Change]:
    """By the plan as it is now, in the order of the file. Eight SQL statements."""
    known = Known(plan, today=today)
    rows = plan.activities.select_related("owner").prefetch_related(
        "milestones", "neighbourhoods", "budget_lines__source"
    )
    activities = list(rows)
    sources = {row.pk: row for row in known.sources.values()}
    return [
        _change(draft, activity_of_draft(draft, activities), plan, sources) for draft in drafts_of(lines, known=known)
    ]


def seen_of(changes: Iterable[Change]) -> str:
    """The fingerprint of what its reader saw: confirmed is that and nothing else."""
    return digest_of({"changes": [change.as_json() for change in changes]})


def sheets_of(*, viewer: Viewer, plan: WorkPlan) -> QuerySet[PlanSheet]:
    return visible_sheets(viewer).filter(plan=plan).select_related("made_by")


def sheet_of(*, viewer: Viewer, city: City, uuid: UUID) -> PlanSheet | None:
    return visible_sheets(viewer).filter(plan__city=city, uuid=uuid).select_related("plan__city", "plan__owner").first()


def _change(draft: Draft, activity: Activity | None, plan: WorkPlan, sources: Mapping[int, Any]) -> Change:
    change = Change(draft, activity, faults=list(draft.faults))
    if activity is not None and activity.state == ActivityState.DROPPED:
        change.faults.append(
            Fault(draft.name_at, _("This activity was dropped. Take it up again first."), refuses=True)
        )
    if change.state != REFUSED:
        _check_days(change, plan)
    if change.state != REFUSED:
        _compare_said(change)
        _compare_places(change)
        _compare_milestones(change)
        _compare_money(change, sources)
    return change


def _check_days(change: Change, plan: WorkPlan) -> None:
    stands, said = change.activity, change.draft.said
    starts, ends = (said.get(key) or (getattr(stands, key) if stands else None) for key in ("starts_on", "ends_on"))
    if not starts or not ends:
        where = change.draft.days_at or change.draft.name_at
        change.faults.append(Fault(where, _("A new activity needs its first and its last day."), refuses=True))
    elif starts > ends or ends < plan.period.starts_on or starts > plan.period.ends_on:
        sentence = _("These days lie outside the budget year of the work plan.")
        change.faults.append(Fault(change.draft.days_at or change.draft.name_at, sentence, refuses=True))


def _compare_said(change: Change) -> None:
    words = {
        "title_th": _("Activity"),
        "title_en": _("Activity, in English"),
        "aim": _("Aim"),
        "owner": _("Who answers for it"),
        "starts_on": _("First day"),
        "ends_on": _("Last day"),
        "for_whom": pgettext("plan", "For whom"),
        "n_people": _("How many people are expected"),
        "expected": _("Expected results"),
    }
    for key, value in change.draft.said.items():
        before = getattr(change.activity, key) if change.activity else None
        if before != value:
            change.said[key] = value
            change.steps.append(Step(words[key], _told(before), _told(value)))


def _compare_places(change: Change) -> None:
    wanted = change.draft.places
    if wanted is None:
        return
    before = list(change.activity.neighbourhoods.all()) if change.activity else []
    if {row.pk for row in before} != {row.pk for row in wanted}:
        change.places = wanted
        change.steps.append(Step(_("In which neighbourhoods"), _names(before), _names(wanted)))


def _compare_milestones(change: Change) -> None:
    stand = {row.title_th: row for row in change.activity.milestones.all()} if change.activity else {}
    for title, day in change.draft.milestones.items():
        row = stand.get(title)
        if row is None or row.due_on != day:
            change.milestones.append((row, title, day))
            change.steps.append(Step(title, _told(row.due_on if row else None), thai_date(day)))


def _compare_money(change: Change, sources: Mapping[int, Any]) -> None:
    rows: Iterable[BudgetLine] = change.activity.budget_lines.all() if change.activity else ()
    stand = {(row.source_id, row.category): row.amount_satang for row in rows}
    for (source, category), satang in change.draft.money.items():
        before = stand.get((source, category), 0)
        if before != satang:
            change.money.append((source, category, satang))
            what = f"{name(sources[source])}: {Category(category).label}"
            change.steps.append(Step(what, baht(before), baht(satang)))


def _told(value: Any) -> str:
    if isinstance(value, date):
        return thai_date(value)
    if isinstance(value, int):
        return number(value)
    return str(value) if value else "–"


def _names(rows: Iterable[Any]) -> str:
    return ", ".join(name(row) for row in rows) or "–"
