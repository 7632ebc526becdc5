"""Addresses of the keeper desk."""

from django.urls import path

from mueang.lib.late import LateViews

faces = LateViews("mueang.desks.keeper.faces")
hall = LateViews("mueang.desks.keeper.hall")
signed = LateViews("mueang.desks.keeper.signed")
views = LateViews("mueang.desks.keeper.views")

app_name = "keeper"
urlpatterns = [
    path("", views.home, name="home"),
    path("activities/", views.offerings, name="offerings"),
    path("session/<uuid:session>/", views.roll, name="roll"),
    path("session/<uuid:session>/sheet/", views.sheet, name="sheet"),
    path("session/<uuid:session>/signed/", signed.add, name="signed_add"),
    path("session/<uuid:session>/signed/<uuid:page>.webp", signed.picture, name="signed_picture"),
    path("session/<uuid:session>/signed/<uuid:page>/replace/", signed.replace, name="signed_replace"),
    path("session/<uuid:session>/face/<uuid:enrollment>/", faces.face, name="face"),
    path("session/<uuid:session>/face/<uuid:enrollment>/away/", faces.away, name="face_away"),
    path("face/<uuid:face>.webp", faces.picture, name="face_picture"),
    path("hall/", hall.hall, name="hall"),
    path("hall/rolls.json", hall.rolls, name="rolls"),
    path("hall/faces.json", hall.faces, name="faces"),
    path("hall/sync.json", hall.sync, name="sync"),
    path("hall.webmanifest", hall.manifest, name="manifest"),
    path("worker.js", hall.worker, name="worker"),
]
