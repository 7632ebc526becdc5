"""The app's name for Django."""

from django.apps import AppConfig


class Signins(AppConfig):
    name = "mueang.apps.signins"
    label = "signins"
