"""The app's name for Django."""

from django.apps import AppConfig


class Handover(AppConfig):
    name = "mueang.apps.handover"
    label = "handover"
