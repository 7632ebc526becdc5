"""What the worker does for flags: each night, and when somebody asks, look at every pupil of each city."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from mueang.apps.flags.actions import run_flags
from mueang.apps.flags.queries import cities_due


def run(now: datetime) -> int:
    as_of = timezone.localdate(now)
    return len([run_flags(city=city, as_of=as_of, now=now) for city in cities_due(now=now)])
