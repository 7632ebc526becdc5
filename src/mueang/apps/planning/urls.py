"""Addresses of planning, under a city's desk."""

from django.urls import path

from mueang.lib.late import LateViews

access = LateViews("mueang.apps.planning.views.access")
comments = LateViews("mueang.apps.planning.views.comments")
proposals = LateViews("mueang.apps.planning.views.proposals")
publishing = LateViews("mueang.apps.planning.views.publishing")
residents = LateViews("mueang.apps.planning.views.residents")
scenarios = LateViews("mueang.apps.planning.views.scenarios")
times = LateViews("mueang.apps.planning.views.times")

app_name = "planning"
urlpatterns = [
    path("", access.home, name="access"),
    path("residents/", residents.home, name="residents"),
    path("scenarios/", scenarios.home, name="scenarios"),
    path("scenarios/compare/", scenarios.compare, name="compare"),
    path("scenarios/<uuid:uuid>/", scenarios.page, name="scenario"),
    path("scenarios/<uuid:uuid>/ask/", scenarios.ask, name="ask"),
    path("scenarios/<uuid:uuid>/propose/", proposals.home, name="propose"),
    path("scenarios/<uuid:uuid>/proposal/", proposals.state, name="proposal"),
    path("scenarios/<uuid:uuid>/stop/", proposals.stop, name="stop"),
    path("scenarios/<uuid:uuid>/drag/", scenarios.drag, name="drag"),
    path("scenarios/<uuid:uuid>/rename/", scenarios.rename, name="rename"),
    path("scenarios/<uuid:uuid>/copy/", scenarios.copy, name="copy"),
    path("scenarios/<uuid:uuid>/publish/", publishing.publish, name="publish"),
    path("published/<uuid:uuid>/", publishing.page, name="publication"),
    path("published/<uuid:uuid>/close/", publishing.close, name="close"),
    path("published/<uuid:uuid>/until/", publishing.lengthen, name="lengthen"),
    path("published/<uuid:uuid>/withdraw/", publishing.withdraw, name="withdraw"),
    path("published/<uuid:uuid>/told/", comments.told, name="told"),
    path("published/<uuid:uuid>/comments/<uuid:comment>/<slug:step>/", comments.step, name="comment_step"),
    path("scenarios/<uuid:uuid>/delete/", scenarios.delete, name="delete"),
    path("scenarios/<uuid:uuid>/changes/<uuid:change>/drop/", scenarios.drop, name="drop"),
    path("times/", times.home, name="times"),
    path("times/ask/", times.ask, name="times_ask"),
    path("times/compute/", times.compute, name="times_compute"),
    path("times/<uuid:uuid>/", times.page, name="times_page"),
    path("times/<uuid:uuid>/accept/", times.accept, name="times_accept"),
    path("times/<uuid:uuid>/drop/", times.drop, name="times_drop"),
]
