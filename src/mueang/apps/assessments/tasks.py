"""What the worker does for assessments: attempts whose time ran out while nobody looked are marked."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.assessments.actions import close_overdue

EVERY_SECONDS = 300


def run(now: datetime) -> int:
    """Close overdue attempts; how many."""
    return close_overdue(now=now)
