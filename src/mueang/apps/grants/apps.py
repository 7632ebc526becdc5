"""The app's name for Django."""

from django.apps import AppConfig


class Grants(AppConfig):
    name = "mueang.apps.grants"
    label = "grants"
