"""Addresses of heritage."""

from django.urls import URLPattern

app_name = "heritage"
urlpatterns: list[URLPattern] = []
