"""The pages of a course, door by door."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from factories.courses import a_learner, a_run
from factories.rows import OfferingFactory, RoleGrantFactory, SessionFactory
from markup import faults_of
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.assessments.actions import prepare_course
from mueang.apps.assessments.models import Assignment, Quiz
from mueang.apps.courses.models import CourseRun, CourseSeat, ModuleProgress
from mueang.curriculum.reading import packaged_course

FIRST, LAST = "learning-city", "capstone"


def to(name, *rest):
    with translation.override("en"):
        return reverse(name, args=rest)


@pytest.fixture
def learner(cast, client):
    found = a_learner(a_run(cast), "reader")
    client.force_login(found.person.user)
    return found


def test_a_learner_reads_marks_and_takes_back(learner, client):
    assert client.get(to("course:mine")).headers["Location"] == to("course:home", learner.uuid)
    home = client.get(to("course:home", learner.uuid)).content.decode()
    assert "Begin" in home
    assert "You may not enter the desk of any city yet" in home
    page = client.get(to("course:module", learner.uuid, FIRST)).content.decode()
    assert "A city is already teaching" in page
    assert 'popovertarget="term-learning-city"' in page
    assert 'id="term-learning-city"' in page
    assert "Do it here" not in page
    assert "Prepare" not in page  # the facilitator's notes are not for learners

    answer = client.post(to("course:read", learner.uuid, FIRST))
    assert answer.headers["Location"] == to("course:module", learner.uuid, "left-out")
    assert "You have read this module" in client.get(to("course:module", learner.uuid, FIRST)).content.decode()
    client.post(to("course:read", learner.uuid, FIRST), {"again": "1"})
    assert not ModuleProgress.objects.get().read_at
    answer = client.post(to("course:read", learner.uuid, LAST))
    assert answer.headers["Location"] == to("course:home", learner.uuid)
    for wrong in (to("course:module", learner.uuid, "nothing"), to("course:strand", learner.uuid, "nothing")):
        assert client.get(wrong).status_code == 404


def test_every_module_and_every_workbook_opens_in_both_languages_and_no_two_parts_sound_alike(learner, client):
    for language in ("th", "en"):
        with translation.override(language):
            pages = [reverse("course:strand", args=[learner.uuid, one.key]) for one in packaged_course().strands]
            pages += [reverse("course:module", args=[learner.uuid, one.key]) for one in packaged_course().modules[::7]]
        for page in pages:
            answer = client.get(page)
            assert answer.status_code == 200
            assert faults_of(answer.content.decode()) == []


def test_the_activity_leads_to_the_room_of_ones_own_city(learner, client, cast):
    user = learner.person.user
    RoleGrantFactory(user=user, role=Role.CITY_OFFICER, scope_kind=ScopeKind.CITY, scope=cast.elsewhere.uuid, city=None)

    page = client.get(to("course:module", learner.uuid, "local-capital")).content.decode()

    assert f'href="{to("heritage:items", cast.elsewhere.slug)}"' in page
    assert client.post(to("course:city", learner.uuid), {"city": cast.city.pk}).status_code == 302
    assert not CourseSeat.objects.exists()
    client.post(to("course:city", learner.uuid), {"city": cast.elsewhere.pk})
    assert CourseSeat.objects.get().city == cast.elsewhere


def test_marks_kept_without_a_network_are_taken_as_often_as_they_come(learner, client):
    address = to("course:progress", learner.uuid)
    now = timezone.now().isoformat()
    sent = {
        "marks": [{"module": FIRST, "at": now, "is_read": True}, {"module": FIRST, "at": now, "place": "reading-2"}]
    }
    first = client.get(address).json()
    assert (first["read"], first["places"]) == ([], {})
    assert first["token"]

    answers = [client.post(address, json.dumps(sent), content_type="application/json") for _twice in range(2)]

    assert [answer.json()["read"] for answer in answers] == [[FIRST], [FIRST]]
    assert answers[1].json()["places"] == {FIRST: "reading-2"}
    assert ModuleProgress.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        "no json",
        "[]",
        '{"marks": 3}',
        '{"marks": ["x"]}',
        '{"marks": [{"module": "learning-city"}]}',
        '{"marks": [{"module": "learning-city", "at": "2023-11-04"}]}',
        '{"marks": [{"module": "learning-city", "at": "2023-11-04T09:00:00Z", "place": "<script>"}]}',
        '{"marks": [{"module": "nothing", "at": "2023-11-04T09:00:00Z"}]}',
        json.dumps({"marks": [{"module": "learning-city", "at": "2023-11-04T09:00:00Z"}] * 61}),
    ],
)
def test_what_no_device_sends_is_refused(learner, client, body):
    answer = client.post(to("course:progress", learner.uuid), body, content_type="application/json")

    assert answer.status_code == 400
    assert not ModuleProgress.objects.exists()


def test_a_stranger_meets_nothing_of_anothers_course(learner, client, cast):
    run = learner.offering.course_run
    mine = [to("course:home", learner.uuid), to("course:module", learner.uuid, FIRST)]
    mine += [to("course:strand", learner.uuid, "drive"), to("course:progress", learner.uuid)]
    desk = [to("courses:run", cast.city.slug, run.uuid), to("courses:teach", cast.city.slug, run.uuid, FIRST)]
    for who in (a_learner(run).person.user, cast.stranger, cast.manager):
        client.force_login(who)
        assert {client.get(page).status_code for page in mine} == {404}
        assert client.post(to("course:read", learner.uuid, FIRST)).status_code == 404
    for who in (learner.person.user, cast.stranger, cast.manager_elsewhere):
        client.force_login(who)
        assert {client.get(page).status_code for page in desk} == {404}
    client.logout()
    assert client.get(to("course:progress", learner.uuid)).status_code == 401
    assert {client.get(page).status_code for page in [*mine[:3], *desk]} == {302}


def test_the_worker_keeps_styles_and_no_page_of_anybody(client, learner):
    answer = client.get(to("course:worker"))

    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "courses/course.js" in answer.content.decode()
    assert str(learner.uuid) not in answer.content.decode()


def test_an_officer_opens_the_course_and_says_what_meetings_teach(client, cast):
    offering = OfferingFactory(program__city=cast.city)
    SessionFactory(offering=offering, number=1)
    client.force_login(cast.officer)
    home = to("courses:home", cast.city.slug)
    assert "No course yet" in client.get(home).content.decode()

    answer = client.post(home, {"offering": offering.pk})

    run = CourseRun.objects.get()
    assert answer.headers["Location"] == to("courses:strands", cast.city.slug, run.uuid)
    assert "Open the course in this activity" not in client.get(home).content.decode()
    strands = answer.headers["Location"]
    assert "Understand learning cities" in client.get(strands).content.decode()
    client.post(strands, {"s1": "drive"})
    assert run.offering.sessions.get().taught.strand == "drive"
    assert client.post(strands, {"s1": "nothing"}).status_code == 200
    assert client.post(home, {"offering": offering.pk}).status_code == 200
    assert client.get(to("courses:home", cast.elsewhere.slug)).status_code == 404


def test_a_facilitator_sees_what_to_prepare_and_how_the_time_goes(client, cast):
    run = a_run(cast)
    client.force_login(cast.instructor)

    page = client.get(to("courses:teach", cast.city.slug, run.uuid, FIRST)).content.decode()

    assert "Prepare" in page
    for begins in ("0:00", "0:15", "0:45", "1:00", "1:35", "2:00"):
        assert f">{begins}</td>" in page
    assert client.get(to("courses:teach", cast.city.slug, run.uuid, "nothing")).status_code == 404
    assert client.get(to("courses:teach", cast.city.slug, uuid4(), FIRST)).status_code == 404
    assert client.get(to("courses:strands", cast.city.slug, run.uuid)).status_code == 403


def test_a_module_leads_to_its_quiz_and_to_the_work_handed_in(learner, client, cast):
    prepare_course(offering=learner.offering, course=packaged_course(), actor=cast.manager)
    quiz, work = Quiz.objects.get(module=FIRST), Assignment.objects.get(module=FIRST)

    page = client.get(to("course:module", learner.uuid, FIRST)).content.decode()

    for address in (
        to("my_assessments:quiz", quiz.uuid, learner.uuid),
        to("my_assessments:assignment", work.uuid, learner.uuid),
    ):
        assert address in page
        assert client.get(address).status_code == 200


def test_who_only_facilitates_lands_at_the_course_and_finds_it_in_the_menu(client, cast):
    run = a_run(cast)
    RoleGrantFactory(user=cast.stranger, role=Role.FACILITATOR, scope_kind=ScopeKind.OFFERING, scope=run.offering.uuid)
    client.force_login(cast.stranger)

    landed = client.get("/en/go/").url
    page = client.get(landed).content.decode()

    assert landed == to("courses:home", cast.city.slug)
    assert to("courses:run", cast.city.slug, run.uuid) in page
    assert f'href="{landed}"' in page
    assert f"/desk/{cast.city.slug}/enrollment/" not in page


@pytest.mark.parametrize("n", [1, 3])
def test_pages_ask_the_same_number_of_statements_however_many(client, cast, n, django_assert_num_queries):
    runs = [a_run(cast, meetings=n) for _run in range(n)]
    learner = next(a_learner(runs[0]) for _learner in range(n))
    client.force_login(cast.officer)
    with django_assert_num_queries(6):
        client.get(to("courses:home", cast.city.slug))
    with django_assert_num_queries(7):
        client.get(to("courses:run", cast.city.slug, runs[0].uuid))
    client.force_login(learner.person.user)
    with django_assert_num_queries(8):
        client.get(to("course:home", learner.uuid))
    with django_assert_num_queries(14):
        client.get(to("course:module", learner.uuid, FIRST))
