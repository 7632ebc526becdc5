"""What a report says and what a sample is drawn from: read from rows, typed by nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language

from mueang.apps.grants.enums import ExpenseState
from mueang.apps.grants.models import Expense, Grant, Sample, SampleItem
from mueang.apps.grants.queries.money import activities_of, budget_of, purse_of
from mueang.apps.plans.enums import EvidenceKind
from mueang.apps.plans.models import Evidence, Milestone, PlanReport
from mueang.apps.plans.queries import kinds

EVIDENCE, EXPENSE = "evidence", "expense"


@dataclass(frozen=True, slots=True)
class SampleLine:
    """A row that was drawn, with what it says now; None where it is gone."""

    item: SampleItem
    evidence: Evidence | None
    expense: Expense | None

    @property
    def label(self) -> str:
        return label_of(self.evidence.kind) if self.evidence else ""


def report_content(grant: Grant, *, period: tuple[date, date], today: date) -> dict[str, Any]:
    """Money, milestones and evidence of a grant as they stand, as plain JSON. Counts only: no person is in it."""
    purse, activities = purse_of(grant), activities_of(grant)
    milestones = Milestone.objects.filter(activity__in=activities).select_related("activity")
    evidence = Evidence.objects.standing().filter(activity__in=activities).select_related("activity")
    within = evidence.filter(period_from__lte=period[1], period_to__gte=period[0])
    return {
        "money": {
            "granted": purse.granted,
            "received": purse.received,
            "spent": purse.spent,
            "unspent": purse.unspent,
        },
        "budget": [
            {"activity": line.activity.title_th, "category": line.category, "budget": line.budget, "spent": line.spent}
            for line in budget_of(grant)
        ],
        "milestones": [
            {
                "activity": row.activity.title_th,
                "title": row.title_th,
                "due_on": row.due_on.isoformat(),
                "done_on": row.done_on.isoformat() if row.done_on else "",
                "is_late": row.is_late(today),
            }
            for row in milestones
        ],
        "evidence": [
            {
                "activity": row.activity.title_th,
                "kind": row.kind,
                "about": row.about_th,
                "about_en": row.about_en,
                "n": row.n,
                "value": row.value,
                "row": str(row.uuid),
                "counted_on": row.counted_at.date().isoformat(),
            }
            for row in within
        ],
    }


def shown(content: Mapping[str, Any]) -> dict[str, Any]:
    """A report's content for its readers: what each piece of evidence is and is about, in their language."""
    is_thai = (get_language() or "th").startswith("th")
    evidence = [
        {**row, "label": label_of(row["kind"]), "about": (not is_thai and row.get("about_en")) or row["about"]}
        for row in content["evidence"]
    ]
    return {**content, "evidence": evidence}


def label_of(kind: str) -> str:
    """What a kind of evidence is called; its code where no app knows it any more."""
    if kind == EvidenceKind.PICTURE:
        return str(EvidenceKind.PICTURE.label)
    known = kinds().get(kind)
    return str(known.label) if known else kind


def named_plan_report(report: PlanReport) -> dict[str, str]:
    """A signed report of the work plan as a grant's report names it: whoever has it can compare the fingerprint."""
    signed = report.signed
    year = str(report.plan.year)
    return {"uuid": str(report.uuid), "title": report.title, "digest": signed.digest, "plan_year": year}


def words_of_plan_report(report: PlanReport) -> str:
    """What the city wrote in it, of the whole and of each activity, to go on with instead of typing it again."""
    content = report.signed.content
    said = content["words"]
    named = [(row["uuid"], row["title_th"]) for row in content["figures"]["activities"]]
    parts = [said.get("whole", ""), *(f"{title}: {said[uuid]}" for uuid, title in named if uuid in said)]
    return "\n\n".join(part for part in parts if part)


def rows_to_check(grant: Grant) -> list[str]:
    """Keys of everything that may be drawn: evidence that stands and approved expenses. Three SQL statements."""
    evidence = Evidence.objects.standing().filter(activity__in=activities_of(grant)).order_by("uuid")
    spent = grant.expenses.filter(state=ExpenseState.APPROVED).order_by("uuid")
    return [
        *(f"{EVIDENCE}:{uuid}" for uuid in evidence.values_list("uuid", flat=True)),
        *(f"{EXPENSE}:{uuid}" for uuid in spent.values_list("uuid", flat=True)),
    ]


def sample_lines(sample: Sample) -> list[SampleLine]:
    """The rows of a sample as they stand now. Three SQL statements."""
    items = list(sample.items.select_related("looked_by"))
    wanted = {kind: [item.row for item in items if item.kind == kind] for kind in (EVIDENCE, EXPENSE)}
    evidence: Mapping[Any, Evidence] = {
        row.uuid: row for row in Evidence.objects.filter(uuid__in=wanted[EVIDENCE]).select_related("activity")
    }
    expenses: Mapping[Any, Expense] = {
        row.uuid: row
        for row in sample.grant.expenses.filter(uuid__in=wanted[EXPENSE])
        .select_related("activity", "receipt")
        .defer("receipt__content")
    }
    return [SampleLine(item, evidence.get(item.row), expenses.get(item.row)) for item in items]
