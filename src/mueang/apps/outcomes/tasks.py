"""What the worker does for outcomes: ask whose day has come, and see which drafted classes were published."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.outcomes.actions import ask_due, note_published
from mueang.apps.outcomes.models import Proposal
from mueang.apps.outcomes.queries import published_meanwhile
from mueang.lib.one_by_one import one_by_one

EVERY_SECONDS = 60


def run(now: datetime) -> int:
    def note(row: Proposal) -> int:
        note_published(proposal=row, now=now)
        return 1

    return one_by_one("proposals published", published_meanwhile(), note) + ask_due(now=now)
