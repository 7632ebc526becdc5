"""What the worker does for work plans: reminds of milestones, and counts evidence anew once a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from mueang.apps.plans.actions import recount_plan, remind_of_milestones
from mueang.apps.plans.models import WorkPlan
from mueang.apps.plans.queries import plans_to_recount
from mueang.lib.one_by_one import one_by_one

EVERY_SECONDS = 600
COUNTED_FOR = timedelta(days=1)


def run(now: datetime) -> int:
    def recount(plan: WorkPlan) -> int:
        recount_plan(plan=plan, now=now)
        return 1

    counted = one_by_one("plans counted anew", plans_to_recount(before=now - COUNTED_FOR), recount)
    return counted + remind_of_milestones(today=timezone.localdate(now))
