"""Addresses of lti: the doors that other systems are given, and the officer's page."""

from django.urls import path

from mueang.lib.late import LateViews

desk = LateViews("mueang.apps.lti.views.desk")
doors = LateViews("mueang.apps.lti.views.doors")

app_name = "lti"

# Copied into other systems: these addresses may never change.
machine_urlpatterns = [
    path("lti/login/", doors.begin, name="lti_login"),
    path("lti/launch/", doors.launch, name="lti_launch"),
    path("lti/to/<uuid:offering>/", doors.to, name="lti_to"),
]
urlpatterns = [
    path("", desk.home, name="home"),
    path("<uuid:platform>/close/", desk.close, name="close"),
]
