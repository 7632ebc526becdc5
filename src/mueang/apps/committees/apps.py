"""The app's name for Django."""

from django.apps import AppConfig


class Committees(AppConfig):
    name = "mueang.apps.committees"
    label = "committees"
