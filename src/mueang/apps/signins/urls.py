"""Addresses of sign-ins, beside allauth's own under accounts/."""

from django.urls import path

from mueang.apps.signins import views

app_name = "signins"

urlpatterns = [
    path("sessions/", views.sessions, name="sessions"),
    path("sessions/others/end/", views.end_all_others, name="end_others"),
    path("sessions/<uuid:sign_in>/end/", views.end, name="end"),
]
