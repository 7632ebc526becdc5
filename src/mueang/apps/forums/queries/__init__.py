"""Questions to forums: the programme, the days, the report."""

from mueang.apps.forums.queries.days import days_to_ask, there_on
from mueang.apps.forums.queries.forums import forums_in, forums_to_open, open_survey_of
from mueang.apps.forums.queries.programme import (
    Day,
    Meeting,
    Slot,
    SpeakerLine,
    in_room,
    is_programme,
    now_and_next,
    of_mine,
    programme,
    rooms_of,
    speakers_of,
)
from mueang.apps.forums.queries.report import ForumReport, forum_report

__all__ = [
    "Day",
    "ForumReport",
    "Meeting",
    "Slot",
    "SpeakerLine",
    "days_to_ask",
    "forum_report",
    "forums_in",
    "forums_to_open",
    "in_room",
    "is_programme",
    "now_and_next",
    "of_mine",
    "open_survey_of",
    "programme",
    "rooms_of",
    "speakers_of",
    "there_on",
]
