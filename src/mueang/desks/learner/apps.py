"""The desk's name for Django."""

from django.apps import AppConfig


class LearnerDesk(AppConfig):
    name = "mueang.desks.learner"
    label = "learner_desk"
