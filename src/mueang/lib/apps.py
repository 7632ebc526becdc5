"""The package's name for Django."""

from django.apps import AppConfig


class Lib(AppConfig):
    name = "mueang.lib"
    label = "lib"
