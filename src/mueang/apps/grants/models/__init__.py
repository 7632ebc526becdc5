"""Funds and calls, applications, grants, expenses, reports and samples."""

from mueang.apps.grants.models.calls import Application, Call, Fund, Score
from mueang.apps.grants.models.checks import GrantReport, Sample, SampleItem
from mueang.apps.grants.models.money import Expense, Grant, Instalment
from mueang.apps.grants.models.papers import Paper

__all__ = [
    "Application",
    "Call",
    "Expense",
    "Fund",
    "Grant",
    "GrantReport",
    "Instalment",
    "Paper",
    "Sample",
    "SampleItem",
    "Score",
]
