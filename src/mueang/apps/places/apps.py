"""The app's name for Django."""

from django.apps import AppConfig


class Places(AppConfig):
    name = "mueang.apps.places"
    label = "places"
