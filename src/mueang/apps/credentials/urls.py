"""Addresses of credentials."""

from django.urls import URLPattern

app_name = "credentials"
urlpatterns: list[URLPattern] = []
machine_urlpatterns: list[URLPattern] = []
