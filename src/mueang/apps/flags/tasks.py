"""What the worker does for flags: look at every pupil of each city, and judge second opinions that were asked for."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from mueang.apps.flags.actions import judge_asked, run_flags
from mueang.apps.flags.queries import cities_due

EVERY_SECONDS = 10


def run(now: datetime) -> int:
    as_of = timezone.localdate(now)
    n_looks = len([run_flags(city=city, as_of=as_of, now=now) for city in cities_due(now=now)])
    return n_looks + judge_asked(now)
