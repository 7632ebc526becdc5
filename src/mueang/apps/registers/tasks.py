"""What the worker does for registers: write long files that were confirmed, throw away those nobody confirmed."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.registers.actions import purge_abandoned, write_waiting


def run(now: datetime) -> int:
    """Files written or thrown away; one long file each time, so that other work gets its turn."""
    return write_waiting(now) + purge_abandoned(now)
