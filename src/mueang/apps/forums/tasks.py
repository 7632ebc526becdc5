"""What the worker does for forums: open the survey of a day that is over."""

from __future__ import annotations

from datetime import date, datetime

from mueang.apps.forums.actions import open_day_survey
from mueang.apps.forums.models import Forum
from mueang.apps.forums.queries.days import days_to_ask
from mueang.lib.one_by_one import one_by_one

EVERY_SECONDS = 60


def run(now: datetime) -> int:
    def ask(one: tuple[Forum, date]) -> int:
        forum, day = one
        open_day_survey(forum=forum, on=day, now=now)
        return 1

    return one_by_one("days of forums", days_to_ask(now), ask)
