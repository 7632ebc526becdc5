"""What the worker does for credentials: the next batch of every award run, transcripts, awards of unsafe keys."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.credentials.actions import make_transcript, work_award_run, work_renewal
from mueang.apps.credentials.queries import open_renewals, open_runs, waiting_transcripts
from mueang.lib.one_by_one import one_by_one


def run(now: datetime) -> int:
    made = one_by_one("transcripts", waiting_transcripts(), lambda row: make_transcript(row, now=now))
    made += one_by_one("awards of unsafe keys", open_renewals(), lambda key: work_renewal(key, now=now))
    return made + one_by_one("award runs", open_runs(), lambda row: work_award_run(row, now=now))
