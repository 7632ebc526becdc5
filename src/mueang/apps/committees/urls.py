"""Addresses of committees, under a city's desk."""

from django.urls import path

from mueang.lib.late import LateViews

desk = LateViews("mueang.apps.committees.views.desk")
meetings = LateViews("mueang.apps.committees.views.meetings")

app_name = "committees"
urlpatterns = [
    path("", desk.home, name="home"),
    path("add/", desk.found, name="found"),
    path("decisions/", desk.decisions, name="decisions"),
    path("decisions/<uuid:decision>/end/", desk.end, name="end"),
    path("<uuid:committee>/", desk.committee, name="committee"),
    path("<uuid:committee>/members/add/", desk.seat, name="seat"),
    path("<uuid:committee>/members/<uuid:member>/end/", desk.unseat, name="unseat"),
    path("<uuid:committee>/call/", meetings.call, name="call"),
    path("meetings/<uuid:meeting>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:meeting>/<slug:step>/", meetings.press, name="press"),
    path("meetings/<uuid:meeting>/calendar.ics", meetings.calendar, name="calendar"),
    path("meetings/<uuid:meeting>/<slug:kind>-<str:form>", meetings.document, name="document"),
]
