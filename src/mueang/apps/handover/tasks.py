"""What the worker does for handovers: carry on what a killed process left, and look once more for a day."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.handover.actions.leaving import carry_on
from mueang.apps.handover.queries.pages import handovers_to_carry_on
from mueang.lib.one_by_one import one_by_one

EVERY_SECONDS = 10


def run(now: datetime) -> int:
    """How many things were passed on and handovers ended."""
    return one_by_one("handovers", handovers_to_carry_on(now), lambda one: carry_on(handover=one))
