"""What the worker does for indicators: count what was asked for, and each city once a night."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from mueang.apps.indicators.actions import ask_for_freeze, run_freeze
from mueang.apps.indicators.queries import cities_to_freeze, freezes_due, years_to_freeze
from mueang.apps.network.models import City
from mueang.lib.one_by_one import one_by_one


def run(now: datetime) -> int:
    periods = years_to_freeze(timezone.localdate(now))

    def ask_about(city: City) -> int:
        for period in periods:
            ask_for_freeze(city=city, period=period, actor=None, now=now)
        return 0

    left = one_by_one("cities to count", cities_to_freeze(now), ask_about)
    return left + one_by_one("figures", freezes_due(now), lambda row: run_freeze(freeze=row, now=now) is not None)
