"""Work plans, their money, their evidence, and the reports drawn from them."""

from mueang.apps.plans.models.evidence import Evidence, PlanReport, ReportWords, SignedPlanReport
from mueang.apps.plans.models.money import BudgetLine, FundingSource
from mueang.apps.plans.models.plans import Activity, Milestone, PlanSheet, WorkPlan

__all__ = [
    "Activity",
    "BudgetLine",
    "Evidence",
    "FundingSource",
    "Milestone",
    "PlanReport",
    "PlanSheet",
    "ReportWords",
    "SignedPlanReport",
    "WorkPlan",
]
