"""Addresses of planning, under a city's desk."""

from django.urls import path

from mueang.lib.late import LateViews

access = LateViews("mueang.apps.planning.views.access")
residents = LateViews("mueang.apps.planning.views.residents")

app_name = "planning"
urlpatterns = [
    path("", access.home, name="access"),
    path("residents/", residents.home, name="residents"),
]
