"""The app's name for Django."""

from django.apps import AppConfig


class Enrollment(AppConfig):
    name = "mueang.apps.enrollment"
    label = "enrollment"
