"""Addresses at which anybody reads whether the house works; `machine_urlpatterns` have no language."""

from django.urls import path

from mueang.apps.upkeep import views

urlpatterns = [path("", views.status, name="status")]
machine_urlpatterns = [path("status.json", views.status_json, name="status_json")]
