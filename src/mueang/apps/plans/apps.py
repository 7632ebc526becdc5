"""The app's name for Django."""

from django.apps import AppConfig


class Plans(AppConfig):
    name = "mueang.apps.plans"
    label = "plans"
