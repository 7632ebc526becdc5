"""What the worker does for campaigns."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.campaigns.actions import hand_over_due

EVERY_SECONDS = 10


def run(now: datetime) -> int:
    """Hand over what is due; how many portions."""
    return hand_over_due(now=now)
