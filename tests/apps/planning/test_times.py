"""Times for activities: asked of people, proposed with reasons, taken over as sessions."""

import io
from datetime import date, datetime, timedelta

import openpyxl
import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from factories.catalog import DraftFactory, InstructorFactory
from factories.rows import PlaceFactory, SessionFactory
from mueang.apps.catalog.models import Session
from mueang.apps.planning.actions import (
    accept_times,
    answer_times,
    ask_for_times,
    ask_to_compute,
    drop_times,
    propose_times,
)
from mueang.apps.planning.enums import TimesState
from mueang.apps.planning.errors import DayIsOver, NothingProposed, TimesAskedAlready, TimesClosed
from mueang.apps.planning.models import TimeAnswer, TimeQuestion
from mueang.apps.planning.queries import proposed_times, rooms_of, time_question_list, times_due
from mueang.apps.planning.tasks import run

pytestmark = pytest.mark.django_db

# A Monday, without a holiday in the two weeks after it.
FROM = date(2027, 1, 11)
EVENING, SATURDAY = "TU-evening", "SA-morning"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def draft(cast):
    offering = DraftFactory(city=cast.city, place=cast.place, program__city=cast.city, seats=20)
    InstructorFactory(offering=offering)
    return offering


def asked(offering, cast, now, **more):
    wish = {"sessions_a_week": 1, "minutes": 120, "n_weeks": 2, "from_on": FROM, "least": 2}
    wish |= {"teaching": [EVENING, SATURDAY], "rooms": [str(offering.place.uuid)]}
    wish["answers_until"] = timezone.localdate() + timedelta(days=3)
    return ask_for_times(offering=offering, actor=cast.manager, now=now, **wish | more)


def answered(question, now, *parts, n=1):
    return answer_times(question=question, parts=parts, n_people=n, key=str(TimeAnswer.objects.count()), now=now)


def computed(cast, now, *questions):
    ask_to_compute(city=cast.city, questions=[one.uuid for one in questions], actor=cast.manager, now=now)
    assert run(now) == len(questions)
    for one in questions:
        one.refresh_from_db()
    return [proposed_times(one, places=rooms_of(cast.city)) for one in questions]


def test_the_time_at_which_most_can_come_becomes_draft_sessions(cast, draft, now):
    question = asked(draft, cast, now)
    answered(question, now, EVENING, n=2)
    answered(question, now, EVENING, SATURDAY)
    answered(question, now, "WE-morning", "no-such-part")

    [found] = computed(cast, now, question)

    assert [(one.weekday.value, str(one.from_time), one.place) for one in found.meetings] == [
        ("TU", "17:00:00", cast.place)
    ]
    assert (found.n_come, found.n_asked, found.is_proved) == (3, 4, True)
    assert found.reasons == [("ไม่เคยว่างตรงกับผู้สอนและสถานที่", 1)]

    sessions = accept_times(question=question, actor=cast.manager)
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert [timezone.localtime(row.starts_at).isoformat()[:16] for row in sessions] == [
        "2027-01-12T17:00",
        "2027-01-19T17:00",
    ]
    with pytest.raises(NothingProposed):
        accept_times(question=question, actor=cast.manager)
    assert Session.objects.filter(offering=draft).count() == 2


def test_what_is_planned_elsewhere_and_closed_hours_are_not_free(cast, draft, now):
    """The teacher is at another session on Tuesday evening; on Saturday the place closes at eleven."""
    other = InstructorFactory(person=draft.instructors.get().person, offering__city=cast.city).offering
    begins = datetime(2027, 1, 19, 18, tzinfo=timezone.get_current_timezone())
    SessionFactory(offering=other, starts_at=begins, ends_at=begins + timedelta(hours=1))
    cast.place.__class__.objects.filter(pk=cast.place.pk).update(opens_at="09:00", closes_at="20:00")
    question = asked(draft, cast, now)
    answered(question, now, EVENING, n=3)
    answered(question, now, SATURDAY, n=2)

    [found] = computed(cast, now, question)
    cast.place.__class__.objects.filter(pk=cast.place.pk).update(closes_at="10:30")
    [closed] = computed(cast, now, question)

    assert [one.weekday.value for one in found.meetings] == ["SA"]
    assert (closed.meetings, closed.n_come) == ([], 0)
    assert closed.reasons == [("ไม่มีสถานที่ใดว่างครบจำนวนวัน โปรดเลือกสถานที่เพิ่ม", 1)]


