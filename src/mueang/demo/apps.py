"""The package's name for Django."""

from django.apps import AppConfig


class Demo(AppConfig):
    name = "mueang.demo"
    label = "demo"
