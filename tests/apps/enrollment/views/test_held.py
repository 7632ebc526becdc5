"""Holding seats and giving out slips at the desk."""

import pytest
from django.urls import reverse

from cast import MEMBERS
from factories.enrollment import joined, seated
from factories.rows import OfferingFactory, PersonFactory, SessionFactory
from mueang.apps.enrollment.actions import enrol_persons
from mueang.apps.enrollment.enums import HoldState, Via
from mueang.apps.enrollment.models import Enrollment, SeatHold

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place, seats=2)


def address(name, offering, *more):
    return reverse(f"enrollment:{name}", args=[offering.city.slug, offering.uuid, *more])


def test_an_officer_holds_seats_copies_the_link_and_gives_them_to_everybody(client, cast, offering):
    client.force_login(cast.officer)

    client.post(address("held", offering), {"n_seats": 2, "release_on": "1/6/2574"})
    full = client.post(address("held", offering), {"n_seats": 1}).content.decode()
    hold = SeatHold.objects.get()
    page = client.get(address("held", offering)).content.decode()
    client.post(address("release_hold", offering, hold.uuid))

    assert "ที่นั่งเต็มแล้ว" in full
    assert f"/join/{hold.link}/" in page
    assert hold.token not in page
    hold.refresh_from_db()
    offering.refresh_from_db()
    assert (hold.state, offering.seats_taken) == (HoldState.RELEASED, 0)
    assert client.post(address("release_hold", offering, hold.uuid)).status_code == 404


def test_the_button_is_for_officers(client, cast, offering):
    for member, sees in (("officer", True), ("keeper", False), ("instructor", False)):
        client.force_login(getattr(cast, member))
        page = client.get(address("offering", offering)).content.decode()
        assert (address("held", offering) in page) == sees


def test_whoever_is_entered_gets_a_slip_with_the_tickets_code(client, cast, offering):
    SessionFactory(offering=offering)
    person = PersonFactory(city=cast.city)
    client.force_login(cast.officer)

    answer = client.post(address("enter", offering), {"person": person.uuid, "exception": ""})
    row = Enrollment.objects.get()
    page = client.get(answer["Location"]).content.decode()

    assert answer["Location"] == reverse("enrollment:slip", args=[cast.city.slug, row.uuid])
    assert (row.via, row.enrolled_by) == (Via.OFFICER, cast.officer)
    assert f"/my/ticket/{row.party.ticket}/" in page
    assert "<svg" in page


def test_a_seat_from_a_list_has_a_slip_without_a_code(client, cast, offering):
    person = PersonFactory(city=cast.city)
    (row,) = enrol_persons(offering=offering, persons=[person], via=Via.ROSTER, actor=cast.officer)
    client.force_login(cast.keeper)

    page = client.get(reverse("enrollment:slip", args=[cast.city.slug, row.uuid])).content.decode()

    assert "/my/ticket/" not in page


@pytest.mark.parametrize("member", [one for one in MEMBERS if one != "anonymous"])
def test_a_slip_opens_somebodys_ticket_and_is_for_those_who_enrol(client, cast, offering, member):
    row = joined(offering).enrollments.get()
    client.force_login(getattr(cast, member))

    status = client.get(reverse("enrollment:slip", args=[cast.city.slug, row.uuid])).status_code

    expected = {"instructor": 403} | dict.fromkeys(("keeper", "officer", "manager"), 200)
    assert status == expected.get(member, 404)


def test_what_stands_in_the_way_of_a_known_person_is_told(client, cast, offering):
    seated(offering, 2)
    person = PersonFactory(city=cast.city)
    client.force_login(cast.officer)

    page = client.post(address("enter", offering), {"person": person.uuid}, follow=True).content.decode()
    nobody = client.post(address("enter", offering), {"person": "nobody"})

    assert "ที่นั่งเต็มแล้ว" in page
    assert nobody.status_code == 302
