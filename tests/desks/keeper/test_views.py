"""The keeper's pages, by keyboard and without a script."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from factories.enrollment import adult, joined, past_session, seated, take_roll
from factories.rows import OfferingFactory, SessionFactory
from mueang.apps.enrollment.actions import RollMark
from mueang.apps.enrollment.models import Attendance, Enrollment, HoursEntry, RollCall

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place, seats=45)


@pytest.fixture
def session(offering):
    return SessionFactory(offering=offering, number=1)


def address(session, name="roll"):
    return reverse(f"keeper:{name}", args=[session.uuid])


def filled_in(client, session, **more):
    """The form as the page gives it out, everything as proposed, and `more`."""
    entry = client.get(address(session)).context["entry"]
    data = {form.add_prefix("mark"): form["mark"].value() for form in entry.marks}
    data |= {name: entry.saving[name].value() for name in ("request_key", "seen")}
    return data | more


def test_today_shows_sessions_at_the_keepers_places_with_a_button(client, cast, session):
    joined(session.offering)
    SessionFactory(offering=session.offering, number=2, starts_at=timezone.now() + timedelta(days=3))
    other = SessionFactory(offering__program__city=cast.city, offering__program__name_th="ที่อื่น")
    client.force_login(cast.keeper)

    page = client.get(reverse("keeper:home")).content.decode()

    assert address(session) in page
    assert "ครั้งถัดไป" in page
    assert other.offering.program.name_th not in page


def test_a_forgotten_roll_is_brought_to_mind_and_a_taken_one_tells_its_counts(client, cast, offering, session):
    seated(offering, 2)
    forgotten = past_session(offering, days=2, number=8)
    take_roll(session, actor=cast.keeper)
    client.force_login(cast.keeper)

    page = client.get(reverse("keeper:home")).content.decode()

    assert address(forgotten) in page
    assert "มา 2 คน ไม่มา 0 คน" in page


def test_somebody_without_a_place_is_told_what_will_stand_here(client, cast, session):
    client.force_login(cast.stranger)

    page = client.get(reverse("keeper:home")).content.decode()

    assert "วันนี้ไม่มีกิจกรรม" in page
    assert address(session) not in page


def test_strangers_find_no_roll(client, cast, session):
    for member in (cast.stranger, cast.learner, cast.manager_elsewhere, cast.auditor):
        client.force_login(member)
        assert client.get(address(session)).status_code == 404
        assert client.get(address(session, "sheet")).status_code == 404
        assert client.post(address(session), {}).status_code == 404
    client.logout()
    assert client.get(address(session)).status_code == 302


def test_forty_people_two_absent_one_late_and_a_walk_in_saved_once(client, cast, session):
    learners = seated(session.offering, 40)
    client.force_login(cast.keeper)
    data = filled_in(
        client,
        session,
        **{
            f"{learners[0].uuid}-mark": "absent",
            f"{learners[1].uuid}-mark": "absent",
            f"{learners[2].uuid}-mark": "late",
            f"{learners[2].uuid}-late": "20",
            "walkin0-name": "นางวันดี มาใหม่",
            "walkin0-phone": "081-999-9999",
        },
    )

    for _ in range(2):
        page = client.post(address(session), data, follow=True).content.decode()

    assert "บันทึกการเช็กชื่อแล้ว" in page
    assert RollCall.objects.count() == 1
    assert Attendance.objects.filter(mark="present").count() == 38
    assert HoursEntry.objects.get(enrollment=learners[2]).minutes == 160
    assert Enrollment.objects.get(person__given_name="วันดี").via == "walk_in"


def test_a_mistake_in_one_line_saves_nothing_and_keeps_what_was_typed(client, cast, session):
    (learner,) = seated(session.offering)
    client.force_login(cast.keeper)
    data = filled_in(client, session, **{f"{learner.uuid}-mark": "late", f"{learner.uuid}-late": "999"})

    page = client.post(address(session), data | {"walkin0-name": "นางวันดี", "walkin0-phone": "12"})

    assert page.status_code == 422
    assert "ยังไม่ได้บันทึก" in page.content.decode()
    assert "นางวันดี" in page.content.decode()
    assert not RollCall.objects.exists()


def test_a_full_session_refuses_the_walk_in_until_the_keeper_adds_a_seat(client, cast, session):
    session.offering.seats = 1
    session.offering.save()
    seated(session.offering)
    client.force_login(cast.keeper)
    data = filled_in(client, session, **{"walkin0-name": "วันดี มาใหม่"})

    refused = client.post(address(session), data)
    saved = client.post(address(session), data | {"adds_seat": "on"}, follow=True)

    assert "ที่นั่งเต็มแล้ว" in refused.content.decode()
    assert "บันทึกการเช็กชื่อแล้ว" in saved.content.decode()


def test_an_instructor_is_not_offered_to_add_seats(client, cast, session):
    client.force_login(cast.instructor)

    assert 'name="adds_seat"' not in client.get(address(session)).content.decode()


def test_after_the_day_the_page_asks_why(client, cast, offering):
    (learner,) = seated(offering)
    session = past_session(offering)
    take_roll(session, actor=cast.keeper)
    client.force_login(cast.keeper)
    data = filled_in(client, session, **{f"{learner.uuid}-mark": "absent"})

    refused = client.post(address(session), data)
    saved = client.post(address(session), data | {"reason": "เช็กผิดคน"}, follow=True).content.decode()

    assert refused.context["entry"].saving.errors["reason"]
    assert "มา 0 คน ไม่มา 1 คน" in saved


def test_a_colleague_who_saved_meanwhile_is_named(client, cast, session):
    seated(session.offering)
    client.force_login(cast.keeper)
    data = filled_in(client, session)
    take_roll(session, actor=cast.officer)

    page = client.post(address(session), data).content.decode()

    assert str(cast.officer) in page


def test_who_was_often_absent_is_marked_on_the_sheet(client, cast, offering, session):
    (learner,) = seated(offering)
    for days in (3, 2):
        take_roll(
            past_session(offering, days=days, number=days), actor=cast.keeper, marks={learner: RollMark("absent")}
        )
    client.force_login(cast.keeper)

    assert "ขาดติดกันมาแล้ว 2 ครั้ง" in client.get(address(session)).content.decode()


def test_before_the_day_the_page_shows_who_is_expected_and_no_form(client, cast, offering):
    joined(offering, adult("มาลี"))
    session = SessionFactory(offering=offering, number=5, starts_at=timezone.now() + timedelta(days=2))
    client.force_login(cast.keeper)

    page = client.get(address(session)).content.decode()

    assert "นางมาลี ทดสอบ" in page
    assert 'name="request_key"' not in page


def test_the_sheet_to_sign_lists_names_and_no_phones(client, cast, session):
    joined(session.offering, adult("มาลี", phone="0812345678"))
    client.force_login(cast.keeper)

    page = client.get(address(session, "sheet")).content.decode()

    assert "นางมาลี ทดสอบ" in page
    assert "345678" not in re.sub(r"[ -]", "", page)


def test_the_sheet_to_sign_has_a_box_for_every_mark_and_a_code_that_opens_the_roll(client, cast, session):
    joined(session.offering, adult("มาลี"))
    client.force_login(cast.keeper)

    page = client.get(address(session, "sheet"))

    assert page.text.count("☐") == 5 * (1 + len(page.context["empty_lines"]))
    assert "<svg" in page.context["qr"]
    assert "กลับก่อน" in page.text


def test_left_early_is_a_mark_of_its_own_with_the_minutes_missed(client, cast, session):
    (learner,) = seated(session.offering)
    client.force_login(cast.keeper)
    data = filled_in(client, session, **{f"{learner.uuid}-mark": "left_early", f"{learner.uuid}-late": "40"})

    client.post(address(session), data)

    attendance = Attendance.objects.get()
    assert (attendance.mark, attendance.minutes_present) == ("left_early", 140)
    assert client.get(address(session)).context["entry"].marks[0]["late"].value() == 40


def test_the_keepers_activities_link_to_their_learners_and_come_as_excel(client, cast, offering):
    client.force_login(cast.keeper)

    page = client.get(reverse("keeper:offerings")).content.decode()
    excel = client.get(reverse("keeper:offerings") + "?format=xlsx")

    assert reverse("enrollment:offering", args=[cast.city.slug, offering.uuid]) in page
    assert excel.content[:2] == b"PK"


def test_without_activities_the_list_teaches(client, cast):
    client.force_login(cast.stranger)

    assert "ยังไม่มีกิจกรรมที่แหล่งเรียนรู้ของท่าน" in client.get(reverse("keeper:offerings")).content.decode()


@pytest.mark.parametrize("n_learners", [1, 3])
def test_pages_take_a_fixed_number_of_statements(client, cast, session, n_learners, django_assert_num_queries):
    seated(session.offering, n_learners)
    client.force_login(cast.keeper)
    client.get(address(session))

    with django_assert_num_queries(12):
        client.get(address(session))
    with django_assert_num_queries(8):
        client.get(reverse("keeper:home"))


@pytest.mark.parametrize("name", ["home", "offerings"])
def test_a_keeper_with_nothing_on_still_finds_the_menu_of_their_city(client, cast, name):
    client.force_login(cast.keeper)

    page = client.get(reverse(f"keeper:{name}")).text

    assert reverse("places:places", args=[cast.city.slug]) in page
    assert reverse("people:persons", args=[cast.city.slug]) not in page


def test_somebody_with_no_place_meets_an_empty_desk(client, cast):
    client.force_login(cast.stranger)

    page = client.get(reverse("keeper:home")).text

    assert reverse("keeper:offerings") in page
    assert "/desk/" not in page
