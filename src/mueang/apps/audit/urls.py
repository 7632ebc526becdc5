"""Addresses of the record's books, below /audit/; a city's own book is shown by `network` at the city's desk."""

from django.urls import path

from mueang.apps.audit import views

app_name = "record"
urlpatterns = [
    path("", views.books, name="books"),
    path("<slug:name>/", views.book, name="book"),
]
