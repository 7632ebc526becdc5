"""The app's name for Django."""

from django.apps import AppConfig


class Privacy(AppConfig):
    name = "mueang.apps.privacy"
    label = "privacy"
