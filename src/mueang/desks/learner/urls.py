"""Addresses of the learner's own pages."""

from django.urls import path

from mueang.lib.late import LateViews

absences = LateViews("mueang.desks.learner.absences")
arrivals = LateViews("mueang.desks.learner.arrivals")
forgotten = LateViews("mueang.desks.learner.forgotten")
offers = LateViews("mueang.desks.learner.offers")
programmes = LateViews("mueang.desks.learner.programmes")
passing_on = LateViews("mueang.desks.learner.passing_on")
transcripts = LateViews("mueang.desks.learner.transcripts")
views = LateViews("mueang.desks.learner.views")

app_name = "learner"
urlpatterns = [
    path("", views.home, name="home"),
    path("ticket/<slug:ticket>/", views.ticket, name="ticket"),
    path("ticket/<slug:ticket>/withdraw/<uuid:enrollment>/", views.withdraw_seat, name="withdraw"),
    path("ticket/<slug:ticket>/transcript/<uuid:enrollment>/", transcripts.by_ticket, name="ticket_transcript"),
    path("ticket/<slug:ticket>/teach/<uuid:enrollment>/", passing_on.teach_by_ticket, name="ticket_teach"),
    path("teach/<uuid:enrollment>/", passing_on.teach, name="teach"),
    path("outcome/<slug:key>/", passing_on.outcome, name="outcome"),
    path("transcript/", transcripts.mine, name="transcript"),
    path("ticket/<slug:ticket>/absences/", absences.absences, name="absences"),
    path(
        "ticket/<slug:ticket>/absences/<uuid:session>/<uuid:enrollment>/",
        absences.comes_after_all,
        name="comes_after_all",
    ),
    path("ticket/<slug:ticket>/programme/", programmes.mine, name="programme"),
    path("ticket/<slug:ticket>/programme/calendar.ics", programmes.calendar, name="programme_calendar"),
    path("ticket/<slug:ticket>/undo/<uuid:enrollment>/", absences.undo, name="undo"),
    path("ticket/<slug:ticket>/add/", forgotten.add, name="add"),
    path("forgotten/", forgotten.forgotten, name="forgotten"),
    path("offer/<slug:token>/", offers.offer, name="offer"),
    path("here/<uuid:session>/<slug:code>/", arrivals.here, name="here"),
    path("forget/", views.forget, name="forget"),
]
