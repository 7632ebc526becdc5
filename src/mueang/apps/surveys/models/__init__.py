"""Questionnaires, surveys with whom they ask, and replies."""

from mueang.apps.surveys.models.questionnaires import Questionnaire
from mueang.apps.surveys.models.replies import PaperEntry, Reply
from mueang.apps.surveys.models.surveys import Invite, Stratum, Survey

__all__ = ["Invite", "PaperEntry", "Questionnaire", "Reply", "Stratum", "Survey"]
