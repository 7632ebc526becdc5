"""The app's name for Django."""

from django.apps import AppConfig


class Flags(AppConfig):
    name = "mueang.apps.flags"
    label = "flags"
