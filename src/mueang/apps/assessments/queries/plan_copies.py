"""A work plan as it was when it was handed in: what its judges read, who may not enter the city itself."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, Sum

from mueang.apps.plans.models import Activity, BudgetLine, WorkPlan


def plan_copy(plan: WorkPlan) -> dict[str, Any]:
    """Plain values that name nobody: the plan, its activities in order, their money and evidence; two statements."""
    standing = Count("evidence", filter=Q(evidence__withdrawn_at=None))
    rows = Activity.objects.filter(plan=plan).standing().annotate(n_evidence=standing).order_by("number")
    money = (
        BudgetLine.objects.filter(activity__plan=plan).order_by().values_list("activity").annotate(Sum("amount_satang"))
    )
    set_aside = dict(money)
    return {
        "title_th": plan.title_th,
        "title_en": plan.title_en,
        "year": plan.year,
        "aim": plan.aim,
        "state": plan.state,
        "activities": [
            {
                "number": row.number,
                "title_th": row.title_th,
                "title_en": row.title_en,
                "aim": row.aim,
                "starts_on": row.starts_on.isoformat(),
                "ends_on": row.ends_on.isoformat(),
                "for_whom": row.for_whom,
                "n_people": row.n_people,
                "expected": row.expected,
                "satang": set_aside.get(row.pk),
                "n_evidence": getattr(row, "n_evidence", 0),
            }
            for row in rows
        ],
    }
