"""The day of an instant, worked out by the database itself."""

from __future__ import annotations

from typing import Any

from django.db.models.functions import TruncDate


class ThaiDay(TruncDate):
    """As TruncDate in Thailand's time, seven hours ahead all year since 1920.

    Under SQLite Django calls a Python function for every row of TruncDate; this is SQLite's own.
    """

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, Any]:  # noqa: ARG002 -- Django's
        told, values = compiler.compile(self.lhs)
        return f"date({told}, '+7 hours')", values
