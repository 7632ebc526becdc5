"""The pages that enter people."""

import pytest
from django.urls import reverse
from django.utils import timezone

from factories.enrollment import joined, seated
from factories.rows import OfferingFactory, PersonFactory
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.people.actions import add_person
from mueang.apps.people.enums import RowState
from mueang.apps.people.models import Person, Roster, RosterRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place, seats=2)


def address(name, offering):
    return reverse(f"enrollment:{name}", args=[offering.city.slug, offering.uuid])


def new_person(**typed):
    return {"request_key": "k" * 30, "name": "น.ส. มาลี ใจดี", "phone": "๐๘๑-๒๓๔-๕๖๗๘", "birth": "4 พ.ย. 2535", **typed}


def test_somebody_new_gets_a_seat_once_however_often_pressed(client, cast, offering):
    client.force_login(cast.keeper)

    for _ in range(2):
        page = client.post(address("enter", offering), new_person(), follow=True).content.decode()

    person = Person.objects.get(given_name="มาลี")
    assert "นางสาวมาลี ใจดี ได้ที่นั่งแล้ว" in page
    assert (person.phone, person.birth_on.isoformat()) == ("+66812345678", "1992-11-04")
    assert Enrollment.objects.get().enrolled_by == cast.keeper


@pytest.mark.parametrize(
    ("field", "typed"),
    [("name", "1) "), ("name", ""), ("phone", "12"), ("birth", "วันลอย"), ("birth", "1/1/2700"), ("name", "ก" * 201)],
)
def test_what_cannot_be_is_said_at_the_field_and_nothing_is_written(client, cast, offering, field, typed):
    client.force_login(cast.officer)

    page = client.post(address("enter", offering), new_person(**{field: typed}))

    assert field in page.context["form"].errors
    assert not Enrollment.objects.exists()


def test_a_full_offering_says_so_and_keeps_what_was_typed(client, cast, offering):
    seated(offering, 2)
    client.force_login(cast.officer)

    page = client.post(address("enter", offering), new_person()).content.decode()

    assert "ที่นั่งเต็มแล้ว" in page
    assert "น.ส. มาลี ใจดี" in page


def test_an_officer_finds_somebody_in_the_register(client, cast, offering):
    known = add_person(city=cast.city, given_name="สมหมาย", family_name="ใจเย็น", actor=None)
    foreign = add_person(city=cast.elsewhere, given_name="สมหมาย", family_name="ต่างเมือง", actor=None)
    client.force_login(cast.officer)

    found = client.post(address("enter", offering), {"words": "สมหมาย"}).content.decode()
    page = client.post(address("enter", offering), {"person": known.uuid}, follow=True).content.decode()
    again = client.post(address("enter", offering), {"person": known.uuid}, follow=True).content.decode()

    assert known.full_name in found
    assert "ต่างเมือง" not in found
    assert "สมหมาย ใจเย็น ได้ที่นั่งแล้ว" in page
    assert "ลงทะเบียนกิจกรรมนี้ไว้แล้ว" in again
    assert client.post(address("enter", offering), {"person": foreign.uuid}).status_code == 404
    assert client.post(address("enter", offering), {"person": "nonsense"}).status_code == 302


def test_a_keeper_has_no_register_to_search(client, cast, offering):
    person = PersonFactory(city=cast.city, given_name="ลับเฉพาะ", match_key="ลับเฉพาะ")
    client.force_login(cast.keeper)

    page = client.post(address("enter", offering), {"words": "ลับเฉพาะ"}).content.decode()

    assert person.full_name not in page
    assert client.post(address("enter", offering), {"person": person.uuid}).status_code == 404


def test_nobody_found_is_said(client, cast, offering):
    client.force_login(cast.officer)

    assert "ไม่พบชื่อ" in client.post(address("enter", offering), {"words": "ไม่มีใครชื่อนี้"}).content.decode()


def test_who_may_not_enter_people_is_refused(client, cast, offering):
    client.force_login(cast.instructor)

    assert client.get(address("enter", offering)).status_code == 403
    assert client.get(address("enter_roster", offering)).status_code == 403


def roster_of(city, *names, problems=()):
    roster = Roster.objects.create(city=city, file_name="รายชื่อ.xlsx", sha256="0", sheet="1", uploaded_at=timezone.now())
    for number, name in enumerate(names, start=2):
        read = {"given_name": name, "family_name": "ทดสอบ", "phone": f"+668{number:08}"}
        state = RowState.WRONG if problems else RowState.READY
        RosterRow.objects.create(
            roster=roster, number=number, raw=read, read=read, state=state, problems=list(problems)
        )
    return roster


def test_a_clean_list_is_confirmed_and_seated_at_one_press(client, cast, offering):
    roster = roster_of(cast.city, "หนึ่ง", "สอง")
    open_ = roster_of(cast.city, "สาม", problems=[{"field": "phone", "code": "too_short", "is_warning": False}])
    client.force_login(cast.officer)

    shown = client.get(address("enter_roster", offering)).content.decode()
    page = client.post(address("enter_roster", offering), {"roster": roster.uuid}, follow=True).content.decode()
    refused = client.post(address("enter_roster", offering), {"roster": open_.uuid})

    assert "รอตัดสินใจ 1 แถว" in shown
    assert "จัดที่นั่งแล้ว 2 คน" in page
    assert Enrollment.objects.count() == 2
    assert "roster" in refused.context["form"].errors


def test_a_list_too_long_for_the_seats_is_refused_as_a_whole(client, cast, offering):
    roster = roster_of(cast.city, "หนึ่ง", "สอง", "สาม")
    client.force_login(cast.officer)

    page = client.post(address("enter_roster", offering), {"roster": roster.uuid}).content.decode()

    assert "เหลือเพียง 2 ที่นั่ง" in page
    assert not Enrollment.objects.exists()


def test_without_any_list_the_page_says_where_to_begin(client, cast, offering):
    joined(offering)
    client.force_login(cast.officer)

    page = client.get(address("enter_roster", offering)).content.decode()

    assert "ยังไม่มีบัญชีรายชื่อที่พร้อม" in page
