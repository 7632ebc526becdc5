"""A learner's own transcript: all of it signed in, and by a ticket no more than the ticket's seats."""

import pytest
from django.utils import timezone

from factories.credentials import make_issuer
from factories.desks import city_with, offering_in
from factories.enrollment import adult, joined, past_session, take_roll
from factories.rows import PersonFactory, RoleGrantFactory, UserFactory
from mueang.apps.credentials import tasks
from mueang.apps.credentials.models import Transcript

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(db):
    return city_with(0)


def learned(city, *members, **details):
    """A party whose members have three hours each."""
    offering = offering_in(city, seats=5, **details)
    party = joined(offering, *members)
    take_roll(past_session(offering, number=9), actor=RoleGrantFactory(city=city).user)
    return party


def by_ticket(party, seat=None):
    return f"/en/my/ticket/{party.ticket}/transcript/{(seat or party.enrollments.first()).uuid}/"


def test_a_ticket_leads_to_the_transcript_of_its_own_seat_only(client, city):
    member = adult("มาลี")
    party = learned(city, member)
    learned(city, member, program__name_en="Private affair")
    make_issuer(city)

    assert by_ticket(party) in client.get(f"/en/my/ticket/{party.ticket}/").content.decode()
    page = client.get(by_ticket(party))

    assert "มาลี" in page.content.decode()
    assert "Private affair" not in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert "มาลี" not in by_ticket(party)


def test_by_ticket_it_is_signed_at_a_press_and_shown_when_ready(client, city):
    party = learned(city)
    make_issuer(city)

    pressed = client.post(by_ticket(party))
    waiting = client.get(by_ticket(party))
    tasks.run(timezone.now())
    ready = client.get(by_ticket(party))

    row = Transcript.objects.get()
    assert pressed["Location"] == by_ticket(party)
    assert (waiting["Refresh"], "Refresh" in ready) == ("2", False)
    assert f"/credentials/transcripts/{row.uuid}.pdf" in ready.content.decode()
    assert (row.enrollment, row.asked_by) == (party.enrollments.get(), None)
    assert "Revoke" not in ready.content.decode()


def test_a_ticket_opens_no_other_seat(client, city):
    party, other = learned(city), learned(city)
    make_issuer(city)

    for door in (
        by_ticket(party, other.enrollments.get()),
        "/en/my/ticket/no-such-ticket/transcript/" + by_ticket(party)[-37:],
    ):
        assert client.get(door).status_code == 404
        assert client.post(door).status_code == 404
    assert Transcript.objects.count() == 0


def test_without_an_issuer_a_press_is_refused_with_a_sentence(client, city):
    party = learned(city)

    assert "Nobody signs for this city yet" in client.post(by_ticket(party), follow=True).content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_table_is_taken_away_without_a_name_in_the_file_name(client, city, form):
    party = learned(city)

    answer = client.get(by_ticket(party), {"format": form})

    assert answer["Content-Disposition"] == f'attachment; filename="transcript.{form}"'
    assert len(answer.content) > 100


def test_signed_in_a_learner_sees_everything_they_learned(client, city):
    member = adult("มาลี")
    person = learned(city, member, program__name_en="First course").lead
    learned(city, member, program__name_en="Second course")
    learned(city, program__name_en="Somebody else's")
    person.user = UserFactory()
    person.save()
    make_issuer(city)
    client.force_login(person.user)

    page = client.get("/en/my/transcript/").content.decode()
    client.post("/en/my/transcript/")

    assert ("First course" in page, "Second course" in page, "Somebody" in page) == (True, True, False)
    assert len(Transcript.objects.get().facts["lines"]) == 2
    assert "/en/my/transcript/" in client.get("/en/my/").content.decode()


def test_the_transcript_needs_a_person_and_a_sign_in(client, city):
    assert client.get("/en/my/transcript/").status_code == 302
    client.force_login(UserFactory())
    assert client.get("/en/my/transcript/").status_code == 404
    with_nothing = PersonFactory(city=city, user=UserFactory())
    client.force_login(with_nothing.user)
    assert "No hours yet" in client.get("/en/my/transcript/").content.decode()
