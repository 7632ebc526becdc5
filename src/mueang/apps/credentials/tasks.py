"""What the worker does for credentials: the next batch of every award run, transcripts, awards of unsafe keys."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.credentials.actions import make_transcript, work_award_run, work_renewal
from mueang.apps.credentials.queries import open_renewals, open_runs, waiting_transcripts


def run(now: datetime) -> int:
    made = sum(make_transcript(row, now=now) for row in waiting_transcripts())
    made += sum(work_renewal(key, now=now) for key in open_renewals())
    return made + sum(work_award_run(row, now=now) for row in open_runs())
