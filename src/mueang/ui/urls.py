"""Addresses of the component gallery."""

from django.urls import path

from mueang.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("desk/", views.desk, name="desk"),
]
