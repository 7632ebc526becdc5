"""Questions about money: balances, statements, and whether the books are whole."""

from mueang.apps.ledger.queries.balances import (
    Balance,
    Cut,
    Statement,
    StatementLine,
    spent,
    statement,
    sums_by_account,
    trial_balance,
)
from mueang.apps.ledger.queries.books import MonthLine, accounts, entries_of, fiscal_years, journal, months
from mueang.apps.ledger.queries.whole import BookFault, verify_books

__all__ = [
    "Balance",
    "BookFault",
    "Cut",
    "MonthLine",
    "Statement",
    "StatementLine",
    "accounts",
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
