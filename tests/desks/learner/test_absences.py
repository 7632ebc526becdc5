"""On the ticket: cannot come on a day, take a seat back, somebody else comes along; and tickets asked for again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from factories.desks import city_with, offering_in
from factories.enrollment import adult, child, joined, states
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.models import Apology
from mueang.apps.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def party(db):
    offering = offering_in(city_with(0), seats=4)
    return joined(offering, adult("มาลี", phone="0812345678"), child("ต้นกล้า"), via=Via.CARER)


def page(party, tail=""):
    return f"/my/ticket/{party.ticket}/{tail}"


def test_one_of_the_party_stays_away_on_one_day_and_comes_after_all(client, party):
    session = party.offering.sessions.first()
    row = party.enrollments.last()

    said = client.post(
        page(party, "absences/"), {"session": session.uuid, "people": [row.uuid], "reason": "ไปหาหมอ"}, follow=True
    ).content.decode()
    apology = Apology.objects.get()
    back = client.post(page(party, f"absences/{session.uuid}/{row.uuid}/"), follow=True).content.decode()

    assert (apology.enrollment, apology.reason) == (row, "ไปหาหมอ")
    assert "ไปหาหมอ" in said
    assert "รับทราบ" in back
    assert not Apology.objects.exists()


def test_a_day_that_is_none_of_the_activitys_and_nobody_chosen_are_told_so(client, party):
    other = offering_in(party.offering.city).sessions.first()
    row = party.enrollments.first()

    for typed in ({"session": other.uuid, "people": [row.uuid]}, {"session": party.offering.sessions.first().uuid}):
        assert "errorlist" in client.post(page(party, "absences/"), typed).content.decode()
    assert not Apology.objects.exists()


def test_once_the_session_began_the_page_says_whom_to_tell(client, party):
    session = party.offering.sessions.first()
    row = party.enrollments.first()
    Apology.objects.create(enrollment=row, session=session, said_at=timezone.now())
    party.offering.sessions.update(
        starts_at=timezone.now() - timedelta(hours=1), ends_at=timezone.now() + timedelta(hours=1)
    )

    assert "ไม่มีวันเรียนข้างหน้า" in client.get(page(party, "absences/")).content.decode()
    late = client.post(page(party, f"absences/{session.uuid}/{row.uuid}/"), follow=True).content.decode()
    assert "กิจกรรมเริ่มแล้ว" in late
    assert Apology.objects.exists()


def test_a_seat_given_back_by_mistake_is_taken_back_on_the_ticket(client, party):
    row = party.enrollments.last()
    client.post(page(party, f"withdraw/{row.uuid}/"))

    offered = client.get(page(party)).content.decode()
    client.post(page(party, f"undo/{row.uuid}/"))
    again = client.post(page(party, f"undo/{row.uuid}/"), follow=True).content.decode()

    assert f"undo/{row.uuid}/" in offered
    assert states(party) == {"enrolled"}
    assert "ได้ที่นั่งคืนแล้ว" in again


def test_what_cannot_be_undone_is_told(client, party):
    row = party.enrollments.last()
    client.post(page(party, f"withdraw/{row.uuid}/"))
    party.enrollments.filter(pk=row.pk).update(ended_at=timezone.now() - timedelta(days=2))

    answer = client.post(page(party, f"undo/{row.uuid}/"), follow=True).content.decode()

    assert "เรียกคืนไม่ได้แล้ว" in answer


def test_a_ticket_opens_its_own_people_only(client, party):
    other = joined(party.offering)
    theirs, session = other.enrollments.get().uuid, party.offering.sessions.first().uuid

    assert client.post(page(party, f"undo/{theirs}/")).status_code == 404
    assert client.post(page(party, f"absences/{session}/{theirs}/")).status_code == 404
    for address in ("/my/ticket/guess/absences/", "/my/ticket/guess/add/"):
        assert client.get(address).status_code == 404
    assert client.post(f"/my/ticket/guess/undo/{theirs}/").status_code == 404
    assert client.post(f"/my/ticket/guess/absences/{session}/{theirs}/").status_code == 404


def test_another_child_comes_along_until_the_seats_are_gone(client, party):
    born = str(timezone.localdate().year + 543 - 6)

    for name in ("น้องหนึ่ง สมมติ", "น้องสอง สมมติ", "น้องสาม สมมติ"):
        answer = client.post(page(party, "add/"), {"name": name, "birth": born, "relation": "mother"})

    assert party.enrollments.count() == 4
    assert "ที่นั่งเต็มแล้ว" in answer.content.decode()
    assert client.get(page(party, "add/")).status_code == 200


def test_the_answer_to_a_forgotten_ticket_is_the_same_for_every_number(client, party):
    Notice.objects.all().delete()
    slug = party.offering.city.slug

    pages = [
        client.post("/my/forgotten/", {"city": slug, "phone": phone}).content.decode()
        for phone in ("081 234 5678", "089 000 0000")
    ]

    assert "หากหมายเลขนี้อยู่ในระบบ" in pages[0]
    assert [line for line in pages[0].splitlines() if "nonce" not in line] == [
        line for line in pages[1].splitlines() if "nonce" not in line
    ]
    assert party.ticket in Notice.objects.get().body
    assert party.ticket not in pages[0]


def test_asking_for_ever_is_stopped_and_a_wrong_number_is_told(client, party):
    slug = party.offering.city.slug
    assert "errorlist" in client.post("/my/forgotten/", {"city": slug, "phone": "12"}).content.decode()

    answers = [client.post("/my/forgotten/", {"city": slug, "phone": "089 000 0000"}) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
