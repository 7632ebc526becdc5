"""What the worker does for the catalog: ask for stale entries, take off the unconfirmed, keep the search in step."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from mueang.apps.catalog.actions import ask_about_place, step_offering
from mueang.apps.catalog.queries import keep_in_step
from mueang.apps.catalog.queries.freshness import offerings_due, places_due
from mueang.lib.one_by_one import one_by_one


def run(now: datetime) -> int:
    """How many entries went one step on."""
    keep_in_step(now)
    today = timezone.localdate(now)
    steps = one_by_one(
        "offerings to be confirmed",
        offerings_due(today),
        lambda row: step_offering(offering=row, today=today) is not None,
    )
    return steps + one_by_one(
        "places to be confirmed", places_due(today), lambda row: ask_about_place(place=row, today=today) is not None
    )
