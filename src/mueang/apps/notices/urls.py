"""Addresses of a city's outbox and of one's own notices, of the one-press refusal, and of LINE's calls."""

from django.urls import path

from mueang.lib.late import LateViews

devices = LateViews("mueang.apps.notices.views.devices")
letters = LateViews("mueang.apps.notices.views.letters")
line = LateViews("mueang.apps.notices.views.line")
mine = LateViews("mueang.apps.notices.views.mine")
outbox = LateViews("mueang.apps.notices.views.outbox")
quiet = LateViews("mueang.apps.notices.views.quiet")
unsubscribe = LateViews("mueang.apps.notices.views.unsubscribe")

app_name = "notices"
urlpatterns = [
    path("", outbox.outbox, name="outbox"),
    path("<uuid:notice>/retry/", outbox.retry, name="retry"),
    path("<uuid:notice>/arrived/", outbox.arrived, name="arrived"),
    path("<uuid:notice>/copied/", outbox.copied, name="copied"),
    path("quiet/", quiet.page, name="quiet"),
    path("letters/", letters.home, name="letters"),
    path("letters/print/", letters.paper, name="letters_print"),
    path("letters/posted/", letters.posted, name="letters_posted"),
    path("devices/join/", devices.join, name="device_join"),
    path("devices/leave/", devices.leave, name="device_leave"),
    path("devices/bell.js", devices.worker, name="bell"),
    path("mine/", mine.mine, name="mine"),
    path("mine/read/", mine.read_all, name="read_all"),
    path("mine/<uuid:notice>/read/", mine.read, name="read"),
]
unsubscribe_urlpatterns = ([path("<str:key>/", unsubscribe.page, name="page")], "unsubscribe")
machine_urlpatterns = [path("line/webhook", line.call, name="line_call")]
