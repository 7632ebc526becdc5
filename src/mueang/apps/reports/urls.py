"""Addresses of reports, under a city's desk."""

from django.urls import path

from mueang.lib.late import LateViews

desk = LateViews("mueang.apps.reports.views.desk")
files = LateViews("mueang.apps.reports.views.files")
releases = LateViews("mueang.apps.reports.views.releases")
writing = LateViews("mueang.apps.reports.views.writing")

app_name = "reports"
urlpatterns = [
    path("", desk.home, name="home"),
    path("begin/", desk.begin, name="begin"),
    path("releases/", releases.home, name="releases"),
    path("releases/<int:number>/withdraw/", releases.withdraw, name="withdraw"),
    path("<uuid:uuid>/", desk.report, name="report"),
    path("<uuid:uuid>/sections/<slug:code>/", writing.section, name="section"),
    path("<uuid:uuid>/answers/<str:question>/<slug:language>/", writing.answer, name="answer"),
    path("<uuid:uuid>/figures/<str:question>/", writing.figures, name="figures"),
    path("<uuid:uuid>/figures/<str:question>/<uuid:observation>/", writing.detach, name="detach"),
    path("<uuid:uuid>/check/<str:question>/", desk.check, name="check"),
    path("<uuid:uuid>/draft-<str:form>", files.draft, name="draft"),
    path("<uuid:uuid>/copies/<int:number>-<str:form>", files.copy, name="copy"),
    path("<uuid:uuid>/<slug:step>/", desk.settle, name="settle"),
]
