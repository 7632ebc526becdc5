"""The app's name for Django."""

from django.apps import AppConfig


class Audit(AppConfig):
    name = "mueang.apps.audit"
    label = "audit"
