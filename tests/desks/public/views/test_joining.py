"""Joining from the public page: a name and a phone, or a family; together or not at all; once."""

import re

import pytest
from django.utils import timezone

from factories.desks import city_with, family, offering_in, request_of, years_ago
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.enrollment.models import Enrollment, Party
from mueang.apps.people.models import Guardianship, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(db):
    return offering_in(city_with(0), seats=3)


def address(offering, language="en"):
    return f"/{language}/nakhon/learn/{offering.slug}/join/"


def seats_taken(offering):
    offering.refresh_from_db()
    return offering.seats_taken


def test_a_name_and_a_phone_suffice_and_lead_to_the_ticket(client, offering):
    response = client.post(address(offering), request_of(phone="๐๘๑ ๒๓๔ ๕๖๗๘"))

    party = Party.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/en/my/ticket/{party.ticket}/")
    assert (seats_taken(offering), party.lead.phone, party.lead.birth_on) == (1, "+66812345678", None)


def test_no_address_on_the_way_holds_a_name_or_a_number(client, offering):
    response = client.post(address(offering), request_of(name="Somchai Jaidee"))

    assert "omchai" not in response["Location"]
    assert "812345678" not in response["Location"]


def test_pressing_twice_lands_on_the_same_ticket(client, offering):
    first = client.post(address(offering), request_of())
    second = client.post(address(offering), request_of())

    assert first["Location"] == second["Location"]
    assert (seats_taken(offering), Party.objects.count(), Person.objects.count()) == (1, 1, 1)


def test_each_form_has_a_key_of_its_own(client, offering):
    keys = {
        re.search(r'name="request_key" value="(\w+)"', client.get(address(offering)).content.decode())[1] for _ in "ab"
    }

    assert len(keys) == 2


def test_joining_again_from_a_new_form_is_refused_politely(client, offering):
    client.post(address(offering), request_of())

    response = client.post(address(offering), request_of(request_key="n" * 40))

    assert (response.status_code, seats_taken(offering)) == (409, 1)
    assert "Already enrolled" in response.content.decode()


def test_a_carer_and_two_children_sit_together(client, offering):
    client.post(address(offering), family(("ด.ญ. นูร์ ทดสอบ", years_ago(7)), ("ด.ช. อามีน ทดสอบ", years_ago(9))))

    assert seats_taken(offering) == 3
    assert Party.objects.get().enrollments.count() == 3
    assert Guardianship.objects.filter(guardian__given_name="สมมติ").count() == 2


def test_a_family_larger_than_the_seats_left_gets_none_of_them(client):
    offering = offering_in(city_with(0), seats=2)

    response = client.post(address(offering), family(("นูร์ ทดสอบ", years_ago(7)), ("อามีน ทดสอบ", years_ago(9))))

    page = response.content.decode()
    assert (response.status_code, seats_taken(offering), Person.objects.count()) == (409, 0, 0)
    assert ("Only 2 seats are left" in page, 'name="waitlist"' in page) == (True, True)
    assert "Try again with fewer people" in page


def test_a_full_activity_offers_the_waiting_list_and_keeps_what_was_typed(client):
    offering = offering_in(city_with(0), seats=1, seats_taken=1)

    response = client.post(address(offering), request_of())

    page = response.content.decode()
    assert response.status_code == 409
    assert ("All seats are taken" in page, 'name="waitlist"' in page, "นางสาวสมมติ ตัวอย่าง" in page) == (True,) * 3
    assert "Try again with fewer people" not in page


def test_the_form_of_a_full_activity_is_that_of_the_waiting_list(client):
    offering = offering_in(city_with(0), seats=1, seats_taken=1)

    page = client.get(address(offering)).content.decode()

    assert ("All seats are taken at the moment" in page, 'name="waitlist"' in page) == (True, True)


def test_the_waiting_list_gives_a_ticket_without_a_seat(client):
    offering = offering_in(city_with(0), seats=1, seats_taken=1)

    response = client.post(address(offering), request_of(waitlist="1"))

    assert (response.status_code, seats_taken(offering)) == (303, 1)
    assert Enrollment.objects.get().state == "waitlisted"
    assert "You are on the waiting list" in client.get(response["Location"]).content.decode()


