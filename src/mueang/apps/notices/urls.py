"""Addresses of a city's outbox and of one's own notices, below /desk/<city>/notices/."""

from django.urls import path

from mueang.apps.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("<uuid:notice>/retry/", views.retry, name="retry"),
    path("<uuid:notice>/copied/", views.copied, name="copied"),
    path("mine/", views.mine, name="mine"),
    path("mine/read/", views.read_all, name="read_all"),
    path("mine/<uuid:notice>/read/", views.read, name="read"),
]
