"""Addresses of data protection, below /desk/<city>/privacy/, and of one's own data, below /my/data/."""

from django.urls import path

from mueang.lib.late import LateViews

breaches = LateViews("mueang.apps.privacy.views.breaches")
desk = LateViews("mueang.apps.privacy.views.desk")
mine = LateViews("mueang.apps.privacy.views.mine")
requests = LateViews("mueang.apps.privacy.views.requests")
research = LateViews("mueang.apps.privacy.views.research")
retention = LateViews("mueang.apps.privacy.views.retention")

app_name = "privacy"
urlpatterns = [
    path("", desk.home, name="home"),
    path("record/", desk.record, name="record"),
    path("texts/", desk.texts, name="texts"),
    path("texts/add/", desk.add_text, name="add_text"),
    path("texts/<uuid:uuid>/", desk.text, name="text"),
    path("requests/", requests.requests, name="requests"),
    path("requests/<uuid:uuid>/", requests.request_page, name="request"),
    path("requests/<uuid:uuid>/copy/<slug:form>/", requests.copy, name="copy"),
    path("breaches/", breaches.breaches, name="breaches"),
    path("breaches/add/", breaches.add, name="add_breach"),
    path("breaches/<uuid:uuid>/", breaches.breach, name="breach"),
    path("breaches/<uuid:uuid>/<slug:deed>/", breaches.press, name="press_breach"),
    path("retention/", retention.rules, name="retention"),
    path("retention/<str:table>/", retention.rule, name="rule"),
    path("research/", research.exports, name="research"),
    path("research/add/", research.add, name="add_export"),
    path("research/<uuid:uuid>/", research.export, name="export"),
    path("research/<uuid:uuid>/data/", research.data, name="data"),
    path("research/<uuid:uuid>/close/", research.close, name="close_export"),
]
learner_urlpatterns = (
    [
        path("", mine.home, name="home"),
        path("ask/", mine.ask, name="ask"),
        path("<uuid:person>/agree/<uuid:text>/", mine.agree, name="agree"),
        path("<uuid:person>/face.webp", mine.face, name="face"),
        path("<uuid:person>/withdraw/<uuid:consent>/", mine.withdraw, name="withdraw"),
        path("texts/<uuid:uuid>/", mine.text, name="text"),
    ],
    "my_data",
)
