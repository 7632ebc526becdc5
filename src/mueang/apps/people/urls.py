"""Addresses of people, below /desk/<city>/people/."""

from django.urls import path

from mueang.lib.late import LateViews

answers = LateViews("mueang.apps.people.views.answers")
persons = LateViews("mueang.apps.people.views.persons")
roster_rows = LateViews("mueang.apps.people.views.roster_rows")
rosters = LateViews("mueang.apps.people.views.rosters")

app_name = "people"
urlpatterns = [
    path("", persons.persons, name="persons"),
    path("search/", persons.search, name="search"),
    path("add/", persons.add, name="add"),
    path("rosters/", rosters.rosters, name="rosters"),
    path("rosters/upload/", rosters.upload, name="upload"),
    path("rosters/<uuid:uuid>/", rosters.roster, name="roster"),
    path("rosters/<uuid:uuid>/columns/", rosters.columns, name="columns"),
    path("rosters/<uuid:uuid>/confirm/", rosters.confirm, name="confirm"),
    path("rosters/<uuid:uuid>/discard/", rosters.discard, name="discard"),
    path("rosters/<uuid:uuid>/corrections/", roster_rows.corrections, name="corrections"),
    path("rosters/<uuid:uuid>/decide/", roster_rows.decide_rows, name="decide_rows"),
    path("rosters/<uuid:uuid>/rows/<int:number>/", roster_rows.row, name="row"),
    path("rosters/<uuid:uuid>/rows/<int:number>/decide/", roster_rows.decide, name="decide"),
    path("<uuid:uuid>/", persons.person, name="person"),
    path("<uuid:uuid>/change/", persons.change, name="change"),
    path("<uuid:uuid>/merge/", persons.merge, name="merge"),
    path("<uuid:uuid>/guardians/add/", answers.add_guardian, name="add_guardian"),
    path("<uuid:uuid>/guardians/<int:pk>/end/", answers.end_guardian, name="end_guardian"),
    path("<uuid:uuid>/consents/add/", answers.add_consent, name="add_consent"),
    path("<uuid:uuid>/consents/<uuid:consent>/withdraw/", answers.end_consent, name="end_consent"),
    path("<uuid:uuid>/requests/add/", answers.add_request, name="add_request"),
]
