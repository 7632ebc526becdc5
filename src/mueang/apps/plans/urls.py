"""Addresses of work plans, under a city's desk."""

from django.urls import path

from mueang.lib.late import LateViews

activities = LateViews("mueang.apps.plans.views.activities")
desk = LateViews("mueang.apps.plans.views.desk")
scenarios = LateViews("mueang.apps.plans.views.scenarios")
evidence = LateViews("mueang.apps.plans.views.evidence")
plan = LateViews("mueang.apps.plans.views.plan")
reports = LateViews("mueang.apps.plans.views.reports")
report_files = LateViews("mueang.apps.plans.views.report_files")
sheets = LateViews("mueang.apps.plans.views.sheets")
sources = LateViews("mueang.apps.plans.views.sources")

app_name = "plans"
urlpatterns = [
    path("", desk.home, name="home"),
    path("scenarios/", scenarios.scenarios, name="scenarios"),
    path("scenarios/<uuid:uuid>/take-up/", scenarios.take_up, name="scenario_take_up"),
    path("begin/", desk.begin, name="begin"),
    path("sources/", sources.home, name="sources"),
    path("sources/add/", sources.write, name="source_add"),
    path("sources/<uuid:uuid>/", sources.write, name="source"),
    path("sources/<uuid:uuid>/delete/", sources.delete, name="source_delete"),
    path("<int:year>/", plan.plan, name="plan"),
    path("<int:year>/timeline/", plan.timeline, name="timeline"),
    path("<int:year>/calendar/", plan.calendar, name="calendar"),
    path("<int:year>/money/", plan.money, name="money"),
    path("<int:year>/reports/", reports.home, name="reports"),
    path("<int:year>/reports/begin/", reports.begin, name="report_begin"),
    path("reports/<uuid:uuid>/", reports.report, name="report"),
    path("reports/<uuid:uuid>/words/", reports.words, name="report_words"),
    path("reports/<uuid:uuid>/words/<uuid:activity>/", reports.words, name="report_words_of"),
    path("reports/<uuid:uuid>/file/<str:form>", report_files.file, name="report_file"),
    path("reports/<uuid:uuid>/<slug:step>/", reports.settle, name="report_settle"),
    path("<int:year>/excel/", sheets.add, name="sheet_add"),
    path("sheets/<uuid:uuid>/", sheets.sheet, name="sheet"),
    path("sheets/<uuid:uuid>/<slug:step>/", sheets.settle, name="sheet_settle"),
    path("<int:year>/change/", desk.change, name="change"),
    path("<int:year>/share/", desk.share, name="share"),
    path("<int:year>/add/", activities.add, name="activity_add"),
    path("<int:year>/to/<slug:to>/", desk.move, name="move"),
    path("activities/<uuid:uuid>/", activities.activity, name="activity"),
    path("activities/<uuid:uuid>/change/", activities.change, name="activity_change"),
    path("activities/<uuid:uuid>/progress/", activities.progress, name="progress"),
    path("activities/<uuid:uuid>/budget/", activities.budget, name="budget"),
    path("activities/<uuid:uuid>/milestones/", activities.milestone_add, name="milestone_add"),
    path("activities/<uuid:uuid>/milestones/<uuid:milestone>/<slug:step>/", activities.milestone, name="milestone"),
    path("activities/<uuid:uuid>/evidence/picture/", evidence.picture_add, name="picture_add"),
    path("activities/<uuid:uuid>/evidence/<uuid:evidence>.webp", evidence.picture, name="picture"),
    path("activities/<uuid:uuid>/evidence/<uuid:evidence>/<slug:step>/", evidence.settle, name="evidence_settle"),
    path("activities/<uuid:uuid>/attach/<slug:kind>/", evidence.attach, name="attach"),
    path("activities/<uuid:uuid>/<slug:step>/", activities.settle, name="settle"),
]
