"""The app's name for Django."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "mueang.apps.accounts"
    label = "accounts"
