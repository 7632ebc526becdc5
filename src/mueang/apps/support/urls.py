"""Addresses of support, below /desk/<city>/support/, and the public form below /tell/<city>/."""

from django.urls import path

from mueang.apps.support.views import cases, concerns, counts, field, intake, tips, visits

app_name = "support"
urlpatterns = [
    path("", cases.caseload, name="caseload"),
    path("cases/open/", cases.open_new, name="open"),
    path("cases/emergency/", cases.glass, name="glass"),
    path("cases/<uuid:case>/", cases.case, name="case"),
    path("cases/<uuid:case>/note/", cases.note, name="note"),
    path("cases/<uuid:case>/review/", cases.review, name="review"),
    path("numbers/", counts.counts, name="counts"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/raise/", concerns.raise_new, name="raise"),
    path("concerns/<uuid:concern>/", concerns.concern, name="concern"),
    path("concerns/<uuid:concern>/assign/", concerns.assign, name="concern_assign"),
    path("concerns/<uuid:concern>/try/", concerns.note_try, name="concern_try"),
    path("concerns/<uuid:concern>/settle/", concerns.settle, name="concern_settle"),
    path("concerns/<uuid:concern>/undo/", concerns.undo, name="concern_undo"),
    path("concerns/<uuid:concern>/beside/<uuid:other>/", concerns.side_by_side, name="beside"),
    path("concerns/<uuid:concern>/case/", intake.open_from, name="open_from"),
    path("concerns/<uuid:concern>/case/<uuid:case>/", intake.beside_case, name="beside_case"),
    path("concerns/<uuid:concern>/visit/", visits.plan, name="visit_plan"),
    path("visits/", visits.visits, name="visits"),
    path("visits/print/", visits.printed, name="visits_print"),
    path("visits/<uuid:visit>/", visits.visit, name="visit"),
    path("visits/<uuid:visit>/hand-on/", visits.hand_on, name="visit_hand_on"),
    path("visits/<uuid:visit>/call-off/", visits.call_off, name="visit_call_off"),
    path("visits/<uuid:visit>/photo/<uuid:report>/", visits.photo, name="visit_photo"),
    path("field/", field.page, name="field"),
    path("field/visits.json", field.taken, name="field_visits"),
    path("field/keys.json", field.keys, name="field_keys"),
    path("field/sync.json", field.sync, name="field_sync"),
    path("field/worker.js", field.worker, name="field_worker"),
]
tell_urlpatterns = (
    [
        path("", tips.cities, name="cities"),
        path("<slug:city>/", tips.tell, name="form"),
        path("<slug:city>/add/", tips.add, name="add"),
    ],
    "tell",
)
