"""The app's name for Django."""

from django.apps import AppConfig


class Coaching(AppConfig):
    name = "mueang.apps.coaching"
    label = "coaching"
