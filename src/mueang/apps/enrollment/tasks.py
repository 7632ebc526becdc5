"""What the worker does for enrollment: tell of changes, give free seats away, let people go where it was called off."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.enrollment.actions import pass_on_change, promote_waiting, release_cancelled
from mueang.apps.enrollment.queries import cancelled_with_people, changes_to_pass_on, offerings_with_people_waiting


def run(now: datetime) -> int:
    """How many changes were passed on, and people seated or let go."""
    told = list(changes_to_pass_on())
    for change in told:
        pass_on_change(change=change, now=now)
    seated = sum(promote_waiting(offering=one, now=now) for one in offerings_with_people_waiting(now=now))
    released = sum(release_cancelled(offering=one, now=now) for one in cancelled_with_people(now=now))
    return len(told) + seated + released