def test_two_activities_of_one_teacher_get_two_times_and_the_reason_is_told_where_few_can_come(cast, draft, now):
    second = DraftFactory(city=cast.city, place=cast.place, program__city=cast.city)
    InstructorFactory(offering=second, person=draft.instructors.get().person)
    third = DraftFactory(city=cast.city, place=cast.place, program__city=cast.city)
    far = PlaceFactory(city=cast.city)
    rooms = [str(cast.place.uuid), str(far.uuid)]
    questions = [asked(one, cast, now, rooms=rooms, minutes=180) for one in (draft, second, third)]
    for one in questions:
        answered(one, now, EVENING, SATURDAY, n=2)
    lonely = asked(DraftFactory(city=cast.city, place=far, program__city=cast.city), cast, now, least=9)
    InstructorFactory(offering=lonely.offering)
    answered(lonely, now, EVENING)

    first, other, nobody, few = computed(cast, now, *questions, lonely)

    assert {first.meetings[0].weekday.value, other.meetings[0].weekday.value} == {"TU", "SA"}
    assert next(why for why, _n in nobody.reasons).startswith("ผู้สอนไม่ว่าง")
    assert next(why for why, _n in few.reasons).startswith("คนที่ว่างตรงกันมีน้อย")


def test_a_killed_worker_leaves_the_question_waiting_and_a_dropped_one_is_not_written(cast, draft, now):
    question = asked(draft, cast, now)
    answered(question, now, EVENING, n=2)
    ask_to_compute(city=cast.city, questions=[question.uuid], actor=cast.manager, now=now)
    taken = times_due(question.city)
    assert [row.pk for row in taken] == [row.pk for row in times_due(question.city)] == [question.pk]

    ask_to_compute(city=cast.city, questions=[question.uuid], actor=cast.manager, now=now + timedelta(minutes=1))

    assert propose_times(questions=taken) == 0
    assert run(now) == 1
    assert run(now) == 0


def test_who_may_ask_and_until_when_people_answer(cast, draft, now):
    with pytest.raises(PermissionDenied):
        ask_for_times(offering=draft, actor=cast.manager_elsewhere, now=now, answers_until=date(2099, 1, 1))
    with pytest.raises(DayIsOver):
        asked(draft, cast, now, answers_until=date(2020, 1, 1))
    question = asked(draft, cast, now)
    with pytest.raises(TimesAskedAlready):
        asked(draft, cast, now)
    first = answer_times(question=question, parts=[EVENING], n_people=1, key="same", now=now)
    assert answer_times(question=question, parts=[SATURDAY], n_people=9, key="same", now=now) == first
    with pytest.raises(TimesClosed):
        answered(question, now + timedelta(days=4), EVENING)
    for action in (accept_times, drop_times):
        with pytest.raises(PermissionDenied):
            action(question=question, actor=cast.manager_elsewhere)
    with pytest.raises(PermissionDenied):
        ask_to_compute(city=cast.city, questions=[question.uuid], actor=cast.keeper, now=now)
    with pytest.raises(NothingProposed):
        accept_times(question=question, actor=cast.manager)
    drop_times(question=question, actor=cast.manager)
    assert not TimeQuestion.objects.exists()


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_is_one_statement_however_many(cast, now, n, django_assert_num_queries):
    for _ in range(n):
        question = asked(DraftFactory(city=cast.city, place=cast.place, program__city=cast.city), cast, now)
        answered(question, now, EVENING, n=3)

    with django_assert_num_queries(1):
        rows = list(time_question_list(cast.city))
        assert [(row.n_people, row.offering.place) for row in rows] == [(3, cast.place)] * n


