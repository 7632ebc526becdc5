"""What the worker does for people: throw away lists nobody confirmed."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.people.actions import purge_abandoned

EVERY_SECONDS = 60


def run(now: datetime) -> int:
    """Rosters purged; a few each time, so that other work gets its turn."""
    return purge_abandoned(now)
