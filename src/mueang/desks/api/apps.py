"""The desk's name for Django."""

from django.apps import AppConfig


class ApiDesk(AppConfig):
    name = "mueang.desks.api"
    label = "api_desk"
