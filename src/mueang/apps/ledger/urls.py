"""Addresses of the books, under a city's desk."""

from django.urls import path

from mueang.lib.late import LateViews

views = LateViews("mueang.apps.ledger.views")

app_name = "ledger"
urlpatterns = [
    path("", views.home, name="home"),
    path("accounts/<slug:code>/", views.account, name="account"),
    path("months/<slug:step>/", views.settle, name="settle"),
]
