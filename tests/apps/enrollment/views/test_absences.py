"""The list of those who stay away, what was heard, and the rule of an offering."""

import pytest
from django.urls import reverse
from django.utils import timezone

from factories.enrollment import adult, joined, past_session, take_roll
from factories.rows import OfferingFactory
from mueang.apps.audit.models import Event
from mueang.apps.enrollment import tasks
from mueang.apps.enrollment.actions import RollMark
from mueang.apps.enrollment.models import AbsenceAlert

pytestmark = pytest.mark.django_db


@pytest.fixture
def alert(cast):
    offering = OfferingFactory(program__city=cast.city, place=cast.place)
    learner = joined(offering, adult("มาลี", phone="0812345678")).enrollments.get()
    for days in (8, 1):
        session = past_session(offering, days=days, number=days)
        take_roll(session, actor=cast.keeper, marks={learner: RollMark("absent")})
    tasks.run(timezone.now())
    return AbsenceAlert.objects.get()


def address(cast, name="absences", *more):
    return reverse(f"enrollment:{name}", args=[cast.city.slug, *more])


def test_the_list_says_who_how_long_and_whom_to_call(client, cast, alert):
    client.force_login(cast.keeper)

    page = client.get(address(cast)).content.decode()

    assert "นางมาลี ทดสอบ" in page
    assert "ขาดติดต่อกัน 2 ครั้ง" in page
    assert "081-234-5678" in page
    assert "นางมาลี ทดสอบ" in client.get(reverse("keeper:home")).content.decode()
    client.force_login(cast.manager)
    assert address(cast) in client.get(reverse("city:today", args=[cast.city.slug])).content.decode()


def test_an_empty_list_teaches(client, cast):
    client.force_login(cast.keeper)

    assert "ไม่มีผู้ขาดเรียนติดต่อกัน" in client.get(address(cast)).content.decode()


def test_a_call_is_written_down_once_and_takes_the_line_away(client, cast, alert):
    client.force_login(cast.keeper)
    door = address(cast, "absence_call", alert.uuid)

    unchosen = client.post(door, {"result": "?"}, follow=True).content.decode()
    unanswered = client.post(door, {"result": "no_answer", "note": "โทรแล้วสองครั้ง"}, follow=True).content.decode()
    heard = client.post(door, {"result": "no_way"}, follow=True).content.decode()
    again = client.post(door, {"result": "no_way"}, follow=True).content.decode()

    assert "โปรดเลือกคำตอบ" in unchosen
    assert "โทรแล้วสองครั้ง" in unanswered
    assert "ไม่มีผู้ขาดเรียนติดต่อกัน" in heard
    assert "เรียบร้อยแล้ว" in again


def test_the_list_leaves_as_excel_and_that_is_recorded(client, cast, alert):
    client.force_login(cast.officer)

    answer = client.get(address(cast), {"format": "xlsx"})

    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert Event.objects.get(verb="absence.exported").facts == {"n_people": 1}


def test_the_rule_of_an_offering_is_shown_and_set(client, cast, alert):
    offering = alert.enrollment.offering
    door = address(cast, "absence_rule", offering.uuid)
    client.force_login(cast.keeper)
    assert "ขณะนี้ขาดเรียนติดต่อกัน 1 คน" in client.get(door).content.decode()

    refused = client.post(door, {"n_in_a_row": "0", "least_share_percent": "0"})
    client.post(door, {"n_in_a_row": "3", "least_share_percent": "50"})
    tasks.run(timezone.now())

    assert refused.status_code == 422
    page = client.get(door).content.decode()
    assert "เมื่อขาดติดต่อกัน 3 ครั้ง" in page
    assert "แก้ไขการเช็กชื่อแล้ว" in page
    client.force_login(cast.instructor)
    assert '<form method="post" class="form"' not in client.get(door).content.decode()


def test_strangers_learn_nothing(client, cast, alert):
    doors = [
        address(cast),
        address(cast, "absence_rule", alert.enrollment.offering.uuid),
    ]
    for member in (cast.stranger, cast.learner, cast.manager_elsewhere, cast.auditor):
        client.force_login(member)
        assert [client.get(door).status_code for door in doors] == [404, 404]
        assert client.post(address(cast, "absence_call", alert.uuid), {"result": "ill"}).status_code == 404
