"""What the worker does for registers: read large files, write long ones, throw away those nobody confirmed."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.registers.actions import purge_abandoned, read_waiting, write_waiting


def run(now: datetime) -> int:
    """Files read, written or thrown away; one long file each time, so that other work gets its turn."""
    return read_waiting(now) + write_waiting(now) + purge_abandoned(now)
