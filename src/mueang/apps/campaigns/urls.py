"""Addresses of campaigns, below /desk/<city>/campaigns/."""

from django.urls import path

from mueang.lib.late import LateViews

campaigns = LateViews("mueang.apps.campaigns.views.campaigns")
templates = LateViews("mueang.apps.campaigns.views.templates")
wishes = LateViews("mueang.apps.campaigns.views.wishes")

app_name = "campaigns"
urlpatterns = [
    path("", campaigns.home, name="home"),
    path("new/", campaigns.write, name="new"),
    path("templates/", templates.home, name="templates"),
    path("templates/new/", templates.write, name="template_new"),
    path("templates/<uuid:uuid>/", templates.write, name="template"),
    path("mine/", wishes.page, name="wishes"),
    path("mine/line/", wishes.line, name="line"),
    path("<uuid:uuid>/", campaigns.page, name="campaign"),
    path("<uuid:uuid>/write/", campaigns.write, name="write"),
    path("<uuid:uuid>/report/", campaigns.report, name="report"),
    path("<uuid:uuid>/<slug:step>/", campaigns.settle, name="settle"),
]
