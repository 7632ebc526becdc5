"""The app's name for Django."""

from django.apps import AppConfig


class Notices(AppConfig):
    name = "mueang.apps.notices"
    label = "notices"
