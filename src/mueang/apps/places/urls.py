"""Addresses of a city's places and roles, and (`installation_urlpatterns`) of the opening of a city."""

from django.urls import path

from mueang.apps.places import views

app_name = "places"
urlpatterns = [
    path("", views.places, name="places"),
    path("add/", views.place_add, name="place_add"),
    path("near/", views.near, name="near"),
    path("neighbourhoods/", views.neighbourhoods, name="neighbourhoods"),
    path("roles/", views.roles, name="roles"),
    path("roles/give/", views.role_give, name="role_give"),
    path("roles/invite/", views.role_invite, name="role_invite"),
    path("roles/sessions/<uuid:account>/", views.staff_sessions, name="staff_sessions"),
    path("roles/<int:grant>/end/", views.role_end, name="role_end"),
    path("at/<slug:slug>/", views.place, name="place"),
    path("at/<slug:slug>/change/", views.place_change, name="place_change"),
    path("at/<slug:slug>/verify/", views.place_verify, name="place_verify"),
    path("at/<slug:slug>/close/", views.place_close, name="place_close"),
    path("at/<slug:slug>/reopen/", views.place_reopen, name="place_reopen"),
]
installation_urlpatterns = (
    [
        path("open/", views.choose_area, name="open"),
        path("open/<slug:province>/", views.open_here, name="open_here"),
    ],
    "cities",
)
