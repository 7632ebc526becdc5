"""Questions about grants."""

from mueang.apps.grants.queries.drawn import report_content, rows_to_check, sample_lines, shown
from mueang.apps.grants.queries.lists import (
    applications_of,
    call_lines,
    expense_of,
    expenses_of,
    grant_of,
    grants_of,
    offered,
    open_calls,
    partner_choices,
    planned,
    ranked,
)
from mueang.apps.grants.queries.money import BudgetLineView, Purse, activities_of, budget_of, purse_of
from mueang.apps.grants.queries.outcomes import CostOfOutcome, NotReached, cost_of_outcome, not_reached
from mueang.apps.grants.queries.portfolio import GrantLine, portfolio, totals
from mueang.apps.grants.queries.trail import TrailLine, trail_of

__all__ = [
    "BudgetLineView",
    "CostOfOutcome",
    "GrantLine",
    "NotReached",
    "Purse",
    "TrailLine",
    "activities_of",
    "applications_of",
    "budget_of",
    "call_lines",
    "cost_of_outcome",
    "expense_of",
    "expenses_of",
    "grant_of",
    "grants_of",
    "not_reached",
    "offered",
    "open_calls",
    "partner_choices",
    "planned",
    "portfolio",
    "purse_of",
    "ranked",
    "report_content",
    "rows_to_check",
    "sample_lines",
    "shown",
    "totals",
    "trail_of",
]
