"""The app's name for Django."""

from django.apps import AppConfig


class Registers(AppConfig):
    name = "mueang.apps.registers"
    label = "registers"
