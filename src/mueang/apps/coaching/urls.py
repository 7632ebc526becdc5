"""Addresses of the City Unit's desk."""

from django.urls import path

from mueang.lib.late import LateViews

views = LateViews("mueang.apps.coaching.views")

app_name = "unit"
urlpatterns = [
    path("", views.home, name="home"),
    path("open/", views.begin, name="begin"),
    path("open/<uuid:opening>/", views.opening, name="opening"),
    path("cities/<slug:slug>/", views.city, name="city"),
    path("cities/<slug:slug>/undo/", views.undo, name="undo"),
    path("report.<slug:form>", views.report, name="report"),
]
