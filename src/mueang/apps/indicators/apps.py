"""The app's name for Django."""

from django.apps import AppConfig


class Indicators(AppConfig):
    name = "mueang.apps.indicators"
    label = "indicators"