def test_a_refusal_on_the_waiting_list_stays_there(client):
    offering = offering_in(city_with(0), seats=5, age_min=18)

    response = client.post(address(offering), request_of(waitlist="1", birth=years_ago(12)))

    assert response.status_code == 409
    assert 'name="waitlist"' in response.content.decode()


@pytest.mark.parametrize("years", [6, 19])
def test_too_young_and_too_old_are_told_the_band(client, years):
    offering = offering_in(city_with(0), age_min=7, age_max=18)

    response = client.post(address(offering), family(birth=years_ago(years)))

    assert (response.status_code, seats_taken(offering)) == (409, 0)


@pytest.mark.parametrize("buddhist", [True, False])
def test_a_birth_year_of_either_era_counts_the_same(client, buddhist):
    offering = offering_in(city_with(0), age_min=30, age_max=40)

    client.post(address(offering), request_of(birth=years_ago(35, buddhist=buddhist)))

    assert seats_taken(offering) == 1


def test_a_carer_too_old_for_the_activity_brings_the_children(client):
    offering = offering_in(city_with(0), age_min=4, age_max=10, seats=3)
    typed = family(("ด.ญ. นูร์ ทดสอบ", years_ago(7)), birth=years_ago(34))

    refused = client.post(address(offering), typed)
    client.post(address(offering), typed | {"takes_part": ""})

    assert (refused.status_code, "take this tick away" in refused.content.decode()) == (409, True)
    party = Party.objects.get()
    assert (seats_taken(offering), party.lead.given_name) == (1, "สมมติ")
    assert party.enrollments.get().person.given_name == "นูร์"


def test_a_child_under_ten_cannot_join_alone(client, offering):
    response = client.post(address(offering), request_of(birth=years_ago(8)))

    assert (response.status_code, seats_taken(offering)) == (409, 0)
    assert "parent or carer" in response.content.decode()


@pytest.mark.parametrize(
    "typed",
    [{"name": ""}, {"phone": "12"}, {"agree": ""}, {"name": "มาลี\x00"}, {"request_key": ""}, {"name": "ก" * 9000}],
)
def test_a_faulty_form_comes_back_with_its_faults_and_writes_nothing(client, offering, typed):
    response = client.post(address(offering), request_of(**typed))

    assert (response.status_code, seats_taken(offering), Person.objects.count()) == (200, 0, 0)
    assert 'role="alert"' in response.content.decode()


def test_what_was_typed_comes_back_escaped(client, offering):
    response = client.post(address(offering), request_of(name="<script>alert(1)</script>", phone=""))

    assert "<script>alert" not in response.content.decode()


def test_after_the_last_day_to_join_nobody_gets_a_form_or_a_seat(client):
    offering = offering_in(city_with(0), enroll_until=timezone.now() - timezone.timedelta(hours=1))

    page = client.get(address(offering)).content.decode()
    response = client.post(address(offering), request_of())

    assert ("Joining is closed" in page, "<form method" in page) == (True, False)
    assert (response.status_code, seats_taken(offering)) == (409, 0)


@pytest.mark.parametrize("state", [OfferingState.DRAFT, OfferingState.CANCELLED, OfferingState.FINISHED])
def test_what_is_not_on_cannot_be_joined(client, state):
    offering = offering_in(city_with(0), state=state)

    assert client.get(address(offering)).status_code == 404
    assert client.post(address(offering), request_of()).status_code == 404
    assert seats_taken(offering) == 0


@pytest.mark.parametrize("n_rows", [1, 3])
def test_the_form_asks_the_database_eight_times(client, n_rows, django_assert_num_queries):
    city = city_with(n_rows)

    with django_assert_num_queries(8):
        client.get(address(city.offerings.all()[0]))


def test_the_refusal_reads_in_thai(client):
    offering = offering_in(city_with(0), seats=1, seats_taken=1)

    page = client.post(f"/nakhon/learn/{offering.slug}/join/", request_of()).content.decode()

    assert "ลงชื่อรอที่ว่าง" in page
