"""The app's name for Django."""

from django.apps import AppConfig


class Lti(AppConfig):
    name = "mueang.apps.lti"
    label = "lti"
