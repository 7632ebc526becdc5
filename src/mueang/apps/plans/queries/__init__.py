"""Questions about work plans."""

from mueang.apps.plans.queries.evidence import (
    EvidenceOf,
    Shown,
    choices_of,
    evidence_of,
    partners_of,
    places_of,
    shown_of,
)
from mueang.apps.plans.queries.evidence_kinds import Choice, Counted, Kind, Row, register
from mueang.apps.plans.queries.known_kinds import kinds
from mueang.apps.plans.queries.plans import (
    ActivityLine,
    Asked,
    PlanCard,
    SourceSum,
    activity_lines,
    activity_of,
    budget_year_of,
    late_milestones,
    lines_of,
    milestones_between,
    plan_of,
    plans_of,
    plans_to_recount,
    source_sums,
    sources_of,
)
from mueang.apps.plans.queries.spending import spending_of

__all__ = [
    "ActivityLine",
    "Asked",
    "Choice",
    "Counted",
    "EvidenceOf",
    "Kind",
    "PlanCard",
    "Row",
    "Shown",
    "SourceSum",
    "activity_lines",
    "activity_of",
    "budget_year_of",
    "choices_of",
    "evidence_of",
    "kinds",
    "late_milestones",
    "lines_of",
    "milestones_between",
    "partners_of",
    "places_of",
    "plan_of",
    "plans_of",
    "plans_to_recount",
    "register",
    "shown_of",
    "source_sums",
    "sources_of",
    "spending_of",
]
