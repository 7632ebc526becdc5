"""Addresses of surveys: under a city's desk, and the short ones that people follow from a code."""

from django.urls import path

from mueang.lib.late import LateViews

answering = LateViews("mueang.apps.surveys.views.answering")
field = LateViews("mueang.apps.surveys.views.field")
paper = LateViews("mueang.apps.surveys.views.paper")
questionnaires = LateViews("mueang.apps.surveys.views.questionnaires")
results = LateViews("mueang.apps.surveys.views.results")
surveys = LateViews("mueang.apps.surveys.views.surveys")

app_name = "surveys"
urlpatterns = [
    path("", surveys.home, name="home"),
    path("prepare/", surveys.prepare, name="prepare"),
    path("questionnaires/", questionnaires.home, name="questionnaires"),
    path("questionnaires/take/<slug:code>/", questionnaires.take, name="take"),
    path("questionnaires/<uuid:uuid>/", questionnaires.page, name="questionnaire"),
    path("questionnaires/<uuid:uuid>/renew/", questionnaires.renew, name="renew"),
    path("questionnaires/<uuid:uuid>/question/", questionnaires.question, name="question_add"),
    path("questionnaires/<uuid:uuid>/question/<slug:code>/", questionnaires.question, name="question"),
    path("questionnaires/<uuid:uuid>/question/<slug:code>/<slug:step>/", questionnaires.move, name="question_move"),
    path("field/", field.page, name="field"),
    path("field/surveys.json", field.taken, name="field_surveys"),
    path("field/keys.json", field.keys, name="field_keys"),
    path("field/sync.json", field.sync, name="field_sync"),
    path("field/worker.js", field.worker, name="field_worker"),
    path("<uuid:uuid>/", surveys.page, name="survey"),
    path("<uuid:uuid>/sample/", surveys.sample, name="sample"),
    path("<uuid:uuid>/print/<slug:kind>/", surveys.papers, name="papers"),
    path("<uuid:uuid>/results/", results.home, name="results"),
    path("<uuid:uuid>/results/words/", results.texts, name="texts"),
    path("<uuid:uuid>/results/workbook/", results.workbook, name="workbook"),
    path("<uuid:uuid>/paper/", paper.home, name="paper"),
    path("<uuid:uuid>/paper/template/", paper.template, name="paper_template"),
    path("<uuid:uuid>/paper/upload/", paper.upload, name="paper_upload"),
    path("<uuid:uuid>/paper/<uuid:entry>/choose/", paper.choose, name="paper_choose"),
    path("<uuid:uuid>/<slug:step>/", surveys.settle, name="settle"),
]
answer_urlpatterns = ([path("<slug:key>/", answering.answer, name="survey")], "answers_to")
