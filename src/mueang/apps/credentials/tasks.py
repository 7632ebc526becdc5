"""What the worker does for credentials: the next batch of every award run, and transcripts that were asked for."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.credentials.actions import make_transcript, work_award_run
from mueang.apps.credentials.queries import open_runs, waiting_transcripts


def run(now: datetime) -> int:
    made = sum(make_transcript(row, now=now) for row in waiting_transcripts())
    return made + sum(work_award_run(row, now=now) for row in open_runs())
