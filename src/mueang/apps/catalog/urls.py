"""Addresses of the catalog desk, below /desk/<city>/catalog/, of links sent to owners, and of pictures."""

from django.urls import path, re_path

from mueang.apps.catalog import views

app_name = "catalog"
urlpatterns = [
    path("", views.offerings, name="offerings"),
    path("add/", views.offering_add, name="offering_add"),
    path("sheets/", views.sheet_add, name="sheet_add"),
    path("sheets/blank.xlsx", views.sheet_blank, name="sheet_blank"),
    path("sheets/<uuid:key>/", views.sheet, name="sheet"),
    path("sheets/<uuid:key>/confirm/", views.sheet_confirm, name="sheet_confirm"),
    path("sheets/<uuid:key>/discard/", views.sheet_discard, name="sheet_discard"),
    path("sheets/<uuid:key>/<int:number>/", views.sheet_line, name="sheet_line"),
    path("sheets/<uuid:key>/<int:number>/skip/", views.sheet_skip, name="sheet_skip"),
    path("calendars/", views.calendar_add, name="calendar_add"),
    path("calendars/blank.xlsx", views.calendar_blank, name="calendar_blank"),
    path("calendars/<uuid:key>/", views.calendar, name="calendar"),
    path("calendars/<uuid:key>/choices/", views.calendar_choices, name="calendar_choices"),
    path("calendars/<uuid:key>/confirm/", views.calendar_confirm, name="calendar_confirm"),
    path("calendars/<uuid:key>/discard/", views.calendar_discard, name="calendar_discard"),
    path("calendars/<uuid:key>/<int:number>/", views.calendar_activity, name="calendar_activity"),
    path("calendars/<uuid:key>/<int:number>/skip/", views.calendar_skip, name="calendar_skip"),
    path("templates/", views.templates, name="templates"),
    path("templates/<uuid:key>/discard/", views.template_discard, name="template_discard"),
    path("offerings/<slug:slug>/", views.offering, name="offering"),
    path("offerings/<slug:slug>/change/", views.offering_change, name="offering_change"),
    path("offerings/<slug:slug>/conditions/", views.offering_conditions, name="offering_conditions"),
    path("offerings/<slug:slug>/photos/", views.photos, name="photos"),
    path("offerings/<slug:slug>/photos/<uuid:photo>/", views.photo_describe, name="photo_describe"),
    path("offerings/<slug:slug>/photos/<uuid:photo>/remove/", views.photo_remove, name="photo_remove"),
    path("offerings/<slug:slug>/timetable/", views.timetable, name="timetable"),
    path("offerings/<slug:slug>/reinstate/", views.offering_reinstate, name="offering_reinstate"),
    path("offerings/<slug:slug>/copy/", views.offering_copy, name="offering_copy"),
    path("offerings/<slug:slug>/cancel/", views.offering_cancel, name="offering_cancel"),
    path("offerings/<slug:slug>/do/<slug:step>/", views.offering_step, name="offering_step"),
    path("offerings/<slug:slug>/sessions/add/", views.sessions_add, name="sessions_add"),
    path("offerings/<slug:slug>/sessions/<int:number>/", views.session_change, name="session_change"),
    path("offerings/<slug:slug>/sessions/<int:number>/cancel/", views.session_cancel, name="session_cancel"),
    path("offerings/<slug:slug>/sessions/<int:number>/reinstate/", views.session_reinstate, name="session_reinstate"),
    path("offerings/<slug:slug>/instructors/", views.instructors, name="instructors"),
    path("offerings/<slug:slug>/instructors/<uuid:person>/add/", views.instructor_add, name="instructor_add"),
    path("offerings/<slug:slug>/instructors/<uuid:person>/remove/", views.instructor_remove, name="instructor_remove"),
    path("freshness/", views.freshness, name="freshness"),
    re_path(
        r"^freshness/(?P<kind>offerings|places)/(?P<slug>[-\w]+)/confirm/$",
        views.freshness_confirm,
        name="freshness_confirm",
    ),
    re_path(
        r"^freshness/(?P<kind>offerings|places)/(?P<slug>[-\w]+)/hand-over/$",
        views.freshness_hand_over,
        name="freshness_hand_over",
    ),
    path("not-found/", views.searches, name="searches"),
    path("closed-days/", views.closed_days, name="closed_days"),
    path("closed-days/<uuid:days>/remove/", views.closed_days_remove, name="closed_days_remove"),
    path("programs/", views.programs, name="programs"),
    path("program/add/", views.program_add, name="program_add"),
    path("programs/<slug:slug>/", views.program, name="program"),
    path("programs/<slug:slug>/change/", views.program_change, name="program_change"),
    path("lessons/", views.lessons, name="lessons"),
    path("lessons/<uuid:item>/draft/", views.lesson_draft, name="lesson_draft"),
    path("lessons/<uuid:item>/", views.lesson_from_heritage, name="lesson_from_heritage"),
]

public_urlpatterns = ([path("<slug:sealed>/", views.still_true, name="answer")], "still_true")
machine_urlpatterns = [path("photos/<slug:digest>-<int:width>.webp", views.photo_file, name="photo_file")]
