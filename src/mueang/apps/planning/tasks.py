"""What the worker does for planning: where places would help most, and when offerings could meet."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.planning.actions import compute_proposal, propose_times
from mueang.apps.planning.queries import cities_with_times_due, proposals_due, times_due
from mueang.lib.one_by_one import one_by_one


def run(now: datetime) -> int:
    """How many proposals were computed and questions answered, those of one city together."""
    proposed = one_by_one("proposals", proposals_due(now), lambda row: compute_proposal(proposal=row, now=now))
    return proposed + one_by_one(
        "times", cities_with_times_due(), lambda city: propose_times(questions=times_due(city))
    )
