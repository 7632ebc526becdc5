"""What the worker does for planning: compute where places would help most, one wish at a time."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.planning.actions import compute_proposal
from mueang.apps.planning.queries import proposals_due


def run(now: datetime) -> int:
    """One proposal a round, so that the worker's other work is not kept waiting."""
    proposal = proposals_due(now).first()
    return int(proposal is not None and compute_proposal(proposal=proposal, now=now))
