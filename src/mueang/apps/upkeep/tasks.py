"""What the worker does for upkeep: say that it is there."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.upkeep.actions import note_beat

EVERY_SECONDS = 30


def run(now: datetime) -> int:
    note_beat(now=now)
    return 0
