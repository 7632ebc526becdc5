"""The app's name for Django."""

from django.apps import AppConfig


class Courses(AppConfig):
    name = "mueang.apps.courses"
    label = "courses"
