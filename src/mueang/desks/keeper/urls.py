"""Addresses of the keeper desk."""

from django.urls import path

from mueang.desks.keeper import views

app_name = "keeper"
urlpatterns = [
    path("", views.home, name="home"),
    path("activities/", views.offerings, name="offerings"),
    path("session/<uuid:session>/", views.roll, name="roll"),
    path("session/<uuid:session>/sheet/", views.sheet, name="sheet"),
]
