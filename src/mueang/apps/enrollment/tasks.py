"""What the worker does for enrollment: give free seats to those who wait, and let people go where it was called off."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.enrollment.actions import promote_waiting, release_cancelled
from mueang.apps.enrollment.queries import cancelled_with_people, offerings_with_people_waiting


def run(now: datetime) -> int:
    """How many people were seated or let go."""
    seated = sum(promote_waiting(offering=one, now=now) for one in offerings_with_people_waiting(now=now))
    released = sum(release_cancelled(offering=one, now=now) for one in cancelled_with_people())
    return seated + released
