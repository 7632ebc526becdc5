"""The desk's name for Django."""

from django.apps import AppConfig


class PublicDesk(AppConfig):
    name = "mueang.desks.public"
    label = "public_desk"
