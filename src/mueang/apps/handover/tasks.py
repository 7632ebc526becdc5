"""What the worker does for handovers: carry on what a killed process left, and look once more for a day."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.handover.actions.leaving import carry_on
from mueang.apps.handover.queries.pages import handovers_to_carry_on

EVERY_SECONDS = 10


def run(now: datetime) -> int:
    """How many things were passed on and handovers ended."""
    return sum(carry_on(handover=one) for one in handovers_to_carry_on(now))
