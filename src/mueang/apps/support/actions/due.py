"""Once a day each worker hears how many items are due, and nothing else."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.notices.models import Notice
from mueang.apps.support.actions.telling import tell_workers
from mueang.apps.support.queries.caseload import due_by_worker
from mueang.lib.one_by_one import one_by_one

MORNING_HOUR = 7


def tell_of_due(*, now: datetime) -> int:
    """A notice to each worker with something due or overdue, from seven in the morning; how many were told."""
    local = timezone.localtime(now)
    if local.hour < MORNING_HOUR:
        return 0
    counts: Counter[tuple[City, User]] = due_by_worker(today=local.date())

    @transaction.atomic
    def tell(one: tuple[City, User]) -> bool:
        city, worker = one
        key = f"due:{city.slug}:{local.date().isoformat()}"
        is_new = not Notice.objects.filter(key=f"{key}:{worker.pk}").exists()
        if is_new:
            tell_workers(city, [worker], key=key, n=counts[one])
        return is_new

    return one_by_one("items due", list(counts), tell)
