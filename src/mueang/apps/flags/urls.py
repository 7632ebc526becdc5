"""Addresses of flags, under a city's desk: for case workers and supervisors."""

from django.urls import path

from mueang.lib.late import LateViews

facts = LateViews("mueang.apps.flags.views.facts")
opinions = LateViews("mueang.apps.flags.views.opinions")
places = LateViews("mueang.apps.flags.views.places")
queue = LateViews("mueang.apps.flags.views.queue")
rule_sets = LateViews("mueang.apps.flags.views.rule_sets")

app_name = "flags"
urlpatterns = [
    path("", queue.home, name="queue"),
    path("look/", queue.look_now, name="look"),
    path("children/<uuid:uuid>/", queue.page, name="flag"),
    path("children/<uuid:uuid>/decide/", queue.answer, name="decide"),
    path("decisions/<uuid:uuid>/undo/", queue.undo, name="undo"),
    path("decisions/<uuid:uuid>/found/", queue.found, name="found"),
    path("schools/", places.home, name="places"),
    path("judged/", places.judged_page, name="judged"),
    path("children/<uuid:uuid>/facts/", facts.add, name="fact_add"),
    path("facts/", facts.home, name="facts"),
    path("facts/blank/", facts.blank, name="fact_blank"),
    path("facts/<uuid:uuid>/", facts.sheet, name="fact_sheet"),
    path("facts/<uuid:uuid>/<slug:step>/", facts.settle, name="fact_settle"),
    path("second-opinion/", opinions.home, name="opinions"),
    path("second-opinion/ask/", opinions.ask, name="opinion_ask"),
    path("second-opinion/<uuid:uuid>/", opinions.home, name="opinion"),
    path("second-opinion/<uuid:uuid>/<slug:step>/", opinions.switch, name="opinion_switch"),
    path("rules/", rule_sets.home, name="rules"),
    path("rules/begin/", rule_sets.begin, name="begin"),
    path("rules/draft/", rule_sets.draft, name="draft"),
    path("rules/draft/preview/", rule_sets.preview, name="preview"),
    path("rules/draft/<slug:step>/", rule_sets.settle, name="settle"),
    path("rules/<uuid:uuid>/", rule_sets.version, name="version"),
]
