"""Rows of the ledger, and what the database itself refuses of them."""

from mueang.apps.ledger.models.books import Account, Entry, Kept, KeptQuerySet, Period, PeriodDecision, Posting

__all__ = ["Account", "Entry", "Kept", "KeptQuerySet", "Period", "PeriodDecision", "Posting"]
