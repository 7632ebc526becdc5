"""Addresses of support, below /desk/<city>/support/, and the public form below /tell/<city>/."""

from django.urls import path

from mueang.apps.support.views import cases, concerns, tips

app_name = "support"
urlpatterns = [
    path("", cases.caseload, name="caseload"),
    path("cases/open/", cases.open_new, name="open"),
    path("cases/emergency/", cases.glass, name="glass"),
    path("cases/<uuid:case>/", cases.case, name="case"),
    path("cases/<uuid:case>/note/", cases.note, name="note"),
    path("cases/<uuid:case>/review/", cases.review, name="review"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/raise/", concerns.raise_new, name="raise"),
    path("concerns/<uuid:concern>/", concerns.concern, name="concern"),
    path("concerns/<uuid:concern>/assign/", concerns.assign, name="concern_assign"),
    path("concerns/<uuid:concern>/try/", concerns.note_try, name="concern_try"),
    path("concerns/<uuid:concern>/settle/", concerns.settle, name="concern_settle"),
    path("concerns/<uuid:concern>/undo/", concerns.undo, name="concern_undo"),
    path("concerns/<uuid:concern>/beside/<uuid:other>/", concerns.side_by_side, name="beside"),
]
tell_urlpatterns = (
    [
        path("", tips.cities, name="cities"),
        path("<slug:city>/", tips.tell, name="form"),
        path("<slug:city>/add/", tips.add, name="add"),
    ],
    "tell",
)
