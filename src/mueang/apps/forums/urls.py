"""Addresses of forums, under a city's desk. The public programme is the public desk's, one's own the learner's."""

from django.urls import path

from mueang.lib.late import LateViews

desk = LateViews("mueang.apps.forums.views.desk")
reporting = LateViews("mueang.apps.forums.views.reporting")

app_name = "forums"
urlpatterns = [
    path("", desk.home, name="home"),
    path("<uuid:forum>/", desk.forum, name="forum"),
    path("<uuid:forum>/asking/", desk.asking, name="asking"),
    path("<uuid:forum>/choosing/", desk.choosing, name="choosing"),
    path("<uuid:forum>/speakers/add/", desk.speaker_add, name="speaker_add"),
    path("<uuid:forum>/speakers/<uuid:speaker>/", desk.speaker_change, name="speaker_change"),
    path("<uuid:forum>/speakers/<uuid:speaker>/remove/", desk.speaker_remove, name="speaker_remove"),
    path("<uuid:forum>/report/", reporting.report, name="report"),
    path("<uuid:forum>/report.pdf", reporting.report_file, name="report_file"),
    path("<uuid:forum>/report.xlsx", reporting.report_workbook, name="report_workbook"),
]
