"""The page of one learner."""

import pytest
from django.urls import reverse

from factories.enrollment import adult, joined, past_session, take_roll
from factories.rows import OfferingFactory
from mueang.apps.enrollment.actions import RollMark, withdraw
from mueang.apps.enrollment.models import Assessment

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner(cast):
    offering = OfferingFactory(program__city=cast.city, place=cast.place)
    return joined(offering, adult("มาลี")).enrollments.get()


def address(name, learner):
    return reverse(f"enrollment:{name}", args=[learner.offering.city.slug, learner.uuid])


def test_the_page_shows_the_ledger_with_what_was_taken_back(client, cast, learner):
    session = past_session(learner.offering)
    take_roll(session, actor=cast.keeper)
    take_roll(session, actor=cast.keeper, marks={learner: RollMark("absent")}, reason="เช็กผิดคน")
    client.force_login(cast.officer)

    page = client.get(address("learner", learner)).content.decode()

    assert "นางมาลี ทดสอบ" in page
    assert "กลับยอด: เช็กผิดคน" in page


def test_strangers_and_the_learner_meet_no_staff_page(client, cast, learner):
    learner.person.user = cast.learner
    cast.learner_person.user = None
    cast.learner_person.save()
    learner.person.save()

    for member in (cast.stranger, cast.learner, cast.manager_elsewhere, cast.auditor):
        client.force_login(member)
        assert client.get(address("learner", learner)).status_code == 404
        assert client.post(address("withdraw", learner)).status_code == 404


def test_a_judgement_is_recorded_and_one_pressed_in_the_list_leads_back_to_it(client, cast, learner):
    client.force_login(cast.keeper)

    first = client.post(address("assess", learner), {"result": "not_yet", "note": "ลายยังไม่เรียบ"})
    second = client.post(address("assess", learner), {"result": "passed", "back": "list"})

    assert first["Location"] == address("learner", learner)
    assert second["Location"].endswith(f"/offering/{learner.offering.uuid}/")
    assert list(Assessment.objects.values_list("result", "note")) == [("not_yet", "ลายยังไม่เรียบ"), ("passed", "")]
    assert "ลายยังไม่เรียบ" in client.get(address("learner", learner)).content.decode()


def test_without_a_judgement_the_page_says_so(client, cast, learner):
    client.force_login(cast.keeper)

    page = client.post(address("assess", learner), {"note": "x" * 401})

    assert page.status_code == 200
    assert not Assessment.objects.exists()
    assert "errorlist" in page.content.decode()


def test_withdrawing_twice_is_told_politely(client, cast, learner):
    client.force_login(cast.officer)

    silent = client.post(address("withdraw", learner), follow=True).content.decode()
    first = client.post(address("withdraw", learner), {"reason": "ขาดเกินกำหนด"}, follow=True).content.decode()
    second = client.post(address("withdraw", learner), {"reason": "ขาดเกินกำหนด"}, follow=True).content.decode()

    learner.refresh_from_db()
    assert "โปรดระบุเหตุผล" in silent
    assert learner.ended_reason == "ขาดเกินกำหนด"

    assert "ถอนชื่อแล้ว" in first
    assert "สิ้นสุดแล้ว" in second


def test_who_withdrew_cannot_be_judged(client, cast, learner):
    withdraw(enrollment=learner, actor=None)
    client.force_login(cast.officer)

    page = client.post(address("assess", learner), {"result": "passed"}, follow=True).content.decode()

    assert "สิ้นสุดแล้ว" in page
