"""The app's name for Django."""

from django.apps import AppConfig


class Heritage(AppConfig):
    name = "mueang.apps.heritage"
    label = "heritage"
