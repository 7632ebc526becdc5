"""The app's name for Django."""

from django.apps import AppConfig


class Outcomes(AppConfig):
    name = "mueang.apps.outcomes"
    label = "outcomes"
