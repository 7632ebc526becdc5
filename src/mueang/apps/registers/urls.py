"""Addresses of registers, below /desk/<city>/registers/. They hold no name and no number of a child."""

from django.urls import path

from mueang.lib.late import LateViews

class_months = LateViews("mueang.apps.registers.views.class_months")
merging = LateViews("mueang.apps.registers.views.merging")
pupils = LateViews("mueang.apps.registers.views.pupils")
runs = LateViews("mueang.apps.registers.views.runs")
schools = LateViews("mueang.apps.registers.views.schools")

app_name = "registers"
urlpatterns = [
    path("", schools.schools, name="schools"),
    path("schools/add/", schools.add, name="school_add"),
    path("schools/<uuid:uuid>/", schools.school, name="school"),
    path("schools/<uuid:uuid>/change/", schools.change, name="school_change"),
    path("schools/<uuid:uuid>/calendar/", schools.calendar, name="calendar"),
    path("schools/<uuid:uuid>/classes/add/", schools.section_add, name="section_add"),
    path("schools/<uuid:uuid>/pupils/", pupils.pupils, name="pupils"),
    path("schools/<uuid:uuid>/pupils/add/", pupils.add, name="pupil_add"),
    path("schools/<uuid:uuid>/teachers/give/", schools.teacher_give, name="teacher_give"),
    path("schools/<uuid:uuid>/teachers/invite/", schools.teacher_invite, name="teacher_invite"),
    path("schools/<uuid:uuid>/teachers/<int:grant>/end/", schools.teacher_end, name="teacher_end"),
    path("classes/<uuid:uuid>/<int:month>/", class_months.month, name="month"),
    path("pupils/<uuid:uuid>/", pupils.pupil, name="pupil"),
    path("pupils/<uuid:uuid>/same/", merging.choose, name="pupil_same"),
    path("pupils/<uuid:uuid>/same/<uuid:other>/", merging.beside, name="pupil_beside"),
    path("pupils/merges/<uuid:uuid>/undo/", merging.undo, name="merge_undo"),
    path("imports/", runs.runs, name="runs"),
    path("imports/upload/", runs.upload, name="upload"),
    path("imports/signs/", runs.signs, name="signs"),
    path("imports/<uuid:uuid>/", runs.run, name="run"),
    path("imports/<uuid:uuid>/confirm/", runs.confirm, name="confirm"),
    path("imports/<uuid:uuid>/discard/", runs.discard, name="discard"),
    path("imports/<uuid:uuid>/questions/", runs.questions, name="questions"),
    path("imports/<uuid:uuid>/questions/<uuid:question>/", runs.answer, name="answer"),
    path("schoolings/<uuid:uuid>/leave/", pupils.leave, name="leave"),
]
