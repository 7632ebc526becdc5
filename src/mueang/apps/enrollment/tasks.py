"""What the worker does for enrollment: tell of changes, pass on offers, offer free seats, let people and faces go."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.enrollment.actions import (
    end_alerts,
    expire_offer,
    forget_faces,
    offer_to_waiting,
    pass_on_change,
    release_cancelled,
    release_hold,
    watch_absences,
)
from mueang.apps.enrollment.actions.rounds import draw, publish_next
from mueang.apps.enrollment.queries import (
    cancelled_with_people,
    changes_to_pass_on,
    holds_due,
    offerings_to_watch,
    offerings_with_people_waiting,
    offers_due,
)
from mueang.apps.enrollment.queries.rounds import rounds_to_work


def run(now: datetime) -> int:
    """How many changes, ended offers and holds, offered seats, releases, alerts and forgotten faces; each by itself."""
    told = list(changes_to_pass_on())
    for change in told:
        pass_on_change(change=change, now=now)
    ended = sum(expire_offer(offer=one, now=now) for one in offers_due(now=now))
    ended += sum(release_hold(hold=one, actor=None, now=now) for one in holds_due(now=now))
    offered = sum(offer_to_waiting(offering=one, now=now) for one in offerings_with_people_waiting(now=now))
    released = sum(release_cancelled(offering=one, now=now) for one in cancelled_with_people(now=now))
    watched = sum(watch_absences(offering=one, now=now) for one in offerings_to_watch())
    watched += end_alerts(now=now) + forget_faces()
    return len(told) + ended + offered + released + watched + _work_rounds(now)


def _work_rounds(now: datetime) -> int:
    """Draw what is to be drawn, and enter the seats of what is to be published, offering by offering."""
    done = 0
    for one in rounds_to_work():
        done += draw(allocation_round=one, now=now)
        for _step in range(one.choices.count() + 1):
            done += publish_next(allocation_round=one, now=now)
    return done
