"""The app's name for Django."""

from django.apps import AppConfig


class Forums(AppConfig):
    name = "mueang.apps.forums"
    label = "forums"
