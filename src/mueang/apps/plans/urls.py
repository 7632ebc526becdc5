"""Addresses of work plans, under a city's desk."""

from django.urls import path

from mueang.lib.late import LateViews

desk = LateViews("mueang.apps.plans.views.desk")

app_name = "plans"
urlpatterns = [
    path("", desk.home, name="home"),
]
