"""What the worker does for forums: open the survey of a day that is over."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.forums.actions import open_day_survey
from mueang.apps.forums.queries.days import days_to_ask

EVERY_SECONDS = 60


def run(now: datetime) -> int:
    return len([open_day_survey(forum=forum, on=day, now=now) for forum, day in days_to_ask(now)])
