"""What the worker does for surveys: close them after their last day, and erase what was promised to go."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.surveys.actions import close_survey, erase_old
from mueang.apps.surveys.models import Survey
from mueang.apps.surveys.queries import surveys_to_close, surveys_to_erase
from mueang.lib.one_by_one import one_by_one

EVERY_SECONDS = 60


def run(now: datetime) -> int:
    def close(row: Survey) -> int:
        close_survey(survey=row, actor=None, now=now)
        return 1

    closed = one_by_one("surveys to close", surveys_to_close(now), close)
    return closed + one_by_one("surveys to erase", surveys_to_erase(now), lambda row: erase_old(survey=row, now=now))
