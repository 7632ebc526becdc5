"""What the worker does for credentials: the next batch of every award run."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.credentials.actions import work_award_run
from mueang.apps.credentials.queries import open_runs


def run(now: datetime) -> int:
    return sum(work_award_run(row, now=now) for row in open_runs())
