"""What the worker does for the catalog: ask for stale entries, take off the unconfirmed, keep the search in step."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from mueang.apps.catalog.actions import ask_about_place, step_offering
from mueang.apps.catalog.queries import keep_in_step
from mueang.apps.catalog.queries.freshness import offerings_due, places_due


def run(now: datetime) -> int:
    """How many entries went one step on."""
    keep_in_step(now)
    today = timezone.localdate(now)
    steps = [step_offering(offering=row, today=today) for row in offerings_due(today)]
    steps += [ask_about_place(place=row, today=today) for row in places_due(today)]
    return sum(step is not None for step in steps)
