"""Addresses of work plans, under a city's desk."""

from django.urls import path

from mueang.lib.late import LateViews

desk = LateViews("mueang.apps.plans.views.desk")
scenarios = LateViews("mueang.apps.plans.views.scenarios")

app_name = "plans"
urlpatterns = [
    path("", desk.home, name="home"),
    path("scenarios/", scenarios.scenarios, name="scenarios"),
    path("scenarios/<uuid:uuid>/take-up/", scenarios.take_up, name="scenario_take_up"),
]
