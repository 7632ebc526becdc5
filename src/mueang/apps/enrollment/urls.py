"""Addresses of enrollment, under a city's desk."""

from django.urls import path

from mueang.lib.late import LateViews

absences = LateViews("mueang.apps.enrollment.views.absences")
badges = LateViews("mueang.apps.enrollment.views.badges")
entering = LateViews("mueang.apps.enrollment.views.entering")
faces = LateViews("mueang.apps.enrollment.views.faces")
held = LateViews("mueang.apps.enrollment.views.held")
hours = LateViews("mueang.apps.enrollment.views.hours")
line = LateViews("mueang.apps.enrollment.views.line")
moodle = LateViews("mueang.apps.enrollment.views.moodle")
lists = LateViews("mueang.apps.enrollment.views.lists")
people = LateViews("mueang.apps.enrollment.views.people")
rounds = LateViews("mueang.apps.enrollment.views.rounds")

app_name = "enrollment"
urlpatterns = [
    path("", lists.home, name="home"),
    path("offering/<uuid:offering>/", lists.offering, name="offering"),
    path("offering/<uuid:offering>/settle/", lists.settle, name="settle"),
    path("offering/<uuid:offering>/assess/", lists.assess_all, name="assess_all"),
    path("offering/<uuid:offering>/enter/", entering.enter, name="enter"),
    path("offering/<uuid:offering>/roster/", entering.enter_roster, name="enter_roster"),
    path("absences/", absences.home, name="absences"),
    path("absences/<uuid:alert>/call/", absences.call, name="absence_call"),
    path("offering/<uuid:offering>/absences/", absences.rule, name="absence_rule"),
    path("faces/", faces.of_city, name="city_faces"),
    path("offering/<uuid:offering>/faces/", faces.of_offering, name="faces"),
    path("offering/<uuid:offering>/badges/", badges.sheet, name="badges"),
    path("offering/<uuid:offering>/moodle/", moodle.take_in, name="moodle"),
    path("offering/<uuid:offering>/hours/", hours.offering_hours, name="hours"),
    path("offering/<uuid:offering>/credit/", hours.credit_rule, name="credit"),
    path("offering/<uuid:offering>/line/", line.line, name="line"),
    path("offering/<uuid:offering>/line/hours/", line.hours, name="line_hours"),
    path("offering/<uuid:offering>/line/offer/", line.offer, name="line_offer"),
    path("offering/<uuid:offering>/held/", held.held, name="held"),
    path("offering/<uuid:offering>/held/<uuid:hold>/release/", held.release, name="release_hold"),
    path("learner/<uuid:enrollment>/", people.learner, name="learner"),
    path("learner/<uuid:enrollment>/elsewhere/", hours.recognise, name="elsewhere"),
    path("learner/<uuid:enrollment>/correct/<uuid:entry>/", hours.correct, name="correct"),
    path("learner/<uuid:enrollment>/slip/", people.slip, name="slip"),
    path("learner/<uuid:enrollment>/assess/", people.assess_one, name="assess"),
    path("learner/<uuid:enrollment>/withdraw/", people.withdraw_one, name="withdraw"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/new/", rounds.new, name="new_round"),
    path("rounds/<uuid:allocation_round>/", rounds.round_desk, name="round"),
    path("rounds/<uuid:allocation_round>/invite/", rounds.invite, name="invite"),
    path("rounds/<uuid:allocation_round>/invitations/", rounds.invitations, name="invitations"),
    path("rounds/<uuid:allocation_round>/draw/", rounds.draw_round, name="draw_round"),
    path("rounds/<uuid:allocation_round>/publish/", rounds.publish, name="publish_round"),
    path("rounds/<uuid:allocation_round>/call-off/", rounds.call_off, name="call_off"),
    path("rounds/<uuid:allocation_round>/withheld/", rounds.withheld, name="withheld"),
]
