"""Visits planned from the page of a case: by whom, for whom, and what the case shows of them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from cast import MEMBERS
from factories.cases import CHILD_NAME, colleague
from mueang.apps.notices.models import Notice
from mueang.apps.support.actions.cases import break_glass, trust_worker
from mueang.apps.support.actions.visits import Report, call_off_visit, plan_visit, sync_visits
from mueang.apps.support.enums.cases import Part
from mueang.apps.support.models.visits import Visit
from mueang.apps.support.queries.pages import case_page
from mueang.apps.support.queries.visits import visits_of_case
from mueang.apps.support.rules.cases import sight_of
from mueang.apps.support.rules.visits import may_plan_for, team_of, visible_visits

pytestmark = pytest.mark.django_db
SECRET = "พบเด็กอยู่กับยาย (เรื่องสมมติ)"


@pytest.fixture
def mate(cast, case):
    """Of the case's team, and may not read its notes."""
    user = colleague(cast)
    trust_worker(case=case, worker=user, reason="ช่วยเยี่ยม", withheld=[Part.NOTES], actor=cast.case_worker)
    return user


@pytest.fixture
def blind(cast, case):
    user = colleague(cast)
    trust_worker(case=case, worker=user, reason="ช่วยเรื่องเงิน", withheld=[Part.NAME], actor=cast.case_worker)
    return user


def planned(case, to, actor, *, ahead=1):
    on = timezone.localdate() + timedelta(days=ahead)
    return plan_visit(about=case, to=to, on=on, purpose="ถามเรื่องค่ารถ", actor=actor)


def reported(visit, by):
    report = Report(uuid=uuid4(), visit=visit.uuid, found="child", made_at=timezone.now(), said=SECRET)
    [kept] = sync_visits(reports=[report], device=None, sent_at=timezone.now(), actor=by)
    assert kept.refusal is None


def page_of(case, viewer):
    return case_page(viewer=viewer, city=case.city.slug, uuid=case.uuid, now=timezone.now())


def test_who_may_plan_a_visit_for_whom(cast, case, mate, blind):
    outside = colleague(cast)
    may = {name for name in MEMBERS if may_plan_for(getattr(cast, name), case, to=mate)}

    assert may == {"case_worker", "case_supervisor"}
    assert may_plan_for(mate, case, to=mate)
    assert not may_plan_for(mate, case, to=cast.case_worker)
    for actor, to in ((cast.case_worker, outside), (cast.case_supervisor, blind), (outside, outside), (blind, blind)):
        with pytest.raises(PermissionDenied):
            planned(case, to, actor)
    assert set(team_of(case)) == {cast.case_worker, cast.case_supervisor, mate}
    assert not Visit.objects.exists()


def test_whoever_opened_the_case_in_an_emergency_may_go(cast, case):
    helper = colleague(cast)
    break_glass(city=cast.city, number=case.number, reason="เด็กอยู่ในอันตราย", actor=helper)

    assert helper in team_of(case)
    assert may_plan_for(helper, case, to=helper)


def test_who_answers_for_the_case_sees_the_visits_of_the_team(cast, case, mate, blind):
    visit = planned(case, mate, cast.case_worker)

    assert {
        u.username
        for u in (cast.case_worker, cast.case_supervisor, mate, blind, cast.officer)
        if visit in visible_visits(u)
    } == {
        "case_worker",
        "case_supervisor",
        mate.username,
    }
    assert Notice.objects.filter(user=mate).exists()
    assert not any(CHILD_NAME in f"{one.subject} {one.body}" for one in Notice.objects.all())


def test_the_case_shows_planned_done_and_called_off_visits(cast, case, mate):
    done, off, ahead = (planned(case, mate, cast.case_worker, ahead=day) for day in (0, 1, 2))
    reported(done, mate)
    call_off_visit(visit=off, actor=cast.case_worker)

    seen = page_of(case, cast.case_worker).visits
    hidden = page_of(case, mate).visits

    assert [one.visit for one in seen] == [ahead, off, done]
    assert [bool(one.report) for one in seen] == [False, False, True]
    assert [(bool(one.report), one.is_done) for one in hidden] == [(False, False), (False, False), (False, True)]
    assert all(one.may_open for one in (*seen, *hidden))
    assert SECRET in [entry.words for entry in page_of(case, cast.case_worker).timeline]
    assert SECRET not in [entry.words for entry in page_of(case, mate).timeline]


def test_the_page_plans_a_visit_and_shows_it(client, cast, case, mate):
    client.force_login(cast.case_worker)
    address = reverse("support:case_visit", args=[cast.city.slug, case.uuid])
    page = reverse("support:case", args=[cast.city.slug, case.uuid])

    assert address in client.get(page).content.decode()
    assert str(mate.uuid) in client.get(address).content.decode()
    assert client.post(address, {"to": mate.uuid, "on": "ไม่ใช่วัน"}).status_code == 422
    on = timezone.localdate() + timedelta(days=1)
    done = client.post(address, {"to": mate.uuid, "on": on.isoformat(), "purpose": "ถามเรื่องค่ารถ"})
    visit = Visit.objects.get()

    assert done["Location"] == f"{page}#visits"
    assert (visit.case, visit.assigned_to, visit.planned_on) == (case, mate, on)
    text = client.get(page).content.decode()
    assert reverse("support:visit", args=[cast.city.slug, visit.uuid]) in text
    assert "ถามเรื่องค่ารถ" in text


def test_the_door_is_shut_for_everybody_else(client, cast, case, blind):
    address = reverse("support:case_visit", args=[cast.city.slug, case.uuid])
    people = {name: getattr(cast, name) for name in MEMBERS if name not in {"case_worker", "case_supervisor"}}

    for name, viewer in (people | {"blind": blind}).items():
        client.logout()
        if viewer.is_authenticated:
            client.force_login(viewer)
        typed = {"to": cast.case_worker.uuid, "on": timezone.localdate().isoformat()}
        for answer in (client.get(address), client.post(address, typed)):
            assert (name, answer.status_code) == (name, 302 if name == "anonymous" else 404)
    assert not Visit.objects.exists()


def test_of_the_team_each_plans_their_own_on_the_page(client, cast, case, mate):
    client.force_login(mate)
    address = reverse("support:case_visit", args=[cast.city.slug, case.uuid])

    assert str(cast.case_worker.uuid) not in client.get(address).content.decode()
    client.post(address, {"to": mate.uuid, "on": timezone.localdate().isoformat(), "purpose": "เรื่องของทีม"})

    assert Visit.objects.get().assigned_to == mate
    assert "เรื่องของทีม" not in client.get(reverse("support:case", args=[cast.city.slug, case.uuid])).content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_visits_of_a_case_cost_one_statement(cast, case, n, django_assert_num_queries):
    for _each in range(n):
        reported(planned(case, cast.case_worker, cast.case_worker), cast.case_worker)
    sight = sight_of(cast.case_worker, case)

    with django_assert_num_queries(1):
        rows = visits_of_case(case, viewer=cast.case_worker, sight=sight)
        assert [str(one.report.by) for one in rows] == [str(cast.case_worker)] * n
