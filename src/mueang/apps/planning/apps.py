"""The app's name for Django."""

from django.apps import AppConfig


class Planning(AppConfig):
    name = "mueang.apps.planning"
    label = "planning"
