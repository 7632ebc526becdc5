"""The configuration as a Django app, so that its commands are found."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "mueang.config"
    label = "config"
