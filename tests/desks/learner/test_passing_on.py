"""After the course: one tap says what came of it, and two minutes propose a class."""

import pytest
from django.utils import timezone

from factories.desks import city_with, offering_in
from factories.enrollment import adult, joined
from factories.outcomes import completer
from factories.rows import UserFactory
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.outcomes import tasks
from mueang.apps.outcomes.models import AskNoMore, FollowUp, Outcome, Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(db):
    return offering_in(city_with(0), seats=5)


@pytest.fixture
def door(offering):
    completer(offering, given_name="มาลี")
    tasks.run(timezone.now())
    return f"/en/my/outcome/{FollowUp.objects.get().key}/"


def test_looking_answers_nothing_and_one_tap_answers(client, door):
    looked = client.get(door)
    head = client.head(door)

    assert Outcome.objects.count() == 0
    assert head.status_code in (200, 405)
    assert "มาลี" in looked.content.decode()
    assert "มาลี" not in door
    assert ("no-store" in looked["Cache-Control"], "noindex" in looked.content.decode()) == (True, True)

    thanked = client.post(door, {"kind": "work"}, follow=True).content.decode()
    assert "Thank you" in thanked
    changed = client.post(door, {"kind": "teaching", "words": "สอนหลาน"}, follow=True).content.decode()
    assert "สอนหลาน" in changed
    assert [one.kind for one in Outcome.objects.all()] == ["teaching", "work"]


def test_a_tap_on_nothing_is_refused_and_a_strange_key_is_nothing(client, door):
    assert "Please choose one" in client.post(door, {"kind": "holiday"}, follow=True).content.decode()
    assert Outcome.objects.count() == 0
    assert client.get("/en/my/outcome/no-such-key/").status_code == 404
    assert client.post("/en/my/outcome/no-such-key/", {"kind": "work"}).status_code == 404


def test_do_not_ask_me_again_is_one_tap_too(client, door):
    page = client.post(door, {"stop": "1"}, follow=True).content.decode()

    assert AskNoMore.objects.count() == 1
    assert "We will not ask again" in page
    assert "Do not ask me again" not in page


def completed(offering, **details):
    party = joined(offering, adult("มาลี", **details))
    Enrollment.objects.filter(party=party).update(state="completed", ended_at=timezone.now())
    return party, party.enrollments.get()


def test_a_ticket_of_a_completed_course_leads_to_teach_this(client, offering):
    party, seat = completed(offering)
    door = f"/en/my/ticket/{party.ticket}/teach/{seat.uuid}/"

    empty = client.post(door, {"what": ""})
    sent = client.post(door, {"what": "Weaving for beginners", "for_whom": "neighbours", "place": offering.place.pk})

    assert empty.status_code == 422
    assert sent["Location"] == door
    row = Proposal.objects.get()
    assert (row.enrollment, row.what, row.place, row.when) == (seat, "Weaving for beginners", offering.place, "")
    page = client.get(door).content.decode()
    assert "Weaving for beginners" in page
    assert "Propose it" not in page
    again = client.post(door, {"what": "Again"}, follow=True)
    assert "You have proposed this already" in again.content.decode()


def test_an_uncompleted_seat_and_a_strange_ticket_propose_nothing(client, offering):
    party = joined(offering)
    seat = party.enrollments.get()

    page = client.get(f"/en/my/ticket/{party.ticket}/teach/{seat.uuid}/").content.decode()
    client.post(f"/en/my/ticket/{party.ticket}/teach/{seat.uuid}/", {"what": "x"})

    assert "not completed yet" in page
    assert Proposal.objects.count() == 0
    assert client.get(f"/en/my/ticket/no-such-ticket/teach/{seat.uuid}/").status_code == 404


def test_signed_in_a_completer_proposes_from_their_own_page(client, offering):
    party, seat = completed(offering)
    party.lead.user = UserFactory()
    party.lead.save()
    _other, strange = completed(offering, phone="0899999999")
    client.force_login(party.lead.user)
    door = f"/en/my/teach/{seat.uuid}/"
    assert door in client.get("/en/my/").content.decode()

    client.post(door, {"what": "Weaving"})

    assert Proposal.objects.get().enrollment == seat
    assert client.get(f"/en/my/teach/{strange.uuid}/").status_code == 404
    client.force_login(UserFactory())
    assert client.get(door).status_code == 404
