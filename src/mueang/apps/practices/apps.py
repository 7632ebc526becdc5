"""The app's name for Django."""

from django.apps import AppConfig


class Practices(AppConfig):
    name = "mueang.apps.practices"
    label = "practices"
