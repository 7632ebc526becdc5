"""What the worker does for flags: look at every pupil of each city, and judge second opinions that were asked for."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from mueang.apps.flags.actions import judge_asked, run_flags
from mueang.apps.flags.queries import cities_due
from mueang.apps.network.models import City
from mueang.lib.one_by_one import one_by_one

EVERY_SECONDS = 10


def run(now: datetime) -> int:
    def look_at(city: City) -> int:
        run_flags(city=city, as_of=timezone.localdate(now), now=now)
        return 1

    return one_by_one("the night's flags", cities_due(now=now), look_at) + judge_asked(now)
