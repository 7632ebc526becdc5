"""The app's name for Django."""

from django.apps import AppConfig


class Surveys(AppConfig):
    name = "mueang.apps.surveys"
    label = "surveys"
