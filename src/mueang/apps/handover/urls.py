"""Addresses of handovers, under a city's desk."""

from django.urls import path

from mueang.lib.late import LateViews

views = LateViews("mueang.apps.handover.views")

app_name = "handover"
urlpatterns = [
    path("", views.home, name="home"),
    path("people/<uuid:account>/", views.leaver, name="leaver"),
    path("people/<uuid:account>/cases/", views.cases, name="cases"),
    path("<uuid:uuid>/", views.page, name="page"),
    path("<uuid:uuid>/book-<slug:language>.pdf", views.book, name="book"),
]
