"""Addresses of the city desk."""

from django.urls import path

from mueang.desks.city import views

app_name = "city"
urlpatterns = [path("", views.today, name="today")]
