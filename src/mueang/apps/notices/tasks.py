"""What the worker does for the outbox."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.notices.actions import send_due


def run(now: datetime) -> int:
    """Deliver what is due; the number of notices tried."""
    return send_due(now=now)
