"""Questions about work plans."""

from mueang.apps.plans.queries.evidence_kinds import Choice, Counted, Kind, Row, register
from mueang.apps.plans.queries.known_kinds import kinds
from mueang.apps.plans.queries.plans import (
    ActivityLine,
    Asked,
    PlanCard,
    activity_lines,
    activity_of,
    budget_year_of,
    late_milestones,
    lines_of,
    milestones_between,
    plan_of,
    plans_of,
    plans_to_recount,
)
from mueang.apps.plans.queries.spending import spending_of

__all__ = [
    "ActivityLine",
    "Asked",
    "Choice",
    "Counted",
    "Kind",
    "PlanCard",
    "Row",
    "activity_lines",
    "activity_of",
    "budget_year_of",
    "kinds",
    "late_milestones",
    "lines_of",
    "milestones_between",
    "plan_of",
    "plans_of",
    "plans_to_recount",
    "register",
    "spending_of",
]
