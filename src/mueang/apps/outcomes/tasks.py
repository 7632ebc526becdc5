"""What the worker does for outcomes: ask whose day has come, and see which drafted classes were published."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.outcomes.actions import ask_due, note_published
from mueang.apps.outcomes.queries import published_meanwhile

EVERY_SECONDS = 60


def run(now: datetime) -> int:
    arrived = [note_published(proposal=row, now=now) for row in published_meanwhile()]
    return ask_due(now=now) + len(arrived)
