"""What the worker does for what the city owes and is owed: reminders before the day, each once."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from mueang.apps.committees.actions import remind

EVERY_SECONDS = 600


def run(now: datetime) -> int:
    return remind(today=timezone.localdate(now))
