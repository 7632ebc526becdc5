"""What the worker does for enrollment: tell of changes, pass on offers, offer free seats, let people and faces go."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.catalog.models import Change
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
from mueang.apps.enrollment.models import AllocationRound
from mueang.apps.enrollment.queries import (
    cancelled_with_people,
    changes_to_pass_on,
    holds_due,
    offerings_to_watch,
    offerings_with_people_waiting,
    offers_due,
)
from mueang.apps.enrollment.queries.rounds import rounds_to_work
from mueang.lib.one_by_one import one_by_one


def run(now: datetime) -> int:
    """How many changes, ended offers and holds, offered seats, releases, alerts and forgotten faces; each by itself."""
    waiting = offerings_with_people_waiting(now=now)
    done = one_by_one("changes", changes_to_pass_on(), lambda one: _pass_on(one, now))
    done += one_by_one("offers that ran out", offers_due(now=now), lambda one: expire_offer(offer=one, now=now))
    done += one_by_one("holds", holds_due(now=now), lambda one: release_hold(hold=one, actor=None, now=now))
    done += one_by_one("waiting lists", waiting, lambda one: offer_to_waiting(offering=one, now=now))
    done += one_by_one(
        "cancelled", cancelled_with_people(now=now), lambda one: release_cancelled(offering=one, now=now)
    )
    done += one_by_one("absences", offerings_to_watch(), lambda one: watch_absences(offering=one, now=now))
    done += end_alerts(now=now) + forget_faces()
    return done + one_by_one("allocation rounds", rounds_to_work(), lambda one: _work_round(one, now))


def _pass_on(change: Change, now: datetime) -> int:
    pass_on_change(change=change, now=now)
    return 1


def _work_round(one: AllocationRound, now: datetime) -> int:
    """Draw it if it is to be drawn, and enter the seats if it is to be published, offering by offering."""
    done = draw(allocation_round=one, now=now)
    return done + sum(publish_next(allocation_round=one, now=now) for _step in range(one.choices.count() + 1))
