"""The app's name for Django."""

from django.apps import AppConfig


class Campaigns(AppConfig):
    name = "mueang.apps.campaigns"
    label = "campaigns"
