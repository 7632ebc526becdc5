"""What the worker does for planning: where places would help most, and when offerings could meet."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.planning.actions import compute_proposal, propose_times
from mueang.apps.planning.queries import proposals_due, times_due


def run(now: datetime) -> int:
    """One proposal a round and the times of one city, so that the worker's other work is not kept waiting."""
    proposal, questions = proposals_due(now).first(), times_due()
    n_proposed = int(proposal is not None and compute_proposal(proposal=proposal, now=now))
    return n_proposed + (propose_times(questions=questions) if questions else 0)
