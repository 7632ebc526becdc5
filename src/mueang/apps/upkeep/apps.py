"""The app's name for Django."""

from django.apps import AppConfig


class Upkeep(AppConfig):
    name = "mueang.apps.upkeep"
    label = "upkeep"
