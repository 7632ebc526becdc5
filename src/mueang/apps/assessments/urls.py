"""Addresses: the learner's own, the assessor's desk, and the office of a city."""

from django.urls import path

from mueang.lib.late import LateViews

learning = LateViews("mueang.apps.assessments.views.learning")
work = LateViews("mueang.apps.assessments.views.work")
judging = LateViews("mueang.apps.assessments.views.judging")
office = LateViews("mueang.apps.assessments.views.office")

app_name = "assessments"
urlpatterns = [
    path("", office.home, name="home"),
    path("course-for-moodle.zip", office.course_zip, name="course_zip"),
    path("offerings/<uuid:offering>/", office.board, name="board"),
    path("offerings/<uuid:offering>/results.xlsx", office.results, name="results"),
    path("offerings/<uuid:offering>/prepare/", office.prepare, name="prepare"),
    path("offerings/<uuid:offering>/assessors/", office.appoint, name="appoint"),
    path("offerings/<uuid:offering>/assessors/<int:grant>/end/", office.dismiss, name="dismiss"),
    path("offerings/<uuid:offering>/quizzes/add/", office.quiz_add, name="quiz_add"),
    path("offerings/<uuid:offering>/assignments/add/", office.assignment_add, name="assignment_add"),
    path("quizzes/<uuid:quiz>/", office.quiz, name="quiz"),
    path("quizzes/<uuid:quiz>/change/", office.quiz_change, name="quiz_change"),
    path("quizzes/<uuid:quiz>/questions.gift.txt", office.gift_out, name="gift_out"),
    path("quizzes/<uuid:quiz>/questions/<uuid:item>/retire/", office.item_retire, name="item_retire"),
    path("assignments/<uuid:assignment>/", office.assignment_change, name="assignment_change"),
]
learner_urlpatterns = (
    [
        path("", learning.home, name="home"),
        path("quiz/<uuid:quiz>/<uuid:enrollment>/", learning.quiz, name="quiz"),
        path("attempt/<uuid:attempt>/", learning.attempt, name="attempt"),
        path("assignment/<uuid:assignment>/<uuid:enrollment>/", work.assignment, name="assignment"),
        path("work/<uuid:hand_in>/", work.work, name="work"),
        path("work/<uuid:hand_in>/rows/<slug:kind>/", work.rows, name="rows"),
        path("work/<uuid:hand_in>/<slug:step>/", work.step, name="step"),
        path("file/<uuid:file>/", work.file, name="file"),
    ],
    "my_assessments",
)
judging_urlpatterns = (
    [
        path("", judging.desk, name="desk"),
        path("<uuid:hand_in>/", judging.page, name="page"),
        path("<uuid:hand_in>/<slug:step>/", judging.step, name="step"),
    ],
    "judging",
)
