"""Addresses of indicators, under a city's desk."""

from django.urls import path

from mueang.lib.late import LateViews

derived = LateViews("mueang.apps.indicators.views.derived")
files = LateViews("mueang.apps.indicators.views.files")
frameworks = LateViews("mueang.apps.indicators.views.frameworks")
panels = LateViews("mueang.apps.indicators.views.panels")
comparison = LateViews("mueang.apps.indicators.views.comparison")
indices = LateViews("mueang.apps.indicators.views.indices")
inequality = LateViews("mueang.apps.indicators.views.inequality")
profile = LateViews("mueang.apps.indicators.views.profile")
register = LateViews("mueang.apps.indicators.views.register")
surveys = LateViews("mueang.apps.indicators.views.surveys")

app_name = "indicators"
urlpatterns = [
    path("", register.home, name="home"),
    path("add/", register.add, name="add"),
    path("derived/", derived.home, name="derived"),
    path("derived/freeze/", derived.freeze, name="derived_freeze"),
    path("derived/values/<uuid:uuid>/take/", derived.take, name="derived_take"),
    path("derived/<slug:code>/", derived.page, name="derived_one"),
    path("derived/<slug:code>/rows/", derived.rows, name="derived_rows"),
    path("files/", files.home, name="files"),
    path("files/workbook/", files.workbook, name="workbook"),
    path("files/<uuid:uuid>/", files.sheet, name="sheet"),
    path("files/<uuid:uuid>/<slug:step>/", files.settle, name="settle"),
    path("frameworks/", frameworks.home, name="frameworks"),
    path("frameworks/<slug:code>/", frameworks.page, name="framework"),
    path("frameworks/<slug:code>/<str:line>/check/", frameworks.check, name="check"),
    path("panels/", panels.home, name="panels"),
    path("panels/begin/", panels.begin, name="panel_begin"),
    path("panels/<uuid:uuid>/", panels.page, name="panel"),
    path("panels/<uuid:uuid>/judge/", panels.seat, name="seat"),
    path("panels/<uuid:uuid>/judge/hand-in/", panels.hand, name="hand"),
    path("panels/<uuid:uuid>/<slug:step>/", panels.settle, name="panel_settle"),
    path("profile/", profile.page, name="profile"),
    path("profile/since/", profile.since, name="since"),
    path("index/", indices.page, name="indices"),
    path("index/keep/", indices.keep, name="keep_index"),
    path("index/table/", indices.table, name="index_table"),
    path("index/<uuid:uuid>/", indices.kept, name="index"),
    path("index/<uuid:uuid>/drop/", indices.drop, name="drop_index"),
    path("compare/", comparison.page, name="comparison"),
    path("compare/sharing/", comparison.sharing, name="sharing"),
    path("inequality/", inequality.page, name="unequal"),
    path("surveys/", surveys.home, name="surveys"),
    path("surveys/<uuid:uuid>/take/", surveys.take, name="survey_take"),
    path("inequality/<uuid:uuid>/groups/", inequality.parts, name="parts"),
    path("<uuid:uuid>/trend.svg", profile.trend, name="trend"),
    path("<uuid:uuid>/map.svg", profile.community_map, name="community_map"),
    path("<uuid:uuid>/", register.page, name="indicator"),
    path("<uuid:uuid>/figure/", register.figure, name="figure"),
    path("figures/<uuid:uuid>/withdraw/", register.withdraw, name="withdraw"),
]
