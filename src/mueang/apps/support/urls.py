"""Addresses of support, below /desk/<city>/support/, and the public form below /tell/<city>/."""

from django.urls import path

from mueang.lib.late import LateViews

answers = LateViews("mueang.apps.support.views.answers")
cases = LateViews("mueang.apps.support.views.cases")
concerns = LateViews("mueang.apps.support.views.concerns")
conferences = LateViews("mueang.apps.support.views.conferences")
counts = LateViews("mueang.apps.support.views.counts")
endings = LateViews("mueang.apps.support.views.endings")
field = LateViews("mueang.apps.support.views.field")
intake = LateViews("mueang.apps.support.views.intake")
pupils = LateViews("mueang.apps.support.views.pupils")
links = LateViews("mueang.apps.support.views.links")
placing = LateViews("mueang.apps.support.views.placing")
referring = LateViews("mueang.apps.support.views.referring")
registry = LateViews("mueang.apps.support.views.registry")
supervising = LateViews("mueang.apps.support.views.supervising")
tips = LateViews("mueang.apps.support.views.tips")
visits = LateViews("mueang.apps.support.views.visits")
work = LateViews("mueang.apps.support.views.work")

app_name = "support"
urlpatterns = [
    path("", cases.caseload, name="caseload"),
    path("cases/open/", cases.open_new, name="open"),
    path("cases/emergency/", cases.glass, name="glass"),
    path("cases/<uuid:case>/", cases.case, name="case"),
    path("cases/<uuid:case>/note/", cases.note, name="note"),
    path("cases/<uuid:case>/review/", cases.review, name="review"),
    path("cases/<uuid:case>/links/", links.links, name="links"),
    path("cases/<uuid:case>/links/<slug:step>/", links.decide, name="link_decide"),
    path("cases/<uuid:case>/visit/", visits.plan_for_case, name="case_visit"),
    path("cases/<uuid:case>/assess/", work.assess, name="assess"),
    path("cases/<uuid:case>/consent/", work.consent, name="consent"),
    path("cases/<uuid:case>/consent/sheet/", work.consent_sheet, name="consent_sheet"),
    path("cases/<uuid:case>/consent/<uuid:consent>/withdraw/", work.withdraw, name="consent_withdraw"),
    path("cases/<uuid:case>/plan/", work.plan, name="plan"),
    path("cases/<uuid:case>/plan/sheet/", work.plan_sheet, name="plan_sheet"),
    path("cases/<uuid:case>/plan/agree/", work.agree, name="plan_agree"),
    path("cases/<uuid:case>/plan/step/", work.more_steps, name="step_add"),
    path("cases/<uuid:case>/plan/step/<uuid:step>/", work.step, name="step"),
    path("cases/<uuid:case>/returned/", work.returned, name="returned"),
    path("cases/<uuid:case>/refer/", referring.refer, name="refer"),
    path("cases/<uuid:case>/refer/<uuid:referral>/", referring.referral, name="referral"),
    path("cases/<uuid:case>/refer/<uuid:referral>/send/", referring.send, name="referral_send"),
    path("cases/<uuid:case>/refer/<uuid:referral>/override/", referring.override, name="referral_override"),
    path("cases/<uuid:case>/refer/<uuid:referral>/link/", referring.renew, name="referral_link"),
    path("cases/<uuid:case>/refer/<uuid:referral>/revoke/", referring.revoke, name="referral_revoke"),
    path("cases/<uuid:case>/refer/<uuid:referral>/answer/", referring.by_phone, name="referral_answer"),
    path("cases/<uuid:case>/place/", placing.choose, name="place"),
    path("cases/<uuid:case>/place/<uuid:placement>/", placing.seat, name="seat"),
    path("cases/<uuid:case>/place/<uuid:placement>/end/", placing.end, name="placement_end"),
    path("cases/<uuid:case>/close/", endings.close, name="close"),
    path("cases/<uuid:case>/check/<uuid:check>/", endings.check, name="recheck"),
    path("cases/<uuid:case>/reopen/", endings.reopen, name="reopen"),
    path("cases/<uuid:case>/hand-over/", endings.give, name="hand_over"),
    path("cases/<uuid:case>/access/", endings.access, name="access"),
    path("cases/<uuid:case>/access/<uuid:access>/end/", endings.end_access, name="access_end"),
    path("supervise/", supervising.overview, name="overview"),
    path("supervise/looks/", supervising.who_looked, name="looks"),
    path("supervise/export/", supervising.export, name="export"),
    path("supervise/agencies/", supervising.agencies, name="agencies"),
    path("supervise/agencies/days/", supervising.service_levels, name="service_levels"),
    path("conferences/", conferences.conferences, name="conferences"),
    path("conferences/<uuid:conference>/", conferences.conference, name="conference"),
    path("conferences/<uuid:conference>/minutes/", conferences.minutes, name="minutes"),
    path("conferences/<uuid:conference>/do/<slug:step>/", conferences.step, name="conference_step"),
    path("conferences/<uuid:conference>/<uuid:item>/<slug:step>/", conferences.item_step, name="conference_item"),
    path("numbers/", counts.counts, name="counts"),
    path("lists/", registry.lists, name="registry"),
    path("lists/<uuid:uuid>/", registry.one, name="registry_list"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/raise/", concerns.raise_new, name="raise"),
    path("concerns/raise/class/", pupils.classes, name="pick_class"),
    path("concerns/raise/class/<uuid:section>/", pupils.pupils, name="pick_pupil"),
    path("concerns/raise/pupil/<uuid:pupil>/", pupils.about, name="raise_pupil"),
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
answer_urlpatterns = ([path("<slug:key>/", answers.referral, name="referral")], "answers")
