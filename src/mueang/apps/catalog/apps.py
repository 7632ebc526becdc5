"""The app's name for Django."""

from django.apps import AppConfig


class Catalog(AppConfig):
    name = "mueang.apps.catalog"
    label = "catalog"
