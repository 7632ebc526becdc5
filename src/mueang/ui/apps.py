"""The package's name for Django."""

from django.apps import AppConfig


class Ui(AppConfig):
    name = "mueang.ui"
    label = "ui"
