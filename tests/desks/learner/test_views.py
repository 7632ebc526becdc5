"""A learner's own pages: for whoever holds the ticket, or signed in; and nothing of anybody else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from factories.credentials import make_achievement, make_issuer
from factories.desks import city_with, offering_in
from factories.enrollment import adult, child, joined, new_key, take_roll
from factories.rows import PersonFactory, RoleGrantFactory, SessionFactory, UserFactory
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.credentials.actions import award, revoke
from mueang.apps.credentials.enums import RevocationReason
from mueang.apps.enrollment.actions import join_waitlist
from mueang.apps.enrollment.enums import EnrollmentState, Via
from mueang.apps.enrollment.models import Enrollment

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(db):
    return offering_in(city_with(0), seats=3, contact="โทร. 073-000-000 (สมมติ)")


def ticket(party, tail=""):
    return f"/en/my/ticket/{party.ticket}/{tail}"


def awarded(enrollment, **words):
    """An award for a completed enrollment, signed by an issuer of the city."""
    Enrollment.objects.filter(pk=enrollment.pk).update(state=EnrollmentState.COMPLETED)
    enrollment.refresh_from_db()
    issuer = make_issuer(enrollment.offering.city, slug=f"issuer-{enrollment.pk}")
    achievement = make_achievement(issuer, enrollment.offering, **words)
    manager = RoleGrantFactory(city=enrollment.offering.city).user
    return award(achievement=achievement, person=enrollment.person, enrollment=enrollment, actor=manager)


def test_a_ticket_shows_the_partys_seats_when_and_where(client, offering):
    party = joined(offering, adult("ฟาตีมะห์"), child("นูร์"), via=Via.CARER)

    page = client.get(ticket(party)).content.decode()

    assert ("ฟาตีมะห์" in page, "นูร์" in page, "You have a seat" in page) == (True, True, True)
    assert f'href="/en/nakhon/places/{offering.place.slug}/"' in page
    assert f'href="/en/nakhon/learn/{offering.slug}/calendar.ics"' in page
    assert ticket(party) in page
    assert ("noindex" in page, "073-000-000" in page) == (True, True)


def test_a_ticket_shows_nothing_else_of_its_people(client, offering):
    elsewhere = offering_in(offering.city, program__name_en="Private affair")
    member = adult("มาลี", phone="081-234-5678")
    party = joined(offering, member)
    other = joined(elsewhere, member)
    stranger = joined(offering, adult("คนแปลกหน้า"))

    response = client.get(ticket(party))
    page = response.content.decode()

    assert party.lead == other.lead
    for hidden in ("Private affair", other.ticket, stranger.ticket, "คนแปลกหน้า", "812345678", "81-234-5678"):
        assert hidden not in page
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("bad", ["x", "a" * 43, "a" * 5000, "..%2f", "%E0%B8%81"])
def test_a_ticket_nobody_holds_is_not_found(client, offering, bad):
    joined(offering)

    assert client.get(f"/my/ticket/{bad}/").status_code == 404


def test_a_ticket_without_anybody_left_on_it_is_a_page(client, offering):
    party = joined(offering)
    Enrollment.objects.update(party=None)

    assert "Your ticket" in client.get(ticket(party)).content.decode()


def test_a_ticket_is_in_thai_at_its_bare_address(client, offering):
    page = client.get(f"/my/ticket/{joined(offering).ticket}/").content.decode()

    assert "ท่านได้ที่นั่งแล้ว" in page


def test_those_who_wait_learn_how_many_are_before_them(client):
    offering = offering_in(city_with(0), seats=1)
    joined(offering)
    first, second = (
        join_waitlist(offering=offering, members=[adult()], via=Via.SELF, request_key=new_key()) for _ in range(2)
    )

    assert "You are the next in the line" in client.get(ticket(first)).content.decode()
    assert "1 group is before you" in client.get(ticket(second)).content.decode()


def test_a_ticket_of_a_cancelled_activity_says_so(client, offering):
    party = joined(offering)
    offering.sessions.all().delete()
    type(offering).objects.update(state=OfferingState.CANCELLED, ends_on=offering.starts_on)

    assert "This activity is cancelled" in client.get(ticket(party)).content.decode()


def test_a_ticket_shows_the_awards_of_these_seats_only(client, offering):
    member = adult("มาลี")
    party = joined(offering, member)
    other = joined(offering_in(offering.city), member)
    here = awarded(party.enrollments.get(), name_en="Earned here")
    awarded(other.enrollments.get(), name_en="Earned elsewhere")

    page = client.get(ticket(party)).content.decode()

    assert ("Earned here" in page, "Earned elsewhere" in page) == (True, False)
    assert f"/en/verify/{here.uuid}/" in page


@pytest.mark.parametrize("required", [0, 300])
def test_a_ticket_counts_hours_once_a_session_was_held(client, offering, required):
    type(offering.program).objects.update(required_minutes=required)
    party = joined(offering)
    session = SessionFactory(offering=offering, number=9, starts_at=timezone.now() - timedelta(minutes=30))
    assert "came to" not in client.get(ticket(party)).content.decode()
    take_roll(session, actor=RoleGrantFactory(city=offering.city).user)

    page = client.get(ticket(party)).content.decode()

    assert "came to 1 of 1 session" in page
    assert ("3 hr learned of 5 hr required" in page, "<progress" in page) == (bool(required), bool(required))


@pytest.mark.parametrize("n_members", [1, 3])
def test_a_ticket_asks_the_database_twelve_times_for_one_as_for_a_family(client, n_members, django_assert_num_queries):
    offering = offering_in(city_with(0), seats=10)
    party = joined(offering, adult(), *(child() for _ in range(n_members - 1)), via=Via.CARER)
    client.get(ticket(party))

    with django_assert_num_queries(12):
        client.get(ticket(party))


def test_a_seat_is_given_back_by_whoever_holds_the_ticket(client, offering):
    party = joined(offering, adult(), child("นูร์"), via=Via.CARER)
    seat = party.enrollments.get(person__given_name="นูร์")

    response = client.post(ticket(party, f"withdraw/{seat.uuid}/"), follow=True)

    offering.refresh_from_db()
    assert offering.seats_taken == 1
    page = response.content.decode()
    assert ("The seat is given back" in page, "Withdrawn" in page) == (True, True)


def test_a_seat_is_given_back_once(client, offering):
    party = joined(offering)
    address = ticket(party, f"withdraw/{party.enrollments.get().uuid}/")
    client.post(address)

    response = client.post(address, follow=True)

    offering.refresh_from_db()
    assert (offering.seats_taken, 'class="alert error"' in response.content.decode()) == (0, True)
    assert "Your ticket" in response.content.decode()


def test_no_ticket_gives_back_somebody_elses_seat(client, offering):
    party, stranger = joined(offering), joined(offering)
    seat = stranger.enrollments.get()

    for uuid in (seat.uuid, uuid4()):
        client.post(ticket(party, f"withdraw/{uuid}/"))
    client.post(f"/my/ticket/wrong/withdraw/{seat.uuid}/")

    offering.refresh_from_db()
    assert offering.seats_taken == 2


def test_giving_back_takes_a_press_of_the_button_with_its_token(offering):
    party = joined(offering)
    address = ticket(party, f"withdraw/{party.enrollments.get().uuid}/")

    assert Client().get(address).status_code == 405
    assert Client(enforce_csrf_checks=True).post(address).status_code == 403


def test_a_device_remembers_the_tickets_it_opened_newest_first_and_once_each(client, offering):
    first, second = joined(offering), joined(offering_in(offering.city, program__name_en="Second thing"))
    for party in (first, second, first):
        client.get(ticket(party))

    page = client.get("/en/my/").content.decode()

    assert page.count("/en/my/ticket/") == 2
    assert page.index(first.ticket) < page.index(second.ticket)
    assert "Second thing" in page


def test_opening_the_same_ticket_again_writes_nothing(client, offering):
    party = joined(offering)
    client.get(ticket(party))

    assert "sessionid" not in client.get(ticket(party)).cookies


def test_a_device_remembers_no_more_than_twenty_tickets(client):
    offering = offering_in(city_with(0), seats=30)
    for _ in range(21):
        client.get(ticket(joined(offering)))

    assert len(client.session["tickets"]) == 20


def test_a_device_forgets_its_tickets_and_the_seats_stay(client, offering):
    party = joined(offering)
    client.get(ticket(party))

    response = client.post("/en/my/forget/", follow=True)

    page = response.content.decode()
    assert (party.ticket in page, "no longer holds any ticket" in page, "Nothing here yet" in page) == (
        False,
        True,
        True,
    )
    assert client.get(ticket(party)).status_code == 200


def test_forgetting_without_anything_kept_is_harmless(client):
    assert client.post("/my/forget/").status_code == 302
    assert client.get("/my/forget/").status_code == 405


def test_a_stranger_finds_nothing_on_the_page(client, offering):
    joined(offering)

    response = client.get("/en/my/")

    assert ("Nothing here yet" in response.content.decode(), dict(response.cookies)) == (True, {})


def test_an_account_without_a_person_finds_nothing(client):
    client.force_login(UserFactory())

    assert "Nothing here yet" in client.get("/en/my/").content.decode()


def test_a_signed_in_learner_sees_their_learning_and_awards_and_nobody_elses(client, offering):
    account = UserFactory()
    person = PersonFactory(city=offering.city, user=account)
    party = joined(offering, person)
    other = offering_in(offering.city, program__name_en="Another's")
    earned = awarded(joined(other, PersonFactory(city=offering.city)).enrollments.get(), name_en="Not mine")
    mine = awarded(party.enrollments.get(), name_en="Mine")
    revoke(award=mine, reason=RevocationReason.MISTAKE, actor=RoleGrantFactory(city=offering.city).user)
    client.force_login(account)

    page = client.get("/en/my/").content.decode()

    assert (ticket(party) in page, f"/credentials/awards/{mine.uuid}.pdf" in page, "Revoked" in page) == (True,) * 3
    for hidden in ("Another's", "Not mine", str(earned.uuid)):
        assert hidden not in page


def test_learning_entered_by_an_officer_leads_to_the_activity(client, offering):
    account = UserFactory()
    person = PersonFactory(city=offering.city, user=account)
    Enrollment.objects.create(
        offering=offering,
        person=person,
        state=EnrollmentState.NOT_COMPLETED,
        via=Via.OFFICER,
        requested_at=timezone.now(),
        enrolled_at=timezone.now(),
    )
    client.force_login(account)

    page = client.get("/en/my/").content.decode()

    assert f'href="/en/nakhon/learn/{offering.slug}/"' in page


@pytest.mark.parametrize("n_rows", [1, 3])
def test_a_signed_in_learners_page_asks_the_database_fifteen_times(client, n_rows, django_assert_num_queries):
    account, city = UserFactory(), city_with(0)
    person = PersonFactory(city=city, user=account)
    for _ in range(n_rows):
        joined(offering_in(city), person)
    client.force_login(account)

    with django_assert_num_queries(15):
        client.get("/my/")
