"""The app's name for Django."""

from django.apps import AppConfig


class People(AppConfig):
    name = "mueang.apps.people"
    label = "people"
