"""What the worker does for work plans: reminds of milestones, and counts evidence anew once a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from mueang.apps.plans.actions import recount_plan, remind_of_milestones
from mueang.apps.plans.queries import plans_to_recount

EVERY_SECONDS = 600
COUNTED_FOR = timedelta(days=1)
MOST_PLANS = 5


def run(now: datetime) -> int:
    """A few plans a round, so that the worker's other work is not kept waiting."""
    plans = plans_to_recount(before=now - COUNTED_FOR, limit=MOST_PLANS)
    for plan in plans:
        recount_plan(plan=plan, now=now)
    return len(plans) + remind_of_milestones(today=timezone.localdate(now))
