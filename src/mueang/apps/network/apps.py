"""The app's name for Django."""

from django.apps import AppConfig


class Network(AppConfig):
    name = "mueang.apps.network"
    label = "network"
