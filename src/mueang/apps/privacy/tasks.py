"""What the worker does for privacy: clocks that run out are told of, and what is old enough is let go."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from mueang.apps.privacy.actions.breaches import remind_of_breaches
from mueang.apps.privacy.actions.requests import remind_of_requests
from mueang.apps.privacy.actions.retention import run_retention

EVERY_SECONDS = 300


def run(now: datetime) -> int:
    """How many words were left and rows let go; while a rule has more to do, it is asked again at once."""
    today = timezone.localdate(now)
    return remind_of_requests(today=today) + remind_of_breaches(now=now) + run_retention(today=today)
