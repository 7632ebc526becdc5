"""Addresses of courses: under a city's desk for those who teach, under one's own learning for those who learn."""

from django.urls import path

from mueang.lib.late import LateViews

cohort = LateViews("mueang.apps.courses.views.cohort")
reading = LateViews("mueang.apps.courses.views.reading")
teaching = LateViews("mueang.apps.courses.views.teaching")

app_name = "courses"
urlpatterns = [
    path("", teaching.runs, name="home"),
    path("<uuid:run>/", teaching.modules, name="run"),
    path("<uuid:run>/cohort/", cohort.cohort, name="cohort"),
    path("<uuid:run>/cohort/<uuid:seat>/", cohort.learner, name="learner"),
    path("<uuid:run>/cohort/<uuid:seat>/make-up/", cohort.make_up, name="make_up"),
    path("<uuid:run>/cohort/<uuid:seat>/account/", cohort.account, name="account"),
    path("<uuid:run>/settle/", cohort.settle, name="settle"),
    path("<uuid:run>/strand-awards/", cohort.strand_awards, name="strand_awards"),
    path("<uuid:run>/announce/", cohort.announce, name="announce"),
    path("<uuid:run>/staff/", cohort.staff, name="staff"),
    path("<uuid:run>/staff/<int:grant>/end/", cohort.dismiss, name="dismiss"),
    path("<uuid:run>/strands/", teaching.strands, name="strands"),
    path("<uuid:run>/teach/<slug:module>/", teaching.teach, name="teach"),
]
learner_urlpatterns = (
    [
        path("", reading.mine, name="mine"),
        path("worker.js", reading.worker, name="worker"),
        path("<uuid:seat>/", reading.home, name="home"),
        path("<uuid:seat>/transcript/", reading.transcript, name="transcript"),
        path("<uuid:seat>/city/", reading.city, name="city"),
        path("<uuid:seat>/practise/", reading.practise, name="practise"),
        path("<uuid:seat>/progress.json", reading.progress, name="progress"),
        path("<uuid:seat>/strand/<slug:strand>/", reading.strand, name="strand"),
        path("<uuid:seat>/<slug:module>/", reading.module, name="module"),
        path("<uuid:seat>/<slug:module>/read/", reading.read, name="read"),
    ],
    "course",
)
