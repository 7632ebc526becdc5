"""Questions about money: balances, statements, and whether the books are whole."""

from mueang.apps.ledger.queries.balances import (
    Balance,
    Cut,
    Statement,
    StatementLine,
    balance_of,
    spent,
    statement,
    sums_by_account,
    trial_balance,
)
from mueang.apps.ledger.queries.books import MonthLine, accounts, chart, entries_of, fiscal_years, journal, months
from mueang.apps.ledger.queries.whole import BookFault, verify_books

__all__ = [
    "Balance",
    "BookFault",
    "Cut",
    "MonthLine",
    "Statement",
    "StatementLine",
    "accounts",
    "balance_of",
    "chart",
    "entries_of",
    "fiscal_years",
    "journal",
    "months",
    "spent",
    "statement",
    "sums_by_account",
    "trial_balance",
    "verify_books",
]
