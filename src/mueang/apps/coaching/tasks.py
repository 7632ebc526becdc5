"""What the worker does for coaching: notices when a city has reached a stage."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from mueang.apps.coaching.actions import keep_stages

EVERY_SECONDS = 3600


def run(now: datetime) -> int:
    return keep_stages(today=timezone.localdate(now))