def test_anybody_says_when_they_could_come_without_saying_who_they_are(client, cast, draft, now):
    cache.clear()
    question = asked(draft, cast, now)
    address = reverse("public:times", args=[cast.city.slug, question.uuid])
    listed = client.get(reverse("public:scenarios", args=[cast.city.slug])).content.decode()
    page = client.get(address).content.decode()

    sent = {"parts": [EVENING, SATURDAY], "n_people": "2", "request_key": "k" * 40}
    answers = [client.post(address, sent | more).status_code for more in ({}, {}, {"n_people": "11"}, {"parts": []})]
    nonsense = client.post(address, sent | {"parts": ["MO-night"], "request_key": "other"})

    assert address in listed
    assert page.count('name="parts"') == 21
    assert (answers, nonsense.status_code) == ([302, 302, 422, 422], 422)
    assert [(row.parts, row.n_people) for row in TimeAnswer.objects.all()] == [([EVENING, SATURDAY], 2)]
    too_many = [client.post(address, sent | {"request_key": f"n{n}"}).status_code for n in range(60)]
    assert (too_many[0], too_many[-1]) == (302, 429)
    TimeQuestion.objects.update(answers_until=date(2020, 1, 1))
    assert client.post(address, sent | {"request_key": "late"}).status_code in {422, 429}
    assert 'name="parts"' not in client.get(address).content.decode()
    assert client.get(reverse("public:times", args=[cast.elsewhere.slug, question.uuid])).status_code == 404


def test_the_desk_asks_computes_and_plans(client, cast, draft, now):
    client.force_login(cast.manager)
    home = reverse("planning:times", args=[cast.city.slug])
    ask = reverse("planning:times_ask", args=[cast.city.slug])
    typed = {"offering": str(draft.uuid), "sessions_a_week": "1", "minutes": "90", "from_on": "11/1/2570"}
    typed |= {"n_weeks": "2", "least": "1", "answers_until": "1/1/2599"}
    empty = client.get(home).content.decode()
    wrong = [client.post(ask, typed).status_code, client.post(ask, typed | {"answers_until": "1/1/2560"}).status_code]
    made = client.post(ask, typed | {"teaching": [EVENING], "rooms": []})
    question = TimeQuestion.objects.get()
    page = reverse("planning:times_page", args=[cast.city.slug, question.uuid])

    assert (ask in empty, wrong, made.url) == (True, [422, 422], page)
    assert (question.rooms, question.from_on) == ([str(cast.place.uuid)], FROM)
    answered(question, now, EVENING, n=2)
    client.post(reverse("planning:times_compute", args=[cast.city.slug]), {"one": ["nonsense"]})
    client.post(reverse("planning:times_compute", args=[cast.city.slug]), {"one": [str(question.uuid)]})
    waiting = [client.get(where).content.decode() for where in (home, page)]
    run(now)
    shown = client.get(page).content.decode()
    file = openpyxl.load_workbook(io.BytesIO(client.get(home, {"format": "xlsx"}).content))
    client.post(reverse("planning:times_accept", args=[cast.city.slug, question.uuid]))
    again = client.post(reverse("planning:times_accept", args=[cast.city.slug, question.uuid]), follow=True)

    assert all("data-watch" in text for text in waiting)
    assert "พิสูจน์แล้ว" in shown
    assert list(file.active.values)[-1][2:] == (2, 2, "อังคาร 17:00–18:30")
    assert "ไม่มีเวลาให้นำไปใช้" in again.content.decode()
    assert TimeQuestion.objects.get().state == TimesState.ACCEPTED
    assert draft.sessions.count() == 2
    client.force_login(cast.manager_elsewhere)
    drop = reverse("planning:times_drop", args=[cast.city.slug, question.uuid])
    assert [client.get(page).status_code, client.post(drop).status_code] == [404, 404]
    client.force_login(cast.manager)
    assert client.post(drop).url == home
