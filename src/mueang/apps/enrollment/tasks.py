"""What the worker does for enrollment: tell of changes, pass on unanswered offers, offer free seats, let people go."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.enrollment.actions import expire_offer, offer_to_waiting, pass_on_change, release_cancelled
from mueang.apps.enrollment.queries import (
    cancelled_with_people,
    changes_to_pass_on,
    offerings_with_people_waiting,
    offers_due,
)


def run(now: datetime) -> int:
    """How many changes were passed on, offers ended, and people offered a seat or let go; each commits by itself."""
    told = list(changes_to_pass_on())
    for change in told:
        pass_on_change(change=change, now=now)
    ended = sum(expire_offer(offer=one, now=now) for one in offers_due(now=now))
    offered = sum(offer_to_waiting(offering=one, now=now) for one in offerings_with_people_waiting(now=now))
    released = sum(release_cancelled(offering=one, now=now) for one in cancelled_with_people(now=now))
    return len(told) + ended + offered + released
