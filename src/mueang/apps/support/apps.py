"""The app's name for Django."""

from django.apps import AppConfig


class Support(AppConfig):
    name = "mueang.apps.support"
    label = "support"
