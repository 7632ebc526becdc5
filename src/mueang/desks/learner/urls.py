"""Addresses of the learner's own pages."""

from django.urls import path

from mueang.desks.learner import views

app_name = "learner"
urlpatterns = [
    path("", views.home, name="home"),
    path("ticket/<slug:ticket>/", views.ticket, name="ticket"),
    path("ticket/<slug:ticket>/withdraw/<uuid:enrollment>/", views.withdraw_seat, name="withdraw"),
    path("forget/", views.forget, name="forget"),
]
