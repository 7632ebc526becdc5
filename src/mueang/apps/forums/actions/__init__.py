"""Everything that changes a forum: its opening, its speakers, the survey of each day."""

from mueang.apps.forums.actions.asking import open_day_survey
from mueang.apps.forums.actions.forums import ask_each_day, open_forum
from mueang.apps.forums.actions.speakers import SpeakerWords, add_speaker, change_speaker, remove_speaker
from mueang.apps.forums.actions.telling import ask_to_choose

__all__ = [
    "SpeakerWords",
    "add_speaker",
    "ask_each_day",
    "ask_to_choose",
    "change_speaker",
    "open_day_survey",
    "open_forum",
    "remove_speaker",
]
