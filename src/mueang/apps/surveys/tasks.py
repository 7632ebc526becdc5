"""What the worker does for surveys: close them after their last day, and erase what was promised to go."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.surveys.actions import close_survey, erase_old
from mueang.apps.surveys.queries import surveys_to_close, surveys_to_erase

EVERY_SECONDS = 60


def run(now: datetime) -> int:
    closed = [close_survey(survey=row, actor=None, now=now) for row in surveys_to_close(now)]
    return len(closed) + sum(erase_old(survey=row, now=now) for row in surveys_to_erase(now))
