"""The desk's name for Django."""

from django.apps import AppConfig


class CityDesk(AppConfig):
    name = "mueang.desks.city"
    label = "city_desk"
