"""The desk's name for Django."""

from django.apps import AppConfig


class KeeperDesk(AppConfig):
    name = "mueang.desks.keeper"
    label = "keeper_desk"
