"""What the worker does for indicators: count what was asked for, and each city once a night."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from mueang.apps.indicators.actions import ask_for_freeze, run_freeze
from mueang.apps.indicators.queries import cities_to_freeze, freezes_due, years_to_freeze


def run(now: datetime) -> int:
    today = timezone.localdate(now)
    for city in cities_to_freeze(now):
        for period in years_to_freeze(today):
            ask_for_freeze(city=city, period=period, actor=None, now=now)
    return sum(run_freeze(freeze=freeze, now=now) is not None for freeze in freezes_due(now))
