"""The app's name for Django."""

from django.apps import AppConfig


class Assessments(AppConfig):
    name = "mueang.apps.assessments"
    label = "assessments"
