"""Addresses of practices, under a city's desk."""

from django.urls import path

from mueang.lib.late import LateViews

views = LateViews("mueang.apps.practices.views")

app_name = "practices"
urlpatterns = [
    path("", views.home, name="home"),
    path("others/", views.others, name="others"),
    path("write/", views.write, name="write"),
    path("twins/", views.twins, name="twins"),
    path("twins/<uuid:twin>/", views.twin_step, name="twin_step"),
    path("taken-up/<uuid:adoption>/", views.came, name="came"),
    path("<uuid:uuid>/", views.practice, name="practice"),
    path("<uuid:uuid>/change/", views.change, name="change"),
    path("<uuid:uuid>/do/<slug:step>/", views.step, name="step"),
    path("<uuid:uuid>/give-back/", views.give_back, name="give_back"),
    path("<uuid:uuid>/ask/", views.question, name="question"),
    path("<uuid:uuid>/answer/<uuid:question>/", views.answer, name="answer"),
    path("<uuid:uuid>/take-up/", views.adopt, name="adopt"),
]
