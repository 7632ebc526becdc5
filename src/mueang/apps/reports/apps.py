"""The app's name for Django."""

from django.apps import AppConfig


class Reports(AppConfig):
    name = "mueang.apps.reports"
    label = "reports"
