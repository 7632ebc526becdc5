"""Conferences: agenda from cases one may see, decisions that stand in the plan, minutes closed once."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from cast import MEMBERS
from factories.cases import CHILD_NAME, colleague, opened
from mueang.apps.audit.models import Event
from mueang.apps.support.actions.conferences import (
    ask_to_come,
    call_conference,
    close_minutes,
    put_on_agenda,
    read_conference,
    resolve,
    write_said,
)
from mueang.apps.support.errors.conferences import ConferenceHeld, NothingDecided, OnTheAgenda
from mueang.apps.support.models.conferences import Attendee, Conference, Resolution
from mueang.apps.support.models.planning import Plan, Step
from mueang.apps.support.queries.caseload import caseload
from mueang.apps.support.queries.conferences import conference_page
from mueang.apps.support.rules.conferences import visible_conferences
from mueang.lib.workbook import open_workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference(cast):
    return call_conference(
        city=cast.city, held_on=timezone.localdate(), place="ห้องประชุมสมมติ", actor=cast.case_supervisor
    )


def decide(item, cast, **more):
    due_on = timezone.localdate() + timedelta(days=3)
    details = {"words": "หาที่เรียนใกล้บ้าน", "owner_name": "สกร.สมมติ", "due_on": due_on} | more
    return resolve(item=item, actor=cast.case_supervisor, **details)


def test_only_those_with_a_case_on_it_see_a_conference(cast, conference):
    assert {name for name in MEMBERS if conference in visible_conferences(getattr(cast, name))} == {"case_supervisor"}

    put_on_agenda(conference=conference, case=opened(cast), question="เรียนที่ไหน", actor=cast.case_worker)

    see = {name for name in MEMBERS if conference in visible_conferences(getattr(cast, name))}
    assert see == {"case_supervisor", "case_worker"}


def test_a_seat_at_the_table_opens_no_other_childs_case(cast, conference):
    mine, theirs = opened(cast), opened(cast, actor=colleague(cast))
    for case in (mine, theirs):
        put_on_agenda(conference=conference, case=case, question="?", actor=cast.case_supervisor)

    page = conference_page(viewer=cast.case_worker, conference=conference, today=timezone.localdate())

    assert [seen.item.case for seen in page.items] == [mine]
    assert page.n_hidden == 1
    with pytest.raises(OnTheAgenda):
        put_on_agenda(conference=conference, case=mine, question="?", actor=cast.case_worker)
    with pytest.raises(PermissionDenied):
        put_on_agenda(conference=conference, case=theirs, question="?", actor=cast.case_worker)


def test_a_decision_is_a_step_of_the_plan_and_stands_in_the_workers_list(cast, conference):
    case, today = opened(cast), timezone.localdate()
    plan = Plan.objects.create(case=case, goal="กลับไปเรียน", made_by=cast.case_worker, made_at=timezone.now())
    item = put_on_agenda(conference=conference, case=case, question="?", actor=cast.case_worker)

    row = decide(item, cast)

    assert (row.step, row.step.plan, row.step.due_on) == (Step.objects.get(), plan, today + timedelta(days=3))
    load = caseload(viewer=cast.case_worker, city=cast.city, now=timezone.now())
    assert "step" in {due.kind for due in (*load.overdue, *load.today, *load.later)}


def test_without_a_plan_the_case_is_looked_at_on_that_day(cast, conference):
    case = opened(cast)
    item = put_on_agenda(conference=conference, case=case, question="?", actor=cast.case_worker)

    decide(item, cast, due_on=timezone.localdate() + timedelta(days=2))

    case.refresh_from_db()
    assert case.review_on == timezone.localdate() + timedelta(days=2)
    assert Resolution.objects.get().step is None


def test_minutes_are_closed_once_and_with_a_word_for_every_case(cast, conference):
    first, second = (
        put_on_agenda(conference=conference, case=opened(cast), question="?", actor=cast.case_worker) for _n in "ab"
    )
    mother = ask_to_come(conference=conference, name="แม่สมมติ", agency="ครอบครัว", actor=cast.case_supervisor)
    ask_to_come(conference=conference, name="พมจ.สมมติ", agency="", actor=cast.case_supervisor)
    decide(first, cast)
    with pytest.raises(NothingDecided):
        close_minutes(conference=conference, came=[mother.uuid], actor=cast.case_supervisor)
    write_said(item=second, said="รอผลตรวจ", is_family_there=True, actor=cast.case_supervisor)

    close_minutes(conference=conference, came=[mother.uuid], actor=cast.case_supervisor)

    assert sorted(Attendee.objects.values_list("came", flat=True)) == [False, True]
    for act in (
        lambda: decide(second, cast),
        lambda: ask_to_come(conference=conference, name="x", agency="", actor=cast.case_supervisor),
        lambda: write_said(item=second, said="x", is_family_there=None, actor=cast.case_supervisor),
        lambda: close_minutes(conference=conference, came=[], actor=cast.case_supervisor),
        lambda: put_on_agenda(conference=conference, case=opened(cast), question="?", actor=cast.case_worker),
    ):
        with pytest.raises(ConferenceHeld):
            act()


def test_strangers_change_nothing(cast, conference):
    item = put_on_agenda(conference=conference, case=opened(cast), question="?", actor=cast.case_worker)
    for name in ("stranger", "manager", "unit_officer", "case_worker", "teacher", "auditor"):
        actor = getattr(cast, name)
        for act in (
            lambda actor=actor: call_conference(city=cast.city, held_on=timezone.localdate(), place="x", actor=actor),
            lambda actor=actor: ask_to_come(conference=conference, name="x", agency="", actor=actor),
            lambda actor=actor: write_said(item=item, said="x", is_family_there=None, actor=actor),
            lambda actor=actor: close_minutes(conference=conference, came=[], actor=actor),
            lambda actor=actor: resolve(item=item, words="x", owner_name="x", due_on=timezone.localdate(), actor=actor),
        ):
            with pytest.raises(PermissionDenied):
                act()
    with pytest.raises(PermissionDenied):
        read_conference(conference=conference, actor=cast.manager, n_cases=0, way="page")


@pytest.mark.parametrize("n_rows", [1, 3])
def test_a_page_takes_a_fixed_number_of_statements(cast, conference, n_rows, django_assert_max_num_queries):
    for _row in range(n_rows):
        item = put_on_agenda(conference=conference, case=opened(cast), question="?", actor=cast.case_worker)
        decide(item, cast)

    with django_assert_max_num_queries(8):
        page = conference_page(viewer=cast.case_supervisor, conference=conference, today=timezone.localdate())

    assert len(page.items) == n_rows


def url(name, cast, *more):
    return reverse(f"support:{name}", args=[cast.city.slug, *more])


def test_each_page_opens_only_for_those_who_may(client, cast, conference):
    put_on_agenda(conference=conference, case=opened(cast), question="?", actor=cast.case_worker)
    both = {"case_worker", "case_supervisor"}
    for page in (
        url("conferences", cast),
        url("conference", cast, conference.uuid),
        url("minutes", cast, conference.uuid),
    ):
        for name in MEMBERS:
            client.logout()
            if name != "anonymous":
                client.force_login(getattr(cast, name))
            answer = client.get(page)
            expected = 200 if name in both else 302 if name == "anonymous" else 404
            assert (name, page, answer.status_code) == (name, page, expected)
            assert name in both or CHILD_NAME not in answer.content.decode()
            title = answer.content.decode().partition("<title>")[2].partition("</title>")[0]
            assert CHILD_NAME not in title
    assert Event.objects.filter(target=f"support.conference:{conference.uuid}", verb="read").exists()


def test_a_conference_is_held_by_its_pages(client, cast):
    case, day = opened(cast), f"{timezone.localdate():%d/%m/%Y}"
    client.force_login(cast.case_worker)
    assert client.post(url("conferences", cast), {"held_on": day, "place": "x"}).status_code == 404
    client.force_login(cast.case_supervisor)
    assert client.post(url("conferences", cast), {}).status_code == 422
    client.post(url("conferences", cast), {"held_on": day, "place": "ศาลากลางสมมติ"})
    uuid = Conference.objects.get().uuid

    def do(step, **typed):
        return client.post(url("conference_step", cast, uuid, step), typed)

    do("agenda", case=case.uuid, question="เรียนต่อที่ไหน")
    do("agenda", case=case.uuid, question="อีกครั้ง")
    do("attendee", name="แม่สมมติ", agency="ครอบครัว")
    do("attendee", name="")
    do("close")
    item = Conference.objects.get().items.get()
    client.post(url("conference_item", cast, uuid, item.uuid, "said"), {"said": "คุยกันแล้ว", "is_family_there": "yes"})
    typed = {"words": "สมัครเรียน", "owner_name": "ครูสมมติ", "due_on": day}
    client.post(url("conference_item", cast, uuid, item.uuid, "decide"), typed)
    text = client.get(url("conference", cast, uuid)).content.decode()
    assert 'for=""' not in text
    assert re.search(r'id="said0_said">\s*คุยกันแล้ว</textarea>', text)
    assert re.search(r'<option value="yes" selected', text)
    assert "สมัครเรียน" in text
    do("close", came=str(Attendee.objects.get().uuid))
    minutes = client.get(url("minutes", cast, uuid)).content.decode()
    assert "ครูสมมติ" in minutes
    assert Conference.objects.get().closed_at
    assert do("nothing").status_code == 404
    assert client.post(url("conference_item", cast, uuid, item.uuid, "nothing"), {}).status_code == 404
    other = call_conference(city=cast.city, held_on=timezone.localdate(), place="x", actor=cast.case_supervisor)
    assert client.post(url("conference_item", cast, other.uuid, item.uuid, "said"), {}).status_code == 404


def test_the_list_of_conferences_is_taken_along_without_a_child(client, cast, conference):
    put_on_agenda(conference=conference, case=opened(cast), question="เรียนต่อทางใด", actor=cast.case_supervisor)
    client.force_login(cast.case_supervisor)

    answer = client.get(url("conferences", cast), {"format": "xlsx"})

    texts = {cell.text for row in open_workbook(answer.content, name="x.xlsx").sheets[0].rows for cell in row}
    assert "ห้องประชุมสมมติ" in texts
    assert not any(CHILD_NAME in text for text in texts)
