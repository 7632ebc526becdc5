"""The app's name for Django."""

from django.apps import AppConfig


class Credentials(AppConfig):
    name = "mueang.apps.credentials"
    label = "credentials"
