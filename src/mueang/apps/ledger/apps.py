"""The app's name for Django."""

from django.apps import AppConfig


class Ledger(AppConfig):
    name = "mueang.apps.ledger"
    label = "ledger"
