"""Addresses of outcomes, under a city's desk."""

from django.urls import path

from mueang.lib.late import LateViews

lineage = LateViews("mueang.apps.outcomes.views.lineage")
numbers = LateViews("mueang.apps.outcomes.views.numbers")
proposals = LateViews("mueang.apps.outcomes.views.proposals")

app_name = "outcomes"
urlpatterns = [
    path("", numbers.home, name="home"),
    path("calls/", numbers.calls, name="calls"),
    path("calls/<uuid:follow_up>/", numbers.record, name="record"),
    path("answers/", numbers.answers, name="answers"),
    path("answers/<uuid:outcome>/check/", numbers.check, name="check"),
    path("proposals/", proposals.home, name="proposals"),
    path("proposals/<uuid:uuid>/", proposals.page, name="proposal"),
    path("proposals/<uuid:uuid>/<slug:step>/", proposals.step, name="step"),
    path("lineage/", lineage.home, name="lineage"),
    path("lineage/<slug:item>/", lineage.tree, name="tree"),
]
